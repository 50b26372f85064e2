import { readReceiver } from './numbers';
import { progressOf, type Pace, type Progress } from './progress';
import type { AcceptedSms, Outcome } from './types';

const FIRST_ID = 26929925;
const DELIVERED: Outcome = { ptt: 4, deliveryReceipt: 1 };

export type NewSms = Omit<
	AcceptedSms,
	'id' | 'acceptedAt' | 'creation' | 'outcome' | 'cancelled' | 'deleted'
>;

export interface LocatedSms {
	sms: AcceptedSms;
	progress: Progress;
}

/** Every SMS the sandbox accepted, from pending job to final state. */
export class Messages {
	private readonly all: AcceptedSms[] = [];
	private readonly outcomes = new Map<string, Outcome>();
	private nextId = FIRST_ID;

	/**
	 * @param now milliseconds, the clock that progress follows
	 * @param serverNow milliseconds, the clock that the server shows
	 */
	constructor(
		private readonly now: () => number,
		private readonly serverNow: () => number,
		private readonly pace: Pace,
	) {}

	/** How later messages to a number end. Default: delivered (ptt 4, receipt 1). */
	setOutcome(receiver: string, outcome: Outcome): void {
		this.outcomes.set(readReceiver(receiver) ?? receiver, outcome);
	}

	accept(sms: NewSms): AcceptedSms {
		const accepted: AcceptedSms = {
			...sms,
			id: this.nextId++,
			acceptedAt: this.now(),
			creation: this.serverNow(),
			outcome: this.outcomes.get(sms.receiver) ?? DELIVERED,
			cancelled: false,
			deleted: false,
		};
		this.all.push(accepted);
		return accepted;
	}

	/** What was accepted for a receiver, oldest first, whatever became of it. */
	sentTo(receiver: string): AcceptedSms[] {
		const number = readReceiver(receiver) ?? receiver;
		return this.all.filter((sms) => sms.receiver === number);
	}

	/** The messages of an account (or of one of its virtual numbers) at a stage, oldest first. */
	at(stage: Progress['stage'], account: string, virtualNumber?: string): LocatedSms[] {
		const now = this.now();
		return this.all
			.filter((sms) => sms.account === account && !sms.cancelled && !sms.deleted)
			.filter((sms) => now - sms.acceptedAt >= this.pace.visibleAfterMs)
			.filter((sms) => virtualNumber === undefined || sms.virtualNumber === virtualNumber)
			.map((sms) => ({ sms, progress: progressOf(sms, now, this.pace) }))
			.filter(({ progress }) => progress.stage === stage);
	}
}
