import fc from 'fast-check';

import { changedParts, digestOf, withOldParts } from '../../triggers/digest';
import { decodeIds, encodeIds } from '../../triggers/idSet';
import {
	beginning,
	datetimeOf,
	isSeen,
	mergeWindows,
	newWindow,
	remember,
	secondsOf,
	seenIds,
} from '../../triggers/window';

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
	const window = newWindow(1000);

	it('begins at its floor, never before, and then some time before the newest object', () => {
		expect(beginning(window, OVERLAP)).toBe(1000);
		const later = remember(window, [{ id: 1, at: 5000 }], OVERLAP);
		expect(beginning(later, OVERLAP)).toBe(4400);
		expect(beginning(remember(window, [{ id: 1, at: 1100 }], OVERLAP), OVERLAP)).toBe(1000);
	});

	it('does not move where some of the list was left for later, but remembers what was seen', () => {
		const later = remember(window, [{ id: 1, at: 5000 }], OVERLAP, false);
		expect(beginning(later, OVERLAP)).toBe(1000);
		expect([...seenIds(later)]).toEqual([1]);
	});

	it('knows every id that the next look can list again, and does not grow for ever', () => {
		fc.assert(
			fc.property(fc.array(fc.nat({ max: 20_000 }), { minLength: 1 }), (dates) => {
				let read = newWindow(0);
				dates.forEach((at, id) => {
					read = remember(read, [{ id, at }], OVERLAP);
				});
				const from = beginning(read, OVERLAP);
				const seen = seenIds(read);
				dates.forEach((at, id) => {
					if (at >= from) expect(seen.has(id)).toBe(true);
					if (at < from - OVERLAP && id < dates.length - 1) {
						const newest = Math.max(...dates.slice(0, id + 1));
						if (newest < from - OVERLAP) expect(seen.has(id)).toBe(false);
					}
				});
			}),
		);
	});

	it('tells the same id with another date apart', () => {
		const seen = remember(window, [{ id: 7, at: 5000 }], OVERLAP);
		expect(isSeen(seen, { id: 7, at: 5000 }, OVERLAP)).toBe(true);
		expect(isSeen(seen, { id: 7, at: 6500 }, OVERLAP)).toBe(false);
	});

	it('joins what two readers have seen', () => {
		const one = remember(window, [{ id: 1, at: 1100 }], OVERLAP);
		const other = remember(window, [{ id: 2, at: 1300 }], OVERLAP);
		const both = mergeWindows(one, other);
		expect(seenIds(both)).toEqual(new Set([1, 2]));
		expect(both.since).toBe(1300);
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
