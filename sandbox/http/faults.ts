import { pathMatches } from '../auth/rules';

interface FaultTarget {
	/** Default: every method. */
	method?: string;
	/** Path pattern below the base path, with `*`; default: every path. */
	path?: string;
	/** How many matching requests it hits. Default 1; Infinity for all. */
	times?: number;
}

/** `before`: the request has no effect. `after`: it takes effect first (only an accepted one is hit). */
export type FaultMoment = 'before' | 'after';

export type FaultKind =
	/** Waits, then goes on as usual (other faults included). */
	| { kind: 'delay'; ms: number }
	/** TCP reset before the request has any effect. */
	| { kind: 'resetBefore' }
	/** The request takes effect, then TCP reset instead of an answer. */
	| { kind: 'resetAfter' }
	/** An error status, in OVHcloud's JSON or as a gateway's HTML page. Default moment: before. */
	| {
			kind: 'status';
			status: number;
			when?: FaultMoment;
			/** Seconds, or a date that becomes an HTTP date. */
			retryAfter?: number | Date;
			html?: boolean;
			message?: string;
	  }
	/** The request takes effect; the answer's JSON is cut off in the middle. */
	| { kind: 'brokenJson' }
	/** No answer at all; the connection stays open until the client gives up. Default moment: before. */
	| { kind: 'silence'; when?: FaultMoment }
	/** A redirect to `location` before any effect. Default status 302. */
	| { kind: 'redirect'; location: string; status?: number };

export type Fault = FaultTarget & FaultKind;

/** A fault in the queue. `hits` counts the requests it met. */
export interface PlacedFault {
	readonly fault: Fault;
	hits: number;
}

/** Faults waiting for their requests; the first that matches is used first. */
export class Faults {
	private queue: PlacedFault[] = [];

	add(fault: Fault): PlacedFault {
		const placed = { fault, hits: 0 };
		this.queue.push(placed);
		return placed;
	}

	remove(placed: PlacedFault): void {
		this.queue = this.queue.filter((other) => other !== placed);
	}

	/** Whether a fault that was added has not met all of its requests yet. */
	isWaiting(fault: Fault): boolean {
		return this.queue.some((placed) => placed.fault === fault && isLeft(placed));
	}

	/** Takes back a fault, however often it was added. */
	withdraw(fault: Fault): void {
		this.queue = this.queue.filter((placed) => placed.fault !== fault);
	}

	clear(): void {
		this.queue = [];
	}

	/** The next fault that meets a request at this moment, of the kinds wanted; it counts as used. */
	take(
		moment: FaultMoment,
		method: string,
		path: string,
		wanted: (fault: Fault) => boolean = () => true,
	): Fault | undefined {
		const placed = this.queue.find((placed) => {
			const { fault } = placed;
			return (
				isLeft(placed) &&
				momentOf(fault) === moment &&
				(fault.method === undefined || fault.method === method) &&
				(fault.path === undefined || pathMatches(fault.path, path)) &&
				wanted(fault)
			);
		});
		if (placed) placed.hits += 1;
		return placed?.fault;
	}
}

function isLeft({ fault, hits }: PlacedFault): boolean {
	return hits < (fault.times ?? 1);
}

function momentOf(fault: Fault): FaultMoment {
	if (fault.kind === 'resetAfter' || fault.kind === 'brokenJson') return 'after';
	if (fault.kind === 'status' || fault.kind === 'silence') return fault.when ?? 'before';
	return 'before';
}
