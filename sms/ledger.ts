import type { FailureFacts } from '../ovh/errors';
import type { SendItem, SendRequest } from './plan';

/** A message that OVHcloud accepted. */
export interface Accepted {
	receiver: string;
	/** OVHcloud's id, where known. */
	id?: number;
	/** Credits taken for it. */
	credits: number;
	/** Its tag, where it is kept for a later try. */
	tag?: string;
}

/** A request of which nobody knows yet whether OVHcloud carried it out. */
export interface OpenRequest {
	request: SendRequest;
	tag: string;
	/** Milliseconds since 1970 by this server's clock, when it was sent. */
	since: number;
	/** How its answer was lost. */
	facts: FailureFacts;
}

interface Stored {
	accepted: Record<string, Accepted>;
	open: OpenRequest[];
}

/**
 * What this execution has sent, kept in the node's context, which outlives the tries of Retry On
 * Fail. (n8n repeats a failed node with all its items, and OVHcloud has no idempotency key.)
 *
 * It is written only when a run ends with a failure: a run that succeeds is not repeated.
 */
export class Ledger {
	private readonly accepted: Map<string, Accepted>;

	private readonly open: Set<OpenRequest>;

	/**
	 * @param store the node's context
	 * @param run which run of the node in this execution: loops share the context
	 */
	constructor(
		private readonly store: Record<string, unknown>,
		private readonly run: number | string,
	) {
		const stored = store[this.key] as Stored | undefined;
		this.accepted = new Map(Object.entries(stored?.accepted ?? {}));
		this.open = new Set(stored?.open ?? []);
	}

	/** What is known to be accepted of an item's message to a receiver. */
	find(item: SendItem, receiver: string): Accepted | undefined {
		return this.accepted.size ? this.accepted.get(entryKey(item, receiver)) : undefined;
	}

	/** OVHcloud's ids of all that is known to be accepted. */
	ids(): number[] {
		return [...this.accepted.values()].flatMap(({ id }) => id ?? []);
	}

	add(item: SendItem, accepted: Accepted): void {
		this.accepted.set(entryKey(item, accepted.receiver), accepted);
	}

	/** The requests of earlier tries whose fate is to be looked up first. */
	openRequests(): OpenRequest[] {
		return [...this.open];
	}

	markOpen(request: OpenRequest): void {
		this.open.add(request);
	}

	close(request: OpenRequest): void {
		this.open.delete(request);
	}

	/** Keeps what is known for the next try. */
	save(): void {
		this.store[this.key] = {
			accepted: Object.fromEntries(this.accepted),
			open: [...this.open],
		} satisfies Stored;
	}

	/** Forgets it all: the run has succeeded. */
	clear(): void {
		delete this.store[this.key];
	}

	private get key(): string {
		return `sent:${this.run}`;
	}
}

/**
 * The same item and receiver in the next try. What it says may differ there (an expression with the
 * time, a random code, a text that was corrected before the execution was retried): the person has
 * been texted all the same.
 */
function entryKey({ item }: SendItem, receiver: string): string {
	return `${item}:${receiver}`;
}
