import type { Shown } from './api';
import { InputError } from '../sms/inputError';

/** OVHcloud counts in whole minutes, and clocks differ. */
const SAME_MOMENT_SECONDS = 120;

/**
 * Whether a pending message goes out when another one is to. OVHcloud does not say from when it
 * counts `differedDelivery`, its minutes: from the order or, counting down, from now.
 * @param sendAt seconds since 1970; absent: at once
 * @param now seconds since 1970 by OVHcloud's clock
 */
export function isDueAt(
	{ creationDatetime, differedDelivery }: Shown,
	sendAt: number | undefined,
	now: number,
): boolean {
	const seconds = (Number(differedDelivery) || 0) * 60;
	return [Date.parse(creationDatetime) / 1000, now].some(
		(start) => Math.abs(start + seconds - (sendAt ?? now)) <= SAME_MOMENT_SECONDS,
	);
}

/** A once key that may have been used: to send could text somebody twice, not to send nobody. */
export function perhapsUsed({ id, receiver }: Shown): InputError {
	return new InputError(
		'Once Key',
		`may have been used already: the same text waits to be sent to ${receiver} (ID ${id}), and OVHcloud shows no key of messages that wait`,
		'Nothing was sent by this request. If that message is the one, there is nothing to do. If it is another one, make their texts differ, for example by a date or a number; or cancel it (Scheduled SMS → Cancel) and run this again.',
	);
}

/** A listed message that cannot be read may have the once key. */
export function perhapsUsedBy(id: number): InputError {
	return new InputError(
		'Once Key',
		`may have been used already: OVHcloud lists a message (ID ${id}) that it does not show`,
		'Nothing was sent by this request. Run it again in a few minutes, when OVHcloud shows the message.',
	);
}

/** A scheduled message that was ordered a moment ago and stands in no list. */
export function perhapsCancelled(id?: number): InputError {
	return new InputError(
		'Once Key',
		`was used a moment ago for a scheduled message (ID ${id ?? 'unknown'}) that OVHcloud does not show: it may show late, or was cancelled`,
		'Nothing was sent by this request. Run it again in two minutes.',
	);
}
