import { committed, type Cursor, latest } from '../../../src/triggers/cursor';
import type { EventName } from '../../../src/triggers/events';
import type { Hints } from '../../../src/triggers/readEvents';
import { failureOf } from '../../helpers/scripted';
import {
	DELIVERED,
	FakeOvhcloud,
	Follower,
	frozen,
	HOUR,
	MINUTE,
	sessionOf,
} from './triggerSession';

const ADA = '+33612345678';

const ALL: EventName[] = [
	'messageReceived',
	'deliveryReport',
	'optOut',
	'lowCredit',
	'senderStatus',
];

const hints = (...kinds: EventName[]): Hints => ({ kinds: new Set(kinds) });

const TRIGGER = 'workflow node';

describe('what was given out', () => {
	const copyOf = (cursor: Cursor): Cursor => JSON.parse(JSON.stringify(cursor)) as Cursor;

	test('is known to this process, where n8n hands out an older copy', () => {
		const first = committed(TRIGGER, { creditsLeft: 1 });
		const old = copyOf(first);
		const second = committed(TRIGGER, { ...first, creditsLeft: 2 });
		expect(latest(TRIGGER, old)).toEqual(second);
		expect(latest(TRIGGER, copyOf(second)).creditsLeft).toBe(2);
	});

	test('by another process, and saved later, is gone by', () => {
		const first = committed(TRIGGER, { creditsLeft: 1 });
		const theirs = { ...copyOf(first), revision: 7, creditsLeft: 7 };
		expect(latest(TRIGGER, theirs)).toBe(theirs);
	});

	test('of one trigger is not taken for that of another', () => {
		const one = committed(TRIGGER, { creditsLeft: 1 });
		const other = committed(TRIGGER, { creditsLeft: 1 });
		committed(TRIGGER, { ...one, creditsLeft: 2 });
		expect(latest(TRIGGER, copyOf(other))).toEqual(other);
		expect(latest(TRIGGER, {})).toEqual({});
	});

	test('replaces what was known, which stays as it was', () => {
		const first = frozen(committed(TRIGGER, frozen({ creditsLeft: 1 })));
		expect(committed(TRIGGER, first)).toEqual({ ...first, revision: 2 });
		expect(first.revision).toBe(1);
	});
});

describe('the beginning', () => {
	test('looks at each list, so that a missing right shows at once', async () => {
		for (const list of ['incoming', 'outgoing', 'jobs', 'blacklists', 'senders', '']) {
			const ovhcloud = new FakeOvhcloud();
			ovhcloud.forbidden.add(list);
			const { facts } = await failureOf(ovhcloud.follower(ALL));
			expect(facts).toMatchObject({ status: 403, effect: 'none' });
		}
	});

	test('of an event that is chosen later is then, and the others go on where they were', async () => {
		const ovhcloud = new FakeOvhcloud();
		const { cursor } = await ovhcloud.follower(['messageReceived', 'lowCredit']);
		ovhcloud.now += HOUR;
		ovhcloud.receive(1);
		ovhcloud.stop(ADA);
		ovhcloud.now += HOUR;
		const events: EventName[] = ['messageReceived', 'optOut'];
		const later = new Follower(sessionOf(ovhcloud.client, events), cursor);
		ovhcloud.callsSince();
		await later.begin();
		expect(ovhcloud.callsSince()).toEqual(['GET /blacklists']);
		expect(later.cursor).toHaveProperty('incoming', cursor.incoming);
		expect(later.cursor).not.toHaveProperty('creditsLeft');
		expect(await later.news()).toEqual([1]);
	});

	test('on another account is anew', async () => {
		const ovhcloud = new FakeOvhcloud();
		const { cursor } = await ovhcloud.follower(['messageReceived']);
		const theirs = { ...cursor, account: 'sms-xx12345-2', origin: 'here', revision: 3 };
		ovhcloud.now += HOUR;
		ovhcloud.receive(1);
		ovhcloud.now += HOUR;
		const other = new Follower(sessionOf(ovhcloud.client, ['messageReceived']), theirs);
		expect(await other.news()).toEqual([]);
		expect(other.cursor).toMatchObject({ ...cursor, origin: 'here', revision: 3, incoming: {} });
		expect(other.cursor.incoming?.floor).toBe(ovhcloud.now);
		ovhcloud.receive(2);
		expect(await other.news()).toEqual([2]);
	});

	test('is some hours ago, where they were asked for, also without an activation', async () => {
		const ovhcloud = new FakeOvhcloud();
		for (const hours of [1, 3]) {
			ovhcloud.receive(hours, ovhcloud.now - hours * HOUR);
			ovhcloud.send(hours, DELIVERED, ovhcloud.now - hours * HOUR);
			ovhcloud.stop(`+3361234567${hours}`, ovhcloud.now - hours * HOUR);
		}
		const settings = { lookBackSeconds: 2 * HOUR };
		const polling = new Follower(sessionOf(ovhcloud.client, ALL, settings));
		expect(await polling.news()).toEqual([1, '+33612345671', 1]);
		expect(await polling.news()).toEqual([]);
	});
});

describe('a look', () => {
	let ovhcloud: FakeOvhcloud;

	beforeEach(() => {
		ovhcloud = new FakeOvhcloud();
	});

	test('gives out whole objects, each event once', async () => {
		const follower = await ovhcloud.follower(ALL);
		ovhcloud.now += MINUTE;
		ovhcloud.receive(1);
		ovhcloud.stop(ADA);
		ovhcloud.send(2, DELIVERED);
		ovhcloud.account.creditsLeft = 3;
		const { items, found, more, failures } = await follower.look();
		expect(items).toMatchObject([
			{ event: 'messageReceived', account: 'sms-xx12345-1', id: 1 },
			{ event: 'optOut', number: ADA },
			{ event: 'deliveryReport', id: 2, status: 'delivered' },
			{ event: 'lowCredit', creditsLeft: 3 },
		]);
		expect({ found, more, failures }).toEqual({
			found: { messageReceived: 1, optOut: 1, deliveryReport: 1, lowCredit: 1, senderStatus: 0 },
			more: false,
			failures: [],
		});
		expect(await follower.news()).toEqual([]);
	});

	test.each<[list: string, part: keyof Cursor]>([
		['incoming', 'incoming'],
		['blacklists', 'optOuts'],
		['outgoing', 'deliveries'],
		['', 'creditsLeft'],
	])(
		'at a list that fails (%s) holds back no other kind, and goes on there later',
		async (list, part) => {
			const follower = await ovhcloud.follower(ALL);
			ovhcloud.now += MINUTE;
			ovhcloud.receive(1);
			ovhcloud.stop(ADA);
			ovhcloud.send(2, DELIVERED);
			ovhcloud.account.creditsLeft = 3;
			const before = follower.cursor;
			ovhcloud.forbidden.add(list);
			const first = await follower.look();
			expect(first.failures).toMatchObject([{ facts: { status: 403 } }]);
			expect(first.items).toHaveLength(3);
			expect(follower.cursor[part]).toEqual(before[part]);
			ovhcloud.forbidden.clear();
			const second = await follower.look();
			const events = [...first.items, ...second.items].map(({ event }) => event);
			expect(events.sort()).toEqual(['deliveryReport', 'lowCredit', 'messageReceived', 'optOut']);
		},
	);

	test('asks for nothing but what calls were about', async () => {
		const follower = await ovhcloud.follower(ALL);
		ovhcloud.now += MINUTE;
		ovhcloud.receive(1);
		ovhcloud.stop(ADA);
		ovhcloud.callsSince();
		expect(await follower.news(hints('messageReceived'))).toEqual([1]);
		expect(ovhcloud.callsSince()).toEqual(['GET /incoming', 'GET /incoming/1']);
		expect(await follower.news(hints())).toEqual([]);
		expect(ovhcloud.callsSince()).toEqual([]);
		expect(await follower.news()).toEqual([ADA]);
	});

	test('asks for nothing that was not chosen, whatever calls were about', async () => {
		const follower = await ovhcloud.follower(['optOut']);
		ovhcloud.callsSince();
		expect(await follower.news(hints('messageReceived'))).toEqual([]);
		expect(ovhcloud.callsSince()).toEqual([]);
	});

	test('gives out four hundred at most, replies first, and says that there is more', async () => {
		const follower = await ovhcloud.follower(ALL);
		ovhcloud.now += HOUR;
		for (let id = 1; id <= 500; id++) {
			ovhcloud.receive(id);
			ovhcloud.send(1000 + id, DELIVERED);
		}
		for (let index = 0; index < 20; index++) ovhcloud.stop(`+336123456${index + 10}`);
		ovhcloud.account.creditsLeft = 3;
		const events: unknown[] = [];
		for (let more = true; more; ) {
			const portion = await follower.look();
			expect(portion.items.length).toBeLessThanOrEqual(400);
			events.push(...portion.items.map(({ event }) => event));
			more = portion.more;
		}
		expect(events).toEqual([
			...Array<string>(500).fill('messageReceived'),
			...Array<string>(20).fill('optOut'),
			...Array<string>(500).fill('deliveryReport'),
			'lowCredit',
		]);
	});

	test('that replies have filled says that there is more', async () => {
		const follower = await ovhcloud.follower(['messageReceived', 'optOut']);
		ovhcloud.now += HOUR;
		for (let id = 1; id <= 400; id++) ovhcloud.receive(id);
		ovhcloud.stop(ADA);
		expect(await follower.look()).toMatchObject({ more: true, items: { length: 400 } });
		expect(await follower.news()).toEqual([ADA]);
	});

	test('says that there is more, also where filters keep all of it back so far', async () => {
		const follower = await ovhcloud.follower(['messageReceived', 'optOut'], {
			filters: { sender: ['+33600000000'] },
		});
		ovhcloud.now += HOUR;
		for (let id = 1; id <= 500; id++) ovhcloud.receive(id);
		expect(await follower.look()).toMatchObject({ more: true, found: { messageReceived: 400 } });
		expect(await follower.look()).toMatchObject({ more: false, found: { messageReceived: 100 } });
	});

	test('gives a reply out before reports that have been waiting', async () => {
		const follower = await ovhcloud.follower(ALL);
		ovhcloud.now += HOUR;
		for (let id = 1; id <= 900; id++) ovhcloud.send(id, DELIVERED);
		expect((await follower.look()).more).toBe(true);
		ovhcloud.receive(1);
		expect((await follower.look()).items[0]).toMatchObject({ event: 'messageReceived', id: 1 });
	});

	test('ends with the activation', async () => {
		let isOver = false;
		const follower = await ovhcloud.follower(['messageReceived'], { isOver: () => isOver });
		ovhcloud.now += MINUTE;
		ovhcloud.receive(1);
		isOver = true;
		ovhcloud.callsSince();
		expect(await follower.news()).toEqual([]);
		expect(ovhcloud.callsSince()).toEqual([]);
	});

	test('counts what it found, also what the filters keep back, which does not come later', async () => {
		const follower = await ovhcloud.follower(['messageReceived'], {
			filters: { sender: ['+33600000000'] },
		});
		ovhcloud.now += MINUTE;
		ovhcloud.receive(1);
		expect(await follower.look()).toMatchObject({ items: [], found: { messageReceived: 1 } });
		Object.assign(follower.session, { filters: {} });
		expect(await follower.news()).toEqual([]);
	});
});

describe('a reply', () => {
	test('that is dated ahead silences no other one, and comes once', async () => {
		const ovhcloud = new FakeOvhcloud();
		const follower = await ovhcloud.follower(['messageReceived']);
		ovhcloud.receive(1, ovhcloud.now + 30 * HOUR);
		expect(await follower.news()).toEqual([1]);
		for (let id = 2; id < 40; id++) {
			ovhcloud.now += HOUR;
			ovhcloud.receive(id);
			expect(await follower.news()).toEqual([id]);
		}
	});

	test('that is listed before it can be read comes when it can', async () => {
		const ovhcloud = new FakeOvhcloud();
		const follower = await ovhcloud.follower(['messageReceived']);
		ovhcloud.now += MINUTE;
		ovhcloud.receive(1);
		ovhcloud.receive(2);
		ovhcloud.hidden.add(1);
		expect(await follower.news()).toEqual([2]);
		ovhcloud.hidden.clear();
		expect(await follower.news()).toEqual([1]);
		expect(await follower.news()).toEqual([]);
	});

	test('of 900 during a day without looks comes once, the oldest first', async () => {
		const ovhcloud = new FakeOvhcloud();
		const follower = await ovhcloud.follower(['messageReceived']);
		const ids = Array.from({ length: 900 }, (_, index) => index + 1);
		for (const id of ids) ovhcloud.receive(id, ovhcloud.now + id * MINUTE);
		ovhcloud.now += 24 * HOUR;
		const found = [await follower.news(), await follower.news(), await follower.news()];
		expect(found.flat()).toEqual(ids);
	});

	test('that came during weeks without looks comes, if it is of the last five days', async () => {
		const ovhcloud = new FakeOvhcloud();
		const follower = await ovhcloud.follower(['messageReceived']);
		ovhcloud.now += 20 * 24 * HOUR;
		ovhcloud.receive(1, ovhcloud.now - 121 * HOUR);
		ovhcloud.receive(2, ovhcloud.now - 119 * HOUR);
		expect(await follower.news()).toEqual([2]);
		expect(await follower.news()).toEqual([]);
	});
});
