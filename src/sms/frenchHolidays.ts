import { DateTime } from 'luxon';

/** Fixed days, as month-day (article L3133-1 of the French labour code). */
const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

/** Days after Easter Sunday: Easter Monday, Ascension, Whit Monday. */
const AFTER_EASTER = [1, 39, 50];

/** The day that remembers the end of slavery (article L3422-2), by ISO code. */
const ABOLITION: Record<string, string> = {
	GP: '05-27',
	GF: '06-10',
	MQ: '05-22',
	RE: '12-20',
	BL: '10-09',
	MF: '05-28',
	YT: '04-27',
};

/**
 * Whether a day is a public holiday in France, or in the overseas department of a number.
 * @param country ISO 3166-1 alpha-2
 */
export function isFrenchHoliday(day: DateTime, country?: string): boolean {
	const name = day.toFormat('MM-dd');
	if (FIXED.includes(name) || (country && ABOLITION[country] === name)) return true;
	return AFTER_EASTER.some((days) => easter(day.year).plus({ days }).toFormat('MM-dd') === name);
}

/** Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher. */
function easter(year: number): DateTime {
	const a = year % 19;
	const b = Math.floor(year / 100);
	const c = year % 100;
	const h = (19 * a + b - Math.floor(b / 4) - Math.floor((8 * b + 13) / 25) + 15) % 30;
	const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
	const m = Math.floor((a + 11 * h + 19 * l) / 433);
	const month = Math.floor((h + l - 7 * m + 90) / 25);
	return DateTime.utc(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}
