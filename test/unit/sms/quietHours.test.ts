import { DateTime } from 'luxon';

import { isFrenchHoliday } from '../../../src/sms/frenchHolidays';
import { endOfQuiet, readQuietHours } from '../../../src/sms/quietHours';

const NIGHT = { from: '21:00', until: '08:00' };
const SUNDAYS = { sundaysAndHolidays: true };
const PARIS = 'Europe/Paris';

/** The end of the quiet time by the clock in Paris; nothing where it is not quiet. */
function endOf(option: object, moment: string, country?: string, zone = PARIS) {
	const seconds = DateTime.fromISO(moment, { zone: PARIS }).toSeconds();
	const end = endOfQuiet(readQuietHours(option), seconds, zone, country);
	return end && DateTime.fromSeconds(end, { zone: PARIS }).toFormat("yyyy-MM-dd'T'HH:mm");
}

describe('quiet hours', () => {
	test.each<[option: object, moment: string, end: string | undefined]>([
		[NIGHT, '2026-11-26T20:59', undefined],
		[NIGHT, '2026-11-26T21:00', '2026-11-27T08:00'],
		[NIGHT, '2026-11-27T07:59:59', '2026-11-27T08:00'],
		[NIGHT, '2026-11-27T08:00', undefined],
		[{ from: '12h', until: '14h30' }, '2026-11-27T13:00', '2026-11-27T14:30'],
		[{ from: 9, until: '9:05' }, '2026-11-27T09:04', '2026-11-27T09:05'],
		// A Sunday, and the Saturday night before it.
		[SUNDAYS, '2026-11-29T10:00', '2026-11-30T00:00'],
		[{ ...NIGHT, ...SUNDAYS }, '2026-11-28T22:00', '2026-11-30T08:00'],
		// Christmas on a Friday; 2027 begins on a Friday, too.
		[{ ...NIGHT, ...SUNDAYS }, '2026-12-24T23:00', '2026-12-26T08:00'],
		// Easter Sunday and Monday.
		[{ ...NIGHT, ...SUNDAYS }, '2026-04-04T22:00', '2026-04-07T08:00'],
		// The night in which the clocks change.
		[NIGHT, '2026-03-28T23:00', '2026-03-29T08:00'],
		[NIGHT, '2026-10-24T23:00', '2026-10-25T08:00'],
	])('%j at %s end at %s', (option, moment, end) => {
		expect(endOf(option, moment)).toBe(end);
	});

	test('are by the clock of overseas numbers, and by the workflow for all others', () => {
		// 18:00 in Guadeloupe, 02:00 of the next day in Réunion.
		expect(endOf(NIGHT, '2026-11-26T23:00', 'GP')).toBeUndefined();
		expect(endOf(NIGHT, '2026-11-26T23:00', 'RE')).toBe('2026-11-27T05:00');
		expect(endOf(NIGHT, '2026-11-26T23:00', 'BE')).toBe('2026-11-27T08:00');
		expect(endOf(NIGHT, '2026-11-26T23:00', 'BE', 'America/New_York')).toBeUndefined();
	});

	test.each<[option: unknown, message: string]>([
		[{}, 'says no time'],
		[undefined, 'says no time'],
		[{ sundaysAndHolidays: false }, 'says no time'],
		[{ from: '21:00' }, 'has no "Until"'],
		[{ from: '25:00', until: '08:00' }, 'has "25:00" as "From"'],
		[{ from: 'evening', until: '08:00' }, 'no time of the day'],
		[{ from: '08:00', until: '8h' }, 'begins and ends at the same time'],
		[{ ...NIGHT, then: 'drop' }, 'unknown "Then"'],
	])('%j are refused', (option, message) => {
		expect(() => readQuietHours(option)).toThrow(message);
	});
});

describe('public holidays of France', () => {
	const holidaysOf = (year: number, country?: string) => {
		const first = DateTime.utc(year, 1, 1);
		return Array.from({ length: first.daysInYear ?? 0 }, (_, days) => first.plus({ days }))
			.filter((day) => isFrenchHoliday(day, country))
			.map((day) => day.toFormat('MM-dd'));
	};
	const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

	// Early, late and leap years; of 2008 the Ascension fell on the first of May.
	test.each([
		[2008, ['03-24', '05-01', '05-12']],
		[2024, ['04-01', '05-09', '05-20']],
		[2026, ['04-06', '05-14', '05-25']],
		[2027, ['03-29', '05-06', '05-17']],
		[2038, ['04-26', '06-03', '06-14']],
		[2049, ['04-19', '05-27', '06-07']],
	])('of %i are computed', (year, moving) => {
		expect(holidaysOf(year)).toEqual([...new Set([...FIXED, ...moving])].sort());
	});

	test('have one more in the overseas departments', () => {
		expect(holidaysOf(2026, 'RE')).toEqual([...holidaysOf(2026), '12-20'].sort());
		expect(holidaysOf(2026, 'BE')).toEqual(holidaysOf(2026));
	});
});
