import fc from 'fast-check';

import { openOf } from '../../../src/triggers/deliveries';
import {
	DAY,
	DELIVERED,
	FakeOvhcloud,
	type Follower,
	HOUR,
	MINUTE,
	UNDER_WAY,
} from './triggerSession';

const NOT_DELIVERED = { ptt: 20, deliveryReceipt: 2 };

/** What looks find until there is no more to be read at once, look by look. */
async function portionsOf(follower: Follower): Promise<unknown[][]> {
	const portions: unknown[][] = [];
	for (let more = true; more; ) {
		const events = await follower.look();
		expect(events.failures).toEqual([]);
		portions.push(events.items.map(({ id }) => id));
		more = events.more;
	}
	return portions;
}

function range(from: number, count: number): number[] {
	return Array.from({ length: count }, (_, index) => from + index);
}

describe('the report of an SMS', () => {
	let ovhcloud: FakeOvhcloud;

	beforeEach(() => {
		ovhcloud = new FakeOvhcloud();
	});

	test('comes once, when its state is final', async () => {
		const follower = await ovhcloud.follower(['deliveryReport']);
		ovhcloud.now += MINUTE;
		ovhcloud.send(1);
		ovhcloud.send(2, NOT_DELIVERED);
		expect(await follower.news()).toEqual([2]);
		ovhcloud.now += 47 * HOUR;
		ovhcloud.send(1, DELIVERED, ovhcloud.now - 47 * HOUR);
		expect(await follower.news()).toEqual([1]);
		expect(await follower.news()).toEqual([]);
		expect(follower.cursor.deliveries?.waiting).toEqual({});
	});

	test('comes for each state once, where those in between are of interest', async () => {
		const follower = await ovhcloud.follower(['deliveryReport'], { finalStatesOnly: false });
		ovhcloud.send(1, { ptt: 1, deliveryReceipt: 8 });
		expect(await follower.news()).toEqual([1]);
		expect(await follower.news()).toEqual([]);
		ovhcloud.send(1, UNDER_WAY);
		expect(await follower.named(1)).toEqual([1]);
		expect(await follower.news()).toEqual([]);
		ovhcloud.send(1, DELIVERED);
		expect(await follower.news()).toEqual([1]);
		expect(await follower.news()).toEqual([]);
		expect(follower.cursor.deliveries?.states).toEqual({});
	});

	test('that was given up leaves no state behind', async () => {
		const follower = await ovhcloud.follower(['deliveryReport'], { finalStatesOnly: false });
		ovhcloud.send(1);
		expect(await follower.news()).toEqual([1]);
		for (let day = 0; day < 6; day++) {
			ovhcloud.now += DAY;
			expect(await follower.news()).toEqual([]);
		}
		expect(follower.cursor.deliveries?.waiting).toEqual({});
		expect(follower.cursor.deliveries?.states).toEqual({});
	});

	test('comes for an SMS of before the beginning that was on its way, and for no other', async () => {
		ovhcloud.send(1, UNDER_WAY, ovhcloud.now - 30 * HOUR);
		ovhcloud.send(2, DELIVERED, ovhcloud.now - HOUR);
		// The receipt is open, and the other code is final by itself.
		ovhcloud.send(3, { ptt: 4, deliveryReceipt: 4 }, ovhcloud.now - HOUR);
		ovhcloud.send(4, UNDER_WAY, ovhcloud.now - 20 * DAY);
		const follower = await ovhcloud.follower(['deliveryReport']);
		ovhcloud.now += MINUTE;
		expect(await follower.news()).toEqual([]);
		for (const id of [1, 2, 3, 4]) Object.assign(ovhcloud.outgoing.get(id) ?? {}, DELIVERED);
		expect(await follower.news()).toEqual([1]);
		expect(await follower.named(1, 2, 3, 4)).toEqual([]);
	});

	test('comes for an SMS that was scheduled at the beginning, once it is sent', async () => {
		const ordered = ovhcloud.now - 20 * DAY;
		ovhcloud.jobs.add(1).add(2);
		const follower = await ovhcloud.follower(['deliveryReport']);
		ovhcloud.now += 3 * DAY;
		expect(await follower.news()).toEqual([]);
		ovhcloud.jobs.delete(1);
		ovhcloud.send(1, UNDER_WAY, ordered);
		expect(await follower.news()).toEqual([]);
		ovhcloud.send(1, DELIVERED, ordered);
		expect(await follower.news()).toEqual([1]);
		expect(await follower.named(1)).toEqual([]);
		expect(await follower.news()).toEqual([]);
	});

	test('comes with the call that names it, where it was scheduled', async () => {
		const ordered = ovhcloud.now - 20 * DAY;
		ovhcloud.jobs.add(1);
		const follower = await ovhcloud.follower(['deliveryReport']);
		ovhcloud.now += DAY;
		expect(await follower.news()).toEqual([]);
		ovhcloud.jobs.delete(1);
		ovhcloud.send(1, DELIVERED, ordered);
		expect(await follower.named(1)).toEqual([1]);
		expect(await follower.news()).toEqual([]);
	});

	test('comes once for an SMS that left the scheduled ones within a look', async () => {
		const follower = await ovhcloud.follower(['deliveryReport']);
		ovhcloud.now += HOUR;
		// Between the look at the scheduled ones and the look at the sent ones.
		ovhcloud.jobs.add(1);
		ovhcloud.send(1, DELIVERED);
		expect(await follower.news()).toEqual([1]);
		ovhcloud.now += HOUR / 2;
		expect(await follower.news()).toEqual([]);
		ovhcloud.jobs.delete(1);
		ovhcloud.now += HOUR / 2;
		expect(await follower.news()).toEqual([]);
	});

	test('comes once for an SMS that a call names before a look misses it among the scheduled', async () => {
		const follower = await ovhcloud.follower(['deliveryReport']);
		ovhcloud.now += HOUR;
		ovhcloud.jobs.add(1);
		expect(await follower.news()).toEqual([]);
		ovhcloud.now += MINUTE;
		ovhcloud.jobs.delete(1);
		ovhcloud.send(1, DELIVERED);
		expect(await follower.named(1)).toEqual([1]);
		ovhcloud.now += 15 * MINUTE;
		expect(await follower.news()).toEqual([]);
	});

	test('comes for an SMS that was scheduled for soon, while others are sent all the time', async () => {
		const follower = await ovhcloud.follower(['deliveryReport']);
		const found: unknown[] = [];
		ovhcloud.now += MINUTE;
		const ordered = ovhcloud.now;
		ovhcloud.jobs.add(1);
		for (let id = 2; id < 20; id++) {
			ovhcloud.now += 5 * MINUTE;
			ovhcloud.send(id, DELIVERED);
			if (id === 16) {
				ovhcloud.jobs.delete(1);
				ovhcloud.send(1, DELIVERED, ordered);
			}
			found.push(...(await follower.news()));
		}
		expect(found.sort((a, b) => Number(a) - Number(b))).toEqual(range(1, 19));
	});

	test('comes for an SMS that shows up late in the list', async () => {
		const follower = await ovhcloud.follower(['deliveryReport']);
		const ordered = ovhcloud.now + MINUTE;
		ovhcloud.now += 50 * MINUTE;
		ovhcloud.send(2, DELIVERED);
		expect(await follower.news()).toEqual([2]);
		ovhcloud.send(1, DELIVERED, ordered);
		expect(await follower.news()).toEqual([1]);
		expect(await follower.news()).toEqual([]);
	});

	test('comes for SMS that were ordered and delivered during a downtime', async () => {
		const follower = await ovhcloud.follower(['deliveryReport']);
		ovhcloud.send(1);
		expect(await follower.news()).toEqual([]);
		ovhcloud.send(1, DELIVERED);
		ovhcloud.send(2, DELIVERED, ovhcloud.now + DAY);
		ovhcloud.now += 4 * DAY;
		expect(await follower.news()).toEqual([2, 1]);
		expect(await follower.news()).toEqual([]);
	});

	test('is not waited for any longer than five days', async () => {
		const follower = await ovhcloud.follower(['deliveryReport']);
		ovhcloud.send(1);
		await follower.news();
		ovhcloud.now += 6 * DAY;
		await follower.news();
		expect(follower.cursor.deliveries?.waiting).toEqual({});
	});
});

describe('an SMS that a call names', () => {
	let ovhcloud: FakeOvhcloud;
	let follower: Follower;

	beforeEach(async () => {
		ovhcloud = new FakeOvhcloud();
		follower = await ovhcloud.follower(['deliveryReport']);
		ovhcloud.now += MINUTE;
	});

	test('is read alone, without a list', async () => {
		ovhcloud.send(1);
		ovhcloud.send(2, DELIVERED);
		ovhcloud.send(3, DELIVERED);
		ovhcloud.callsSince();
		expect(await follower.named(1, 2)).toEqual([2]);
		expect(ovhcloud.callsSince()).toEqual(['GET /outgoing/1,2']);
		expect(await follower.news()).toEqual([3]);
	});

	test('and whose report was given out costs no request', async () => {
		ovhcloud.send(1, DELIVERED);
		expect(await follower.news()).toEqual([1]);
		ovhcloud.callsSince();
		expect(await follower.named(1)).toEqual([]);
		expect(ovhcloud.callsSince()).toEqual([]);
		expect(openOf(follower.cursor, [1])).toEqual({ notFinal: [], unknown: [] });
	});

	test('and that is on its way is known as such', async () => {
		ovhcloud.send(1);
		expect(await follower.named(1, 2)).toEqual([]);
		expect(openOf(follower.cursor, [1, 2])).toEqual({ notFinal: [1], unknown: [2] });
		expect(openOf({}, [1])).toEqual({ notFinal: [], unknown: [] });
	});

	test('and that is older than all that is looked at is none of the trigger', async () => {
		ovhcloud.send(1, DELIVERED, ovhcloud.now - HOUR);
		ovhcloud.callsSince();
		expect(await follower.named(1)).toEqual([]);
		expect(ovhcloud.callsSince()).toEqual(['GET /outgoing/1']);
		expect(await follower.news()).toEqual([]);
		// Nor is it followed, where it is on its way.
		ovhcloud.send(2, UNDER_WAY, ovhcloud.now - HOUR);
		expect(await follower.named(2)).toEqual([]);
		expect(follower.cursor.deliveries?.waiting).toEqual({});
	});

	test('and whose report was given out days ago is not reported again', async () => {
		ovhcloud.send(1, DELIVERED);
		expect(await follower.news()).toEqual([1]);
		ovhcloud.now += DAY;
		ovhcloud.send(2, DELIVERED);
		expect(await follower.news()).toEqual([2]);
		expect(await follower.named(1)).toEqual([]);
	});

	test('and that does not exist is remembered by nothing', async () => {
		const before = follower.cursor.deliveries;
		expect(await follower.named(404)).toEqual([]);
		expect(follower.cursor.deliveries).toEqual(before);
	});

	test('among more than fifty that nothing is known of makes it read the list instead', async () => {
		ovhcloud.send(2, DELIVERED);
		ovhcloud.callsSince();
		expect(await follower.named(...range(1000, 51))).toEqual([2]);
		const calls = ovhcloud.callsSince();
		expect(calls).toContain('GET /outgoing');
		expect(calls.filter((call) => call.includes('1000'))).toEqual([]);
		expect(await follower.named(...range(1000, 50))).toEqual([]);
		expect(ovhcloud.callsSince()).not.toContain('GET /outgoing');
	});

	test('among more than one look reads is read by the next one', async () => {
		for (const id of range(1, 500)) ovhcloud.send(id);
		await portionsOf(follower);
		for (const id of range(1, 500)) ovhcloud.send(id, DELIVERED);
		const hints = { kinds: new Set(['deliveryReport'] as const), sms: range(1, 500) };
		const first = await follower.look(hints);
		expect(first).toMatchObject({ more: true, items: { length: 400 } });
		const second = await follower.look(hints);
		expect(second).toMatchObject({ more: false, items: { length: 100 } });
	});
});

describe('an SMS that is listed and not found', () => {
	let ovhcloud: FakeOvhcloud;
	let follower: Follower;

	beforeEach(async () => {
		ovhcloud = new FakeOvhcloud();
		follower = await ovhcloud.follower(['deliveryReport']);
		ovhcloud.now += MINUTE;
		ovhcloud.send(1, DELIVERED);
		ovhcloud.send(2, DELIVERED);
		ovhcloud.hidden.add(1);
		expect(await follower.news()).toEqual([2]);
	});

	test('is asked for again, and reported once it can be read', async () => {
		for (let look = 2; look < 5; look++) expect(await follower.news()).toEqual([]);
		ovhcloud.hidden.clear();
		expect(await follower.news()).toEqual([1]);
		expect(await follower.news()).toEqual([]);
		expect(follower.cursor.deliveries?.waiting).toEqual({});
		expect(follower.cursor.deliveries?.missing).toEqual({});
	});

	test('is given up after an hour, however often it was looked at', async () => {
		for (let look = 0; look < 9; look++) expect(await follower.named(1)).toEqual([]);
		for (let look = 0; look < 59; look++) {
			ovhcloud.now += MINUTE;
			expect(await follower.news()).toEqual([]);
			expect(openOf(follower.cursor, [1]).notFinal).toEqual([1]);
		}
		ovhcloud.now += MINUTE;
		expect(await follower.news()).toEqual([]);
		expect(follower.cursor.deliveries?.waiting).toEqual({});
		expect(follower.cursor.deliveries?.missing).toEqual({});
		ovhcloud.callsSince();
		expect(await follower.news()).toEqual([]);
		expect(ovhcloud.callsSince()).not.toContain('GET /outgoing/1');
	});

	test('and is reported when a call names it, where it can be read by then', async () => {
		ovhcloud.hidden.clear();
		expect(await follower.named(1)).toEqual([1]);
		expect(await follower.news()).toEqual([]);
	});
});

test('of 20,000 SMS during a downtime each is reported once, in portions of 400', async () => {
	const ovhcloud = new FakeOvhcloud();
	const follower = await ovhcloud.follower(['deliveryReport']);
	for (const id of range(1, 20_000)) ovhcloud.send(id, DELIVERED, ovhcloud.now + id);
	ovhcloud.now += DAY;
	ovhcloud.callsSince();
	const portions = await portionsOf(follower);
	expect(Math.max(...portions.map(({ length }) => length))).toBeLessThanOrEqual(400);
	expect(portions.flat()).toEqual(range(1, 20_000));
	// Eight for the messages, one for their list, and one for the scheduled ones.
	expect(ovhcloud.callsSince().length).toBeLessThanOrEqual(portions.length * 10);
	expect(JSON.stringify(follower.cursor).length).toBeLessThan(10_000);
	expect(await follower.news()).toEqual([]);
}, 120_000);

test('neither new SMS nor those that come to their end wait for all of the others', async () => {
	const ovhcloud = new FakeOvhcloud();
	const follower = await ovhcloud.follower(['deliveryReport']);
	ovhcloud.now += MINUTE;
	const ordered = ovhcloud.now;
	for (const id of range(1, 1000)) ovhcloud.send(id);
	await portionsOf(follower);
	ovhcloud.now += HOUR;
	for (const id of range(1, 1000)) ovhcloud.send(id, DELIVERED, ordered);
	for (const id of range(1001, 1000)) ovhcloud.send(id, DELIVERED);
	const first = await follower.news();
	expect(first.filter((id) => Number(id) > 1000)).toHaveLength(200);
	expect(first).toHaveLength(400);
	expect([...first, ...(await portionsOf(follower)).flat()].sort()).toEqual(range(1, 2000).sort());
});

test('of 2,000 SMS on their way each is reported once, the finished ones first', async () => {
	const ovhcloud = new FakeOvhcloud();
	const follower = await ovhcloud.follower(['deliveryReport']);
	ovhcloud.now += MINUTE;
	const ordered = ovhcloud.now;
	for (const id of range(1, 2000)) ovhcloud.send(id);
	expect((await portionsOf(follower)).flat()).toEqual([]);
	ovhcloud.now += HOUR;
	for (const id of range(501, 1000)) ovhcloud.send(id, DELIVERED, ordered);
	ovhcloud.callsSince();
	expect((await portionsOf(follower)).flat()).toEqual(range(501, 1000));
	// Not all 2,000 are read for that.
	expect(ovhcloud.callsSince().length).toBeLessThan(40);
	ovhcloud.now += HOUR;
	// By their receipt, these are still on their way: they are found among all others, in turns.
	for (const id of range(1501, 500)) ovhcloud.send(id, { ptt: 4, deliveryReceipt: 4 }, ordered);
	const found = new Set<unknown>();
	for (let look = 0; look < 20; look++) for (const id of await follower.news()) found.add(id);
	expect([...found].sort((a, b) => Number(a) - Number(b))).toEqual(range(1501, 500));
});

test('whenever it is looked at and whatever calls name, each report comes exactly once', async () => {
	const minutes = (max: number) => fc.nat({ max });
	const sms = fc.record({
		/** Some were ordered before the beginning. */
		orderedAt: fc.integer({ min: -12 * 60, max: 12 * 60 }),
		/** Those that are scheduled stand among the jobs until then; others may be late in the list. */
		delay: fc.oneof(fc.constant(0), minutes(12 * 60)),
		late: minutes(50),
		finalAfter: minutes(24 * 60),
		/** When calls name it, after its state was final. */
		calls: fc.array(fc.oneof(fc.constant(0), minutes(6 * 60)), { maxLength: 2 }),
	});
	const looks = fc.array(minutes(36 * 60), { maxLength: 30 });
	await fc.assert(
		fc.asyncProperty(fc.array(sms, { minLength: 1, maxLength: 8 }), looks, async (all, lookAt) => {
			const ovhcloud = new FakeOvhcloud();
			const begin = ovhcloud.now;
			const moments: Array<[minute: number, happens: () => void | Promise<void>]> = [];
			const found: unknown[] = [];
			const expected: number[] = [];
			let follower: Follower | undefined;
			for (const [index, { orderedAt, delay, late, finalAfter, calls }] of all.entries()) {
				const id = index + 1;
				const date = begin + orderedAt * MINUTE - 30;
				const sentAt = orderedAt + delay;
				const shownAt = sentAt + (delay === 0 && orderedAt > 0 ? late : 0);
				const finalAt = shownAt + finalAfter;
				if (delay > 0) moments.push([orderedAt, () => void ovhcloud.jobs.add(id)]);
				moments.push([
					shownAt,
					() => {
						ovhcloud.jobs.delete(id);
						ovhcloud.send(id, UNDER_WAY, date);
					},
				]);
				moments.push([finalAt, () => ovhcloud.send(id, DELIVERED, date)]);
				if (orderedAt > 0 || finalAt > 0) expected.push(id);
				for (const after of calls.filter((minute) => finalAt + minute > 0)) {
					const call = async () => void found.push(...((await follower?.named(id)) ?? []));
					moments.push([finalAt + after, call]);
				}
			}
			for (const minute of lookAt) {
				moments.push([minute, async () => void found.push(...((await follower?.news()) ?? []))]);
			}
			moments.push([0, async () => void (follower = await ovhcloud.follower(['deliveryReport']))]);
			for (const [minute, happens] of moments.sort(([a], [b]) => a - b)) {
				ovhcloud.now = begin + minute * MINUTE;
				await happens();
			}
			for (let look = 0; look < 3; look++) {
				ovhcloud.now += HOUR;
				found.push(...((await follower?.news()) ?? []));
			}
			expect(found.sort()).toEqual(expected);
		}),
	);
});
