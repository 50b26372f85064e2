import { DateTime } from 'luxon';

import { isFrenchHoliday } from './frenchHolidays';
import { isGiven } from './given';
import { InputError } from './inputError';

/** When nobody is to be texted. */
export interface QuietHours {
	/** Minutes of the day; `until` may be on the next day. Absent where hours do not matter. */
	hours?: { from: number; until: number };
	sundaysAndHolidays: boolean;
	/** Whether a message for that time fails, instead of being ordered for its end. */
	fails: boolean;
}

/** When OVHcloud holds marketing messages back, by its FAQ of 2026; older pages name 10 p.m. */
export const MARKETING_HOURS: QuietHours = {
	hours: { from: 20 * 60, until: 8 * 60 },
	sundaysAndHolidays: true,
	fails: false,
};

/** By whose clock, but for overseas numbers. */
export const MARKETING_ZONE = 'Europe/Paris';

/** Zones of French overseas numbers, whose clocks are not those of the workflow. */
const ZONES: Record<string, string> = {
	BL: 'America/St_Barthelemy',
	GF: 'America/Cayenne',
	GP: 'America/Guadeloupe',
	MF: 'America/Marigot',
	MQ: 'America/Martinique',
	NC: 'Pacific/Noumea',
	PF: 'Pacific/Tahiti',
	PM: 'America/Miquelon',
	RE: 'Indian/Reunion',
	WF: 'Pacific/Wallis',
	YT: 'Indian/Mayotte',
};

const PARAMETER = 'Quiet Hours';

/**
 * The option as the user has set it.
 * @throws InputError for what is no time of the day, or says nothing
 */
export function readQuietHours(option: unknown): QuietHours {
	const given = (typeof option === 'object' && option !== null ? option : {}) as Record<
		string,
		unknown
	>;
	const { from, until, sundaysAndHolidays, then = 'wait' } = given;
	const isDaily = isGiven(from) || isGiven(until);
	const isWeekly = String(sundaysAndHolidays) === 'true';
	if (!isDaily && !isWeekly) {
		throw new InputError(
			PARAMETER,
			'says no time',
			'Nothing was sent. Set "From" and "Until", or "Sundays and Holidays", or remove the option.',
		);
	}
	if (then !== 'wait' && then !== 'fail') {
		throw new InputError(PARAMETER, 'has an unknown "Then"', 'Choose "Wait" or "Fail".');
	}
	const hours = isDaily
		? { from: minutes('From', from), until: minutes('Until', until) }
		: undefined;
	if (hours && hours.from === hours.until) {
		throw new InputError(
			PARAMETER,
			'begins and ends at the same time',
			'Nothing was sent. Correct "From" or "Until".',
		);
	}
	return { ...(hours && { hours }), sundaysAndHolidays: isWeekly, fails: then === 'fail' };
}

function minutes(name: string, value: unknown): number {
	const [, hour, minute = '0'] =
		/^\s*(\d{1,2})(?:[:hH](\d\d)?)?(?::\d\d)?\s*$/.exec(String(value)) ?? [];
	const total = Number(hour) * 60 + Number(minute);
	if (hour !== undefined && Number(hour) < 24 && Number(minute) < 60) return total;
	throw new InputError(
		PARAMETER,
		isGiven(value)
			? `has "${String(value)}" as "${name}", which is no time of the day`
			: `has no "${name}"`,
		'Nothing was sent. Write it as 21:00.',
	);
}

/** More than the longest row of Sundays and holidays. */
const MOST_STEPS = 20;

/**
 * When the quiet time ends in which a moment lies; nothing where it lies in none.
 * @param moment seconds since 1970, as is the result
 * @param timezone of the workflow
 * @param country of the number, ISO 3166-1 alpha-2
 */
export function endOfQuiet(
	quiet: QuietHours,
	moment: number,
	timezone: string,
	country?: string,
): number | undefined {
	const zone = (country && ZONES[country]) || timezone;
	let end: DateTime = DateTime.fromSeconds(moment, { zone });
	for (let step = 0; step < MOST_STEPS; step++) {
		const later = endOfDay(quiet, end, country) ?? endOfHours(quiet, end);
		if (!later) break;
		end = later;
	}
	return end.toSeconds() === moment ? undefined : end.toSeconds();
}

function endOfDay(quiet: QuietHours, at: DateTime, country?: string): DateTime | undefined {
	const isQuiet = quiet.sundaysAndHolidays && (at.weekday === 7 || isFrenchHoliday(at, country));
	return isQuiet ? at.plus({ days: 1 }).startOf('day') : undefined;
}

function endOfHours({ hours }: QuietHours, at: DateTime): DateTime | undefined {
	if (!hours) return undefined;
	const { from, until } = hours;
	const now = at.hour * 60 + at.minute;
	const end = (day: DateTime) =>
		day.set({ hour: Math.floor(until / 60), minute: until % 60, second: 0, millisecond: 0 });
	if (from < until) return now >= from && now < until ? end(at) : undefined;
	if (now < until) return end(at);
	return now >= from ? end(at.plus({ days: 1 })) : undefined;
}
