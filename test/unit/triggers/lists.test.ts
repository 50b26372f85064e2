import fc from 'fast-check';

import { changedParts, digestOf, withOldParts } from '../../../src/triggers/optOuts';
import { decodeIds, encodeIds } from '../../../src/triggers/ids';
import {
	beginning,
	type Dated,
	datetimeOf,
	newWindow,
	remember,
	secondsOf,
	seenIds,
	type Window,
} from '../../../src/triggers/window';

describe('many ids as a short text', () => {
	it('gives back the same ids, sorted and each once', () => {
		fc.assert(
			fc.property(fc.array(fc.nat({ max: 2 ** 50 })), (ids) => {
				const sorted = [...new Set(ids)].sort((a, b) => a - b);
				expect(decodeIds(encodeIds(ids))).toEqual(sorted);
			}),
		);
	});

	it('stays short for a campaign of 100,000 messages', () => {
		const ids = Array.from({ length: 100_000 }, (_, index) => 26_929_925 + index);
		expect(encodeIds(ids).length).toBeLessThan(20);
		expect(encodeIds(ids.filter((id) => id % 3 > 0)).length).toBeLessThan(350_000);
	});
});

describe('how far a list was read', () => {
	const OVERLAP = 600;
	const HOUR = 3600;
	const DAY = 24 * HOUR;
	const NOW = 10_000 * DAY;
	const window = newWindow(NOW);

	const look = (before: Window, seen: Dated[], now: number, isWhole = true): Window =>
		remember(before, seen, { overlap: OVERLAP, now, isWhole });

	it('begins at its floor, never before, and then some time before the newest object', () => {
		expect(beginning(window, OVERLAP, NOW)).toBe(NOW);
		const soon = look(window, [{ id: 1, at: NOW + 100 }], NOW + 200);
		expect(beginning(soon, OVERLAP, NOW + 200)).toBe(NOW);
		const later = look(soon, [{ id: 2, at: NOW + 4000 }], NOW + 5000);
		expect(beginning(later, OVERLAP, NOW + 5000)).toBe(NOW + 3400);
	});

	it('does not move where some of the list was left for later, but remembers what was seen', () => {
		const later = look(window, [{ id: 1, at: NOW + DAY }], NOW + DAY, false);
		expect(beginning(later, OVERLAP, NOW + DAY)).toBe(NOW);
		expect([...seenIds(later)]).toEqual([1]);
	});

	it('is not moved past now by an object that is dated ahead, which is not taken for new again', () => {
		const ahead = { id: 1, at: NOW + 2 * DAY };
		let read = look(window, [ahead], NOW);
		expect(beginning(read, OVERLAP, NOW)).toBe(NOW);
		for (let now = NOW + HOUR; now < NOW + 3 * DAY; now += HOUR) {
			expect(beginning(read, OVERLAP, now)).toBeLessThanOrEqual(now);
			// It is listed as long as the list is read from before its date.
			if (ahead.at >= beginning(read, OVERLAP, now)) expect(seenIds(read)).toContain(1);
			read = look(read, [], now);
		}
		expect(read.seen).toEqual({});
	});

	it('goes back at most five days after a pause, and otherwise to where it was', () => {
		const read = look(window, [{ id: 1, at: NOW }], NOW);
		expect(beginning(read, OVERLAP, NOW + 4 * DAY)).toBe(NOW);
		expect(beginning(read, OVERLAP, NOW + 20 * DAY)).toBe(NOW + 15 * DAY);
	});

	it('moves on after six hours without news, and forgets what was seen', () => {
		let read = look(window, [{ id: 1, at: NOW + DAY }], NOW + DAY);
		read = look(read, [], NOW + DAY + 6 * HOUR);
		expect([...seenIds(read)]).toEqual([1]);
		read = look(read, [], NOW + DAY + 6 * HOUR + 2 * OVERLAP);
		expect(read.seen).toEqual({});
		expect(beginning(read, OVERLAP, NOW + 2 * DAY)).toBe(NOW + DAY + OVERLAP);
	});

	it('finds each object once: late ones, ones dated ahead, and more than fit into a look', () => {
		const object = fc.record({
			after: fc.nat({ max: 5 * HOUR }),
			late: fc.oneof(
				fc.nat({ max: OVERLAP - 1 }),
				fc.integer({ min: -2 * DAY, max: 0 }),
				fc.constant(0),
			),
		});
		fc.assert(
			fc.property(
				fc.array(object, { minLength: 1, maxLength: 20 }),
				fc.integer({ min: 1, max: 5 }),
				fc.integer({ min: 1, max: 4 }),
				(objects, every, most) => {
					let read = newWindow(NOW);
					let now = NOW + OVERLAP;
					const listed: Dated[] = [];
					const found: number[] = [];
					const lookAgain = (): void => {
						const from = beginning(read, OVERLAP, now);
						const fresh = listed.filter(({ id, at }) => at >= from && !seenIds(read).has(id));
						const taken = fresh.slice(0, most);
						found.push(...taken.map(({ id }) => id));
						read = look(read, taken, now, taken.length === fresh.length);
					};
					for (const [id, { after, late }] of objects.entries()) {
						now += after;
						listed.push({ id, at: now - late });
						if (id % every === 0) lookAgain();
					}
					for (let looks = 0; looks < 20; looks++) lookAgain();
					expect(found.sort((a, b) => a - b)).toEqual([...objects.keys()]);
				},
			),
		);
	});

	it('remembers no more than what it can list again', () => {
		fc.assert(
			fc.property(fc.array(fc.nat({ max: HOUR }), { minLength: 1 }), (pauses) => {
				let read = newWindow(NOW);
				let now = NOW;
				const dates = new Map<number, number>();
				for (const [id, pause] of pauses.entries()) {
					now += pause;
					dates.set(id, now);
					read = look(read, [{ id, at: now }], now);
					const from = beginning(read, OVERLAP, now);
					for (const one of seenIds(read)) {
						expect(dates.get(one)).toBeGreaterThan(from - OVERLAP);
					}
				}
			}),
		);
	});

	it("reads and writes OVHcloud's dates", () => {
		expect(datetimeOf(secondsOf('2026-01-31T09:00:00+01:00'))).toBe('2026-01-31T08:00:00+00:00');
		expect(secondsOf(null)).toBe(0);
	});
});

describe('a list told apart without keeping it', () => {
	const numbers = Array.from({ length: 20_000 }, (_, index) => `+336${10_000_000 + index}`);
	const before = digestOf(numbers);

	it('has the same size for any list, in any order', () => {
		expect(before).toHaveLength(2048);
		expect(digestOf([])).toHaveLength(2048);
		expect(digestOf([...numbers].reverse())).toBe(before);
	});

	it('narrows a change down to few candidates, the new number among them', () => {
		const parts = changedParts([...numbers, '+33700000000'], before);
		expect(parts).toHaveLength(1);
		expect(parts[0]).toContain('+33700000000');
		expect(parts[0].length).toBeLessThan(200);
		expect(changedParts(numbers, before)).toEqual([]);
	});

	it('looks again at a part that was put off', () => {
		const after = digestOf([...numbers, '+33700000000']);
		const kept = withOldParts(after, before, ['+33700000000']);
		expect(kept).toBe(before);
		expect(withOldParts(after, before, [])).toBe(after);
	});
});
