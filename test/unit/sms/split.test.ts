import { roundCredits, splitEvenly } from '../../../src/sms/split';
import { seeded } from '../../helpers/random';

const sum = (credits: number[]) => roundCredits(credits.reduce((total, part) => total + part, 0));

test.each<[total: number, count: number, shares: number[]]>([
	[3, 3, [1, 1, 1]],
	[2.5, 1, [2.5]],
	[0.8, 2, [0.4, 0.4]],
	[1, 3, [0.3333, 0.3334, 0.3333]],
	[0.3, 3, [0.1, 0.1, 0.1]],
	[0, 2, [0, 0]],
	[5, 0, []],
	[0, 0, []],
])('%d credits for %i are %j', (total, count, shares) => {
	expect(splitEvenly(total, count)).toEqual(shares);
});

test('shares are the whole, and equal but for the last decimal, for any credits and any number', () => {
	const random = seeded(500);
	for (let round = 0; round < 2000; round++) {
		const count = 1 + Math.floor(random() * 500);
		const total = roundCredits(random() * 10 ** Math.floor(random() * 6));
		const shares = splitEvenly(total, count);
		expect(shares).toHaveLength(count);
		expect(sum(shares)).toBe(total);
		expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
		expect(roundCredits(Math.max(...shares) - Math.min(...shares))).toBeLessThanOrEqual(0.0001);
	}
});

test('shares of what parts cost are just that', () => {
	for (const price of [0.4, 0.7, 1, 1.1, 1.5, 2.75, 12.3456]) {
		for (let count = 1; count <= 500; count++) {
			const shares = splitEvenly(roundCredits(price * count), count);
			expect(shares.filter((share) => share !== price)).toEqual([]);
		}
	}
});

test.each([
	[0.1 + 0.2, 0.3],
	[0.7 * 3, 2.1],
	[1.23456, 1.2346],
	[0, 0],
	[123_456_789.5, 123_456_789.5],
])('%d credits are %d', (credits, rounded) => {
	expect(roundCredits(credits)).toBe(rounded);
});
