import { readReceiver } from './numbers';
import { progressOf, type Pace, type Progress } from './progress';
import type { AcceptedSms, Outcome } from './types';

const FIRST_ID = 26929925;
const DELIVERED: Outcome = { ptt: 4, deliveryReceipt: 1 };

type Optional = 'user' | 'batchID' | 'heldBackMs' | 'hiddenMs' | 'outcome';

export type NewSms = Omit<
	AcceptedSms,
	'id' | 'acceptedAt' | 'creation' | 'cancelled' | 'deleted' | Optional
> &
	Partial<Pick<AcceptedSms, Optional>>;

export interface LocatedSms {
	sms: AcceptedSms;
	progress: Progress;
}

/** A part of an account's messages. What is undefined does not narrow it. */
export interface Part {
	/** Null: what came through none. */
	virtualNumber?: string | null;
	user?: string;
	batchID?: string;
}

/** Every SMS the sandbox accepted, from pending job to final state. */
export class Messages {
	/** Told of each accepted SMS. */
	onAccepted?: (sms: AcceptedSms) => void;
	private readonly all = new Map<number, AcceptedSms>();
	/** By account, by receiver, and by batch: a list of one does not walk through all the others. */
	private readonly groups = new Map<string, AcceptedSms[]>();
	/** By number, with `+`. */
	readonly outcomes = new Map<string, Outcome>();
	private nextId = FIRST_ID;
	/** How messages end whose number has no outcome of its own. */
	defaultOutcome = DELIVERED;

	/**
	 * @param now milliseconds, the clock that progress follows
	 * @param serverNow milliseconds, the clock that the server shows
	 */
	constructor(
		private readonly now: () => number,
		private readonly serverNow: () => number,
		private readonly pace: Pace,
	) {}

	/** How later messages to a number end; undefined: as for every other number. */
	setOutcome(receiver: string, outcome: Outcome | undefined): void {
		const number = readReceiver(receiver) ?? receiver;
		if (outcome) this.outcomes.set(number, outcome);
		else this.outcomes.delete(number);
	}

	/** What was accepted after the message with an id (0: everything), oldest first. */
	after(id: number): AcceptedSms[] {
		const fresh: AcceptedSms[] = [];
		for (let next = Math.max(id + 1, FIRST_ID); next < this.nextId; next += 1) {
			const sms = this.all.get(next);
			if (sms) fresh.push(sms);
		}
		return fresh;
	}

	/** Fast enough for a loop that fills an account with thousands of messages. */
	accept(sms: NewSms): AcceptedSms {
		const accepted: AcceptedSms = {
			user: null,
			batchID: null,
			heldBackMs: 0,
			hiddenMs: 0,
			...sms,
			id: this.nextId++,
			acceptedAt: this.now(),
			creation: this.serverNow(),
			outcome: sms.outcome ?? this.outcomes.get(sms.receiver) ?? this.defaultOutcome,
			cancelled: false,
			deleted: false,
		};
		this.all.set(accepted.id, accepted);
		this.group(accepted.account).push(accepted);
		this.group(accepted.receiver).push(accepted);
		if (accepted.batchID !== null) this.group(accepted.batchID).push(accepted);
		this.onAccepted?.(accepted);
		return accepted;
	}

	/** Forgets all messages, and how those to come end. Their numbers are not used again. */
	clear(): void {
		this.all.clear();
		this.groups.clear();
		this.outcomes.clear();
		this.defaultOutcome = DELIVERED;
	}

	/** What was accepted for a receiver, oldest first, whatever became of it. */
	sentTo(receiver: string): AcceptedSms[] {
		const number = readReceiver(receiver) ?? receiver;
		return [...this.group(number)];
	}

	/** What was accepted for a batch, oldest first, whatever became of it. */
	ofBatch(batchID: string): LocatedSms[] {
		return this.group(batchID).map((sms) => this.located(sms));
	}

	/** The message with an id, whatever became of it. */
	withId(id: number): AcceptedSms | undefined {
		return this.all.get(id);
	}

	/** The messages of an account (or of a part of it) at a stage, oldest first. */
	at(stage: Progress['stage'], account: string, part: Part = {}): LocatedSms[] {
		return this.group(part.batchID ?? account)
			.filter((sms) => this.isVisible(sms, account, part))
			.map((sms) => this.located(sms))
			.filter(({ progress }) => progress.stage === stage);
	}

	/** The one message with an id, where `at` would list it. */
	one(
		id: number,
		stage: Progress['stage'],
		account: string,
		part: Part = {},
	): LocatedSms | undefined {
		const sms = this.all.get(id);
		if (!sms || !this.isVisible(sms, account, part)) return undefined;
		const located = this.located(sms);
		return located.progress.stage === stage ? located : undefined;
	}

	private isVisible(sms: AcceptedSms, account: string, part: Part): boolean {
		return (
			sms.account === account &&
			!sms.cancelled &&
			!sms.deleted &&
			(part.virtualNumber === undefined || sms.virtualNumber === part.virtualNumber) &&
			(part.user === undefined || sms.user === part.user) &&
			(part.batchID === undefined || sms.batchID === part.batchID) &&
			this.now() - sms.acceptedAt >= this.pace.visibleAfterMs + sms.heldBackMs + sms.hiddenMs
		);
	}

	private located(sms: AcceptedSms): LocatedSms {
		return { sms, progress: progressOf(sms, this.now(), this.pace) };
	}

	private group(name: string): AcceptedSms[] {
		const known = this.groups.get(name);
		if (known) return known;
		const made: AcceptedSms[] = [];
		this.groups.set(name, made);
		return made;
	}
}
