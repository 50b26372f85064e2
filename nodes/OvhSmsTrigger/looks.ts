import { sleep } from 'n8n-workflow';

import type { EventName } from '../../src/triggers/events';
import type { Hints } from '../../src/triggers/readEvents';
import type { CallKind } from './address';
import type { Call } from './call';

/** Waiting and the time, for tests that have no minutes to spare. */
export interface Time {
	/** Milliseconds. */
	now: () => number;
	sleep: (milliseconds: number) => Promise<void>;
}

/** What a look is for. */
export interface Task {
	/** What calls were about; everything where some may have been missed. */
	hints?: Hints;
	/** How many calls told of news of a kind. */
	calls: Record<EventName, number>;
	/** SMS of which calls said that they have come to their final state. */
	final: number[];
}

/** How a look ended. */
export interface Outcome {
	/** Requests that it took. */
	requests: number;
	/** Whether some of it failed. */
	hasFailed: boolean;
	/** Whether there is more to be read at once. */
	more: boolean;
	/** SMS that calls named and that are not in their final state yet. */
	notFinal: number[];
	/** Kinds whose news calls told of, and that do not show yet. */
	notShown: EventName[];
	/** Whether there is something that only another look can find, even if nobody calls. */
	isOpen: boolean;
}

const EVENT: Record<CallKind, EventName> = {
	state: 'deliveryReport',
	reply: 'messageReceived',
	stop: 'optOut',
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Between the end of a look and the next one, and where the look failed. */
const AFTER_LOOK_MS = 4 * SECOND;
const AFTER_FAILURE_MS = 15 * SECOND;

/** Each request is paid with so much time: forty a minute, whatever calls come. */
const PER_REQUEST_MS = 1.5 * SECOND;

/** After so long without a look at everything, the next call has one: calls may have been lost. */
const EVERYTHING_EVERY_MS = 15 * MINUTE;

/** When the trigger looks again by itself for what does not show yet, and after failures. */
const LATE_MS = [20, 60, 180].map((seconds) => seconds * SECOND);
const FAILED_MS = [15, 30, 60, 120, 240, 480].map((seconds) => seconds * SECOND);
const LONGEST_MS = 900 * SECOND;

/** Named SMS that are kept; beyond them, everything is looked at. */
const MOST_NAMED = 1000;

/**
 * Makes looks of the calls to one trigger: one is under way, one waits, and calls meanwhile are
 * noted for the one that waits. A call is answered in any case; what it holds needs no memory.
 */
export class Looks {
	/** Whether the activation has ended. */
	isOver = false;
	/** Whether the failure that lasts was shown. */
	isFailureShown = false;
	/** SMS that calls named, and whether as being in their final state. */
	private readonly named = new Map<number, boolean>();
	/** Numbers that calls about a STOP named. */
	private readonly numbers = new Set<string>();
	private readonly calls: Task['calls'] = noCalls();
	private everythingAt = -Infinity;
	private isEverythingWanted = false;
	private isWaiting = false;
	private underWay: Promise<unknown> = Promise.resolve();
	private notBefore = -Infinity;
	private late = 0;
	private failed = 0;
	private timer?: object;

	/** @param callSelf starts a look by itself */
	constructor(
		private readonly time: Time,
		private readonly callSelf: () => void,
	) {}

	/** Notes what a call is about, unless it is of no interest. */
	note({ kind, id, number, isInBetween }: Call): void {
		this.late = 0;
		if (number !== undefined && this.numbers.size < MOST_NAMED) this.numbers.add(number);
		if (kind !== 'state' || id === undefined) this.calls[EVENT[kind]] += 1;
		else if (this.named.size < MOST_NAMED) this.named.set(id, !isInBetween);
		else this.wantEverything();
	}

	/** An SMS is on its way: should the call about its end be lost, it is looked for all the same. */
	expect(): void {
		if (!this.timer) this.lookAfter(EVERYTHING_EVERY_MS);
	}

	/** Calls may have been missed. What others have named stays: it may show later than this look. */
	wantEverything(): void {
		this.isEverythingWanted = true;
	}

	/**
	 * Looks when its turn has come; nothing where a look that waits already will see to it.
	 * @throws what `look` throws
	 */
	async serialize<T extends Outcome>(look: (task: Task) => Promise<T>): Promise<T | undefined> {
		if (this.isWaiting || !this.isDue) return undefined;
		this.isWaiting = true;
		try {
			await this.underWay;
			await this.time.sleep(Math.max(0, this.notBefore - this.time.now()));
		} finally {
			this.isWaiting = false;
		}
		if (this.isOver || !this.isDue) return undefined;
		const work = this.run(look);
		this.underWay = work.then(
			() => undefined,
			() => undefined,
		);
		return await work;
	}

	private get isEverythingDue(): boolean {
		const { everythingAt, isEverythingWanted } = this;
		return isEverythingWanted || this.time.now() - everythingAt >= EVERYTHING_EVERY_MS;
	}

	private get isDue(): boolean {
		const told = Object.values(this.calls).some((count) => count > 0);
		return told || this.named.size > 0 || this.isEverythingDue;
	}

	private async run<T extends Outcome>(look: (task: Task) => Promise<T>): Promise<T> {
		const start = this.time.now();
		this.timer = undefined;
		const task = this.take();
		try {
			const outcome = await look(task);
			this.end(start, task, outcome);
			return outcome;
		} catch (error) {
			this.end(start, task, FAILED);
			return await Promise.reject(error as Error);
		}
	}

	/** What calls have told so far; from now on, others tell something new. */
	private take(): Task {
		const calls = { ...this.calls };
		const sms = [...this.named.keys()];
		const final = sms.filter((id) => this.named.get(id));
		const numbers = [...this.numbers];
		const isEverything = this.isEverythingDue;
		Object.assign(this.calls, noCalls());
		this.named.clear();
		this.numbers.clear();
		this.isEverythingWanted = false;
		if (isEverything) return { calls, final, ...(numbers.length > 0 && { hints: { numbers } }) };
		const kinds = (Object.keys(calls) as EventName[]).filter((event) => calls[event] > 0);
		const isListed = calls.deliveryReport > 0;
		if (sms.length > 0) kinds.push('deliveryReport');
		// A call that names no SMS is about any of them.
		const hints = { kinds: new Set(kinds), numbers, ...(!isListed && { sms }) };
		return { calls, final, hints };
	}

	private end(start: number, task: Task, outcome: Outcome): void {
		const now = this.time.now();
		const { hasFailed, requests, more, notFinal, notShown, isOpen } = outcome;
		const pause = hasFailed ? AFTER_FAILURE_MS : AFTER_LOOK_MS;
		this.notBefore = Math.max(now + pause, start + requests * PER_REQUEST_MS);
		if (!task.hints?.kinds && !hasFailed) this.everythingAt = start;
		this.failed = hasFailed ? this.failed + 1 : 0;
		if (!hasFailed) this.isFailureShown = false;
		if (hasFailed || more) this.wantEverything();
		if (hasFailed) return this.lookAfter(FAILED_MS[this.failed - 1] ?? LONGEST_MS);
		if (more) return this.lookAfter(this.notBefore - now);
		const late = LATE_MS[this.late];
		if ((notFinal.length > 0 || notShown.length > 0) && late !== undefined) {
			this.late += 1;
			for (const id of notFinal) this.named.set(id, true);
			for (const event of notShown) this.calls[event] += 1;
			return this.lookAfter(late);
		}
		if (isOpen) this.lookAfter(EVERYTHING_EVERY_MS);
	}

	/** Unless a call starts a look before. */
	private lookAfter(milliseconds: number): void {
		const timer = {};
		this.timer = timer;
		void this.time.sleep(milliseconds).then(() => {
			if (this.timer === timer && !this.isOver) this.callSelf();
		});
	}
}

const FAILED: Outcome = {
	requests: 0,
	hasFailed: true,
	more: false,
	notFinal: [],
	notShown: [],
	isOpen: false,
};

function noCalls(): Task['calls'] {
	return { messageReceived: 0, optOut: 0, deliveryReport: 0, lowCredit: 0, senderStatus: 0 };
}

const all = new Map<string, Looks>();

/** The looks of a trigger's activation in this process. */
export function looksOf(name: string, callSelf: () => void): Looks {
	const known = all.get(name);
	if (known) return known;
	const looks = new Looks({ now: Date.now, sleep }, callSelf);
	all.set(name, looks);
	return looks;
}

/** Ends them with the activation; a look that is under way gives nothing out any more. */
export function endLooks(name: string): void {
	const looks = all.get(name);
	if (looks) looks.isOver = true;
	all.delete(name);
}
