import { parsePhoneNumber } from 'libphonenumber-js/min';
import type { Item, SmsItem } from '../protocol';

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat(undefined, {
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
});
const dateAndTime = new Intl.DateTimeFormat(undefined, {
	day: 'numeric',
	month: 'short',
	hour: '2-digit',
	minute: '2-digit',
});

/** The time of day; with the date if it is not today. */
export function clock(milliseconds: number): string {
	const date = new Date(milliseconds);
	const today = date.toDateString() === new Date().toDateString();
	return (today ? time : dateAndTime).format(date);
}

export function clockWithSeconds(milliseconds: number): string {
	return seconds.format(new Date(milliseconds));
}

/** A number as one reads it: `+33 6 12 34 56 78`. */
export function spoken(number: string): string {
	try {
		return parsePhoneNumber(number).formatInternational();
	} catch {
		return number;
	}
}

export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** Whether a real phone could answer: not to a name. OVHcloud's short numbers have five digits. */
export function isAnswerable({ sender }: SmsItem): boolean {
	return /^\+?\d+$/.test(sender);
}

/** What is said of new things in the conversations. */
export function arrivalText(items: Item[]): string {
	const [first, ...others] = items;
	if (!first || others.length > 0) return `${items.length} new messages`;
	const number = spoken(first.number);
	if (first.kind === 'sms') return `New message from ${first.sender} to ${number}: ${first.text}`;
	if (first.kind === 'reply') return `Answer sent from ${number}`;
	return `${number} refuses marketing from ${first.account}`;
}
