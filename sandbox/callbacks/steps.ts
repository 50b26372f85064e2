import { progressOf, type Pace } from '../state/progress';
import type { AcceptedSms } from '../state/types';

/** A state that an SMS comes to. */
export interface Step {
	afterMs: number;
	ptt: number;
	deliveryReceipt: number;
}

/** Milliseconds that a call told too late comes after the final one. */
const TOO_LATE_MS = 50;

/**
 * The states that an SMS comes to after it is sent, and when.
 * @param outOfOrder whether the intermediate ones are told after the final one
 */
export function stepsOf(
	sms: AcceptedSms,
	{ sendingDelayMs, deliveryDelayMs }: Pick<Pace, 'sendingDelayMs' | 'deliveryDelayMs'>,
	outOfOrder: boolean,
): Step[] {
	const sent = sms.heldBackMs + sms.differedPeriod * 60_000 + sendingDelayMs;
	const travelMs = deliveryDelayMs + (sms.outcome.delayMs ?? 0);
	const final = sent + travelMs;
	const times = travelMs > 0 ? [sent, sent + travelMs / 2, final] : [final];
	const pace = { visibleAfterMs: 0, sendingDelayMs, deliveryDelayMs };
	return times.map((time) => {
		const { ptt, deliveryReceipt } = progressOf(sms, sms.acceptedAt + time, pace);
		const late = outOfOrder && time < final;
		return { afterMs: late ? final + TOO_LATE_MS : time, ptt, deliveryReceipt };
	});
}
