import { PTTS } from '../routes/ptts';
import { progressOf, type Pace } from '../state/progress';
import type { AccountState } from '../state/account';
import type { State } from '../state/state';
import { measureText, STOP_CLAUSE } from '../state/text';
import type { AcceptedSms, Incoming, Outcome } from '../state/types';
import type {
	AccountView,
	DeliveryState,
	Ending,
	OutcomeSetting,
	ReplyItem,
	SmsItem,
	Tone,
} from './protocol';

/** What the page lets one choose. Receipt 2 is OVHcloud's "failed". */
export const ENDINGS: Record<Ending, Outcome> = {
	delivered: { ptt: 4, deliveryReceipt: 1 },
	absent: { ptt: 24, deliveryReceipt: 2 },
	invalid: { ptt: 23, deliveryReceipt: 2 },
};

const TONES: Record<number, Tone> = { 0: 'moving', 1: 'good', 2: 'bad', 4: 'moving', 8: 'moving' };

const WORDS: Record<number, string> = {
	0: 'Pending',
	1: 'Pending',
	3: 'At the operator',
	23: 'Invalid number',
	24: 'Absent',
};

/** Where a message stands, in words. */
export function deliveryState(sms: AcceptedSms, now: number, pace: Pace): DeliveryState {
	if (sms.cancelled) return { tone: 'off', text: 'Cancelled' };
	const { stage, ptt, deliveryReceipt } = progressOf(sms, now, pace);
	if (stage === 'pending') {
		return { tone: 'waiting', text: scheduledFor(sms) === null ? 'Pending' : 'Scheduled' };
	}
	return {
		tone: TONES[deliveryReceipt] ?? 'bad',
		text: WORDS[ptt] ?? PTTS[ptt]?.description ?? `Code ${ptt}`,
	};
}

export function smsItem(sms: AcceptedSms, index: number, state: DeliveryState): SmsItem {
	const { account, sender, message, tag, parts, credits, marketing, virtualNumber } = sms;
	return {
		kind: 'sms',
		key: `sms-${sms.id}`,
		number: sms.receiver,
		index,
		account,
		at: sms.creation,
		sender,
		text: message,
		tag,
		parts,
		encoding: measureText(message, !marketing).charactersClass,
		credits,
		stopClause: marketing ? STOP_CLAUSE.trim() : null,
		virtualNumber,
		scheduledFor: scheduledFor(sms),
		state,
	};
}

/** Milliseconds since 1970; null when it was to be sent at once. */
function scheduledFor({ creation, differedPeriod, heldBackMs }: AcceptedSms): number | null {
	const wait = differedPeriod * 60_000 + heldBackMs;
	return wait > 0 ? creation + wait : null;
}

export function replyItem(
	account: string,
	incoming: Incoming & { virtualNumber: string | null },
	{ number, index }: { number: string; index: number },
): ReplyItem {
	const { id, message, tag, virtualNumber, creationDatetime } = incoming;
	return {
		kind: 'reply',
		key: `reply-${account}-${id}`,
		number,
		index,
		account,
		at: Date.parse(creationDatetime),
		text: message,
		tag,
		virtualNumber,
	};
}

export function accountView({ details, senders, virtualNumbers }: AccountState): AccountView {
	const { name, description, creditsLeft } = details;
	return {
		name,
		description,
		creditsLeft,
		senders: [...senders.values()].map(({ sender, status, comment }) => ({
			sender,
			status,
			comment,
		})),
		virtualNumbers: [...virtualNumbers.keys()],
	};
}

export function outcomeSetting({ ptt, deliveryReceipt, delayMs = 0 }: Outcome): OutcomeSetting {
	const known = Object.entries(ENDINGS).find(
		([, ending]) => ending.ptt === ptt && ending.deliveryReceipt === deliveryReceipt,
	);
	return { ending: (known?.[0] as Ending | undefined) ?? 'other', delaySeconds: delayMs / 1000 };
}

/** The outcome of a number's own; null: as for all numbers. */
export function ownOutcome(state: State, number: string): OutcomeSetting | null {
	const outcome = state.messages.outcomes.get(number);
	return outcome ? outcomeSetting(outcome) : null;
}
