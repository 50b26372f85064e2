import type { AcceptedSms } from './types';

export interface Pace {
	/** Milliseconds after acceptance before a message shows in any list. */
	visibleAfterMs: number;
	/** Milliseconds a message without delay stays a pending job. */
	sendingDelayMs: number;
	/** Milliseconds from sending to the final state. */
	deliveryDelayMs: number;
}

export interface Progress {
	stage: 'pending' | 'sent';
	ptt: number;
	deliveryReceipt: number;
	sentAt: number | null;
	deliveredAt: number | null;
}

const CREATING = { ptt: 0, deliveryReceipt: 0 };
const WITH_THE_PHONE_OPERATOR = [
	{ ptt: 1, deliveryReceipt: 0 },
	{ ptt: 3, deliveryReceipt: 4 },
];
const DELIVERED = 1;

/**
 * Where a message stands at `now`: a pending job until its delay is over, then ptt 1 and 3 for
 * half of the delivery delay each, then its outcome. Computed when read, so no timer is needed.
 * Dates are shown on the server's clock at the time of acceptance.
 */
export function progressOf(sms: AcceptedSms, now: number, pace: Pace): Progress {
	const delay = sms.heldBackMs + sms.differedPeriod * 60_000 + pace.sendingDelayMs;
	const elapsed = now - sms.acceptedAt;
	if (elapsed < delay) {
		return { stage: 'pending', ...CREATING, sentAt: null, deliveredAt: null };
	}
	const sentAt = sms.creation + delay;
	const travelled = elapsed - delay;
	const { ptt, deliveryReceipt, delayMs = 0 } = sms.outcome;
	const travelTime = pace.deliveryDelayMs + delayMs;
	if (travelled < travelTime) {
		const half = travelled < travelTime / 2 ? 0 : 1;
		return { stage: 'sent', ...WITH_THE_PHONE_OPERATOR[half], sentAt, deliveredAt: null };
	}
	return {
		stage: 'sent',
		ptt,
		deliveryReceipt,
		sentAt,
		deliveredAt: deliveryReceipt === DELIVERED ? sentAt + travelTime : null,
	};
}
