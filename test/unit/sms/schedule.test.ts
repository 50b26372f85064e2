import { DateTime } from 'luxon';

import type { InputError } from '../../../src/sms/inputError';
import { futureMoment, minutesFrom, WholeMinutes } from '../../../src/sms/schedule';
import { refused } from '../../helpers/refused';

const seconds = (iso: string) => Date.parse(iso) / 1000;
const NOW = seconds('2026-01-15T09:00:00Z');
const PARIS = 'Europe/Paris';

/** Minutes from now to a moment, as a request tells them. */
function minutesUntil(sendAt: unknown, now: number, timezone: string): number {
	return minutesFrom(now, futureMoment(sendAt, now, timezone));
}

describe('the moment of sending', () => {
	test.each<[sendAt: unknown, zone: string, minutes: number]>([
		['2026-01-15T10:30', PARIS, 30],
		['2026-01-15T10:30:00.000', PARIS, 30],
		['2026-01-15 10:30', PARIS, 30],
		[' 2026-01-15T10:30 ', PARIS, 30],
		['2026-01-15T10:30', 'America/New_York', 390],
		['2026-01-15T10:30', 'UTC', 90],
		['2026-01-15T09:30Z', PARIS, 30],
		['2026-01-15T15:00+05:30', PARIS, 30],
		['2026-01-15T04:30-05:00', 'Asia/Tokyo', 30],
		['2026-01-15T10:30:00+01:00[Europe/Paris]', 'UTC', 30],
		['20260115T1030', PARIS, 30],
		[new Date('2026-01-15T09:30:00Z'), 'Asia/Tokyo', 30],
		[DateTime.fromISO('2026-01-15T10:30', { zone: PARIS }), 'Asia/Tokyo', 30],
		['2027-01-15T10:00', PARIS, 365 * 1440],
	])('%s in %s is %i minutes away', (sendAt, zone, minutes) => {
		expect(minutesUntil(sendAt, NOW, zone)).toBe(minutes);
	});

	test.each([
		['2026-01-15T09:00:02Z', 1],
		['2026-01-15T09:00:59Z', 1],
		['2026-01-15T09:01:00Z', 1],
		// Time is known to the second only, so that "in one minute" may look like 61 seconds.
		['2026-01-15T09:01:01Z', 1],
		['2026-01-15T09:01:01.001Z', 2],
		['2026-01-15T09:02:00Z', 2],
	])('is rounded up to whole minutes: %s is %i minutes away', (sendAt, minutes) => {
		expect(minutesUntil(sendAt, NOW, PARIS)).toBe(minutes);
	});

	test.each<[sendAt: unknown, iso: string]>([
		['2026-01-15T10:30', '2026-01-15T09:30:00Z'],
		['2026-01-15T10:30:00.250+01:00', '2026-01-15T09:30:00.250Z'],
		[new Date('2026-01-15T09:30:59Z'), '2026-01-15T09:30:59Z'],
	])('%s is %s, not rounded', (sendAt, iso) => {
		expect(futureMoment(sendAt, NOW, PARIS)).toBe(seconds(iso));
	});

	test('comes nearer while requests go out, and is now once it is past', () => {
		const moment = futureMoment('2026-01-15T10:30', NOW, PARIS);
		const minutes = [0, 60, 61, 1739, 1740, 1799, 1800, 7200].map((passed) =>
			minutesFrom(NOW + passed, moment),
		);
		expect(minutes).toEqual([30, 29, 29, 1, 1, 0, 0, 0]);
	});

	test('is never missed by more than a second before and a minute after', () => {
		for (let ahead = 2; ahead < 300; ahead++) {
			const late = minutesUntil(new Date((NOW + ahead) * 1000), NOW, PARIS) * 60 - ahead;
			expect(late).toBeGreaterThanOrEqual(-1);
			expect(late).toBeLessThan(60);
		}
	});

	test.each([
		[
			'noon to noon over the night that loses an hour',
			'2026-03-28T11:00Z',
			'2026-03-29T12:00',
			23 * 60,
		],
		[
			'noon to noon over the night that gains an hour',
			'2026-10-24T10:00Z',
			'2026-10-25T12:00',
			25 * 60,
		],
		['an hour that does not exist', '2026-03-29T00:00Z', '2026-03-29T02:30', 90],
	])('follows summer time: %s', (_, now, sendAt, minutes) => {
		expect(minutesUntil(sendAt, seconds(now), PARIS)).toBe(minutes);
	});

	test('in an hour that occurs twice is one of the two', () => {
		const minutes = minutesUntil('2026-10-25T02:30', seconds('2026-10-25T00:00Z'), PARIS);
		expect([30, 90]).toContain(minutes);
	});

	test('of items that are read one after the other is one, whatever minute it falls into', () => {
		for (let skew = 0; skew < 60; skew++) {
			const minutes = new WholeMinutes(NOW);
			const moments = Array.from({ length: 90 }, (_, tenths) => NOW + 7200 + skew + tenths / 10);
			const told = new Set(moments.map((moment) => minutes.of(moment)));
			expect(told.size).toBe(1);
			const [late] = [...told].map((minute) => minute - moments[0]);
			expect(late).toBeGreaterThanOrEqual(-1);
			expect(late).toBeLessThan(60);
		}
	});

	test('of two minutes is two', () => {
		const minutes = new WholeMinutes(NOW);
		const told = [60, 120, 180].map((after) => minutes.of(NOW + 3600 + after));
		expect(told).toEqual([NOW + 3660, NOW + 3720, NOW + 3780]);
	});

	test.each([[''], [' '], [null], [undefined]])('%j is refused: it is empty', (sendAt) => {
		expect(refusalOf(sendAt).message).toBe('"Send At" is empty');
	});

	test.each([
		['2026-01-16'],
		['20260116'],
		['2026-W03-5'],
		['2026W035'],
		['2026-W03'],
		['2026-016'],
	])('%s is refused: the time is missing', (sendAt) => {
		expect(refusalOf(sendAt).message).toBe('"Send At" is a date without a time');
	});

	test.each<[sendAt: unknown]>([
		['2026-01-15T09:00:00Z'],
		['2026-01-15T08:59:59Z'],
		['2026-01-15T09:30'],
		['2020-01-01T00:00Z'],
		[new Date(0)],
	])('%s is refused: it is in the past', (sendAt) => {
		const refusal = refusalOf(sendAt);
		expect(refusal.message).toMatch(/^"Send At" is in the past \(\d{4}-\d\d-\d\dT/);
		expect(refusal.advice).toContain('later');
	});

	test.each<[sendAt: unknown]>([
		['tomorrow'],
		['31/12/2026 09:30'],
		// ISO 8601 takes these for an hour of today, and for the first of January or of the month.
		['15'],
		[15],
		['23:30'],
		['T23:30'],
		['2099'],
		['2099-12'],
		[2099],
		['2026-02-30T10:00'],
		['2026-01-15T25:00'],
		['2026-13-01T10:00'],
		[{}],
		[1_798_707_000],
		[1_798_707_000_000],
		[new Date(Number.NaN)],
		[DateTime.invalid('for the test')],
	])('%s is refused: it is no date and time', (sendAt) => {
		const refusal = refusalOf(sendAt);
		expect(refusal.message).toBe('"Send At" is not a date and time');
		expect(refusal.advice).toContain('2026-12-31T09:30');
	});
});

function refusalOf(sendAt: unknown): InputError {
	const refusal = refused(() => minutesUntil(sendAt, NOW, PARIS));
	expect(refusal.parameter).toBe('Send At');
	return refusal;
}
