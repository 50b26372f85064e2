import { DateTime } from 'luxon';

import { isGiven } from './given';
import { InputError } from './inputError';

/** Moments that are so near are one: items that all wait for two hours from now are read one by one. */
const SAME_MOMENT_SECONDS = 10;

/**
 * A moment in the future, in seconds since 1970.
 * @param sendAt ISO 8601 text, a Date, or a Luxon DateTime; without an offset it is in `timezone`
 * @param nowSeconds OVHcloud's time, in seconds since 1970
 * @throws InputError when it is no date-time, or not in the future
 */
export function futureMoment(sendAt: unknown, nowSeconds: number, timezone: string): number {
	if (!isGiven(sendAt)) throw noMoment();
	if (isDateOnly(sendAt)) throw noTime();
	const moment = toDateTime(sendAt, timezone);
	if (!moment.isValid || isPartOfDate(sendAt)) throw noDateTime('Send At');
	if (minutesFrom(nowSeconds, moment.toSeconds()) < 1) {
		throw new InputError(
			'Send At',
			`is in the past (${moment.toISO()})`,
			'Choose a later moment, or remove the option to send at once.',
		);
	}
	return moment.toSeconds();
}

/**
 * Minutes between two moments in seconds since 1970, rounded up, as OVHcloud's `differedPeriod`
 * wants them. OVHcloud's time is known to the second, so the last second counts as none.
 */
export function minutesFrom(nowSeconds: number, moment: number): number {
	return Math.max(0, Math.ceil((moment - nowSeconds - 1) / 60));
}

/** The moments of a run, as OVHcloud's whole minutes can tell them, so that items share requests. */
export class WholeMinutes {
	private readonly known: Array<{ moment: number; minute: number }> = [];

	/** @param nowSeconds OVHcloud's time when the run began, in seconds since 1970 */
	constructor(private readonly nowSeconds: number) {}

	/** @param moment in seconds since 1970, as is what it gives: some seconds early or a minute late */
	of(moment: number): number {
		const near = this.known.find((other) => Math.abs(other.moment - moment) <= SAME_MOMENT_SECONDS);
		if (near) return near.minute;
		const minute = this.nowSeconds + minutesFrom(this.nowSeconds, moment) * 60;
		this.known.push({ moment, minute });
		return minute;
	}
}

/**
 * A date and time as OVHcloud reads it: ISO 8601 with its offset, to the second.
 * @param parameter the parameter's display name
 * @param value ISO 8601 text, a Date, or a Luxon DateTime; without an offset it is in `timezone`
 * @throws InputError when it is no date-time
 */
export function momentOf(parameter: string, value: unknown, timezone: string): string {
	const moment = toDateTime(value, timezone);
	const iso = moment.startOf('second').toISO({ suppressMilliseconds: true });
	if (iso) return iso;
	throw noDateTime(parameter);
}

/** "15" may be meant as minutes, and "12:30" for tomorrow: ISO 8601 takes both for today. */
function isPartOfDate(value: unknown): boolean {
	return typeof value !== 'object' && !/^\s*\d{4}-?(\d\d-?\d|W\d)/.test(String(value));
}

function noMoment(): InputError {
	return new InputError(
		'Send At',
		'is empty',
		'It would be sent at once. Fill it in (an expression gives nothing where its field is missing), or remove the option.',
	);
}

/** In any of the forms of ISO 8601: a day, a day of a week, a day of the year. */
function isDateOnly(value: unknown): boolean {
	const text = typeof value === 'string' ? value.trim() : '';
	return /^\d{4}-?(\d\d-?\d\d|\d{3}|W\d\d(-?\d)?)$/.test(text);
}

function noTime(): InputError {
	return new InputError(
		'Send At',
		'is a date without a time',
		'Add the time, such as 2026-12-31T09:30: midnight is seldom meant.',
	);
}

function noDateTime(parameter: string): InputError {
	return new InputError(
		parameter,
		'is not a date and time',
		'Write it as 2026-12-31T09:30, with an offset such as +01:00 where it is not in the time zone of the workflow.',
	);
}

function toDateTime(value: unknown, zone: string): DateTime {
	if (value instanceof Date) return DateTime.fromJSDate(value);
	// A DateTime of n8n's expressions comes from n8n's own copy of Luxon, and prints as ISO 8601.
	return DateTime.fromISO(String(value).trim().replace(' ', 'T'), { zone });
}
