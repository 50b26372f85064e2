import { isWhole } from '../ovh/json';
import type { SmsVirtualNumberJob } from '../ovh/model.generated';
import { digitsOf } from '../sms/receivers';
import type { Accepted } from './api';
import type { Message } from './sendRequest';

/** What the lists tell of a message; a virtual number's leave out the sender. */
export type Shown = SmsVirtualNumberJob & { sender?: string; tag?: string | null };

/** OVHcloud counts in whole minutes, and clocks differ. */
const SAME_MOMENT_SECONDS = 120;

/** Whether a message has what tells it from others, and what it cost. */
export function isMessage(shown: Partial<Shown>): shown is Shown {
	const { id, receiver, message, credits, creationDatetime } = shown;
	return (
		isWhole(id) &&
		typeof credits === 'number' &&
		[receiver, message, creationDatetime].every((value) => typeof value === 'string')
	);
}

export function acceptedIn({ id, receiver, credits }: Shown): Accepted {
	return { receiver: inE164(receiver), id, credits };
}

/** OVHcloud may compare tags without case, and keep the beginning of a tag only. */
export function hasTag({ tag: shown }: Shown, tag: string): boolean {
	return !shown || tag.startsWith(shown);
}

/** @param since seconds since 1970 by OVHcloud's clock: its lists may be filtered by the day only */
export function isBefore({ creationDatetime }: Shown, since: number): boolean {
	return Date.parse(creationDatetime) / 1000 < since;
}

/**
 * Whether a pending message goes out when the wanted one is to. OVHcloud does not say from when it
 * counts `differedDelivery`, its minutes: from the order or, counting down, from now. It holds
 * marketing messages back, and may show that.
 * @param now seconds since 1970 by OVHcloud's clock
 */
export function isDue(
	{ creationDatetime, differedDelivery }: Shown,
	{ messageType, sendAt }: Message,
	now: number,
): boolean {
	const seconds = (Number(differedDelivery) || 0) * 60;
	const starts = [Date.parse(creationDatetime) / 1000, now];
	return (
		messageType === 'marketing' ||
		starts.some((start) => Math.abs(start + seconds - (sendAt ?? now)) <= SAME_MOMENT_SECONDS)
	);
}

/** Whether a message has the words of the wanted one, whoever sent it. */
export function isSameText(shown: Shown, { message, messageType }: Message): boolean {
	return sameText(shown.message, message, messageType === 'marketing');
}

/** OVHcloud may show the text with other line ends, and a marketing one with its STOP clause. */
export function sameText(shown: string, text: string, hasStop: boolean): boolean {
	const plain = (value: string): string => value.replace(/\r\n?/g, '\n').trim();
	const seen = plain(shown);
	const wanted = plain(text);
	if (seen === wanted) return true;
	return hasStop && seen.startsWith(wanted) && /^\s*STOP\b/i.test(seen.slice(wanted.length));
}

/** Numbers may be spelled in another way; names are what they are. */
export function isSameSender(shown: string, sender: string): boolean {
	const isNumber = /^\+?\d+$/.test(sender);
	return isNumber ? digitsOf(shown) === digitsOf(sender) : shown === sender;
}

/** OVHcloud may write `0033…` for `+33…`. */
export function inE164(receiver: string): string {
	return `+${digitsOf(receiver)}`;
}
