import { LOCAL_TIME, ok, scripted } from '../../helpers/scripted';
import { DAY, FakeOvhcloud, Follower, HOUR, MINUTE, sessionOf } from './triggerSession';

const ADA = '+33612345678';
const BEN = '+33612345679';

test('an opt-out that cannot be told from others is an error, and comes with the next look', async () => {
	const entry = { number: ADA, dateCreation: '2023-11-14T22:13:25+00:00' };
	const { client } = scripted([
		ok(LOCAL_TIME),
		ok([]),
		ok([ADA]),
		ok({ ...entry, number: null }),
		ok([ADA]),
		ok(entry),
	]);
	const follower = new Follower(sessionOf(client, ['optOut']));
	await follower.begin();
	const { items, failures } = await follower.look();
	expect(items).toEqual([]);
	expect(failures).toMatchObject([{ facts: { kind: 'unreadable', effect: 'none' } }]);
	expect((await follower.look()).items).toMatchObject([{ event: 'optOut', ...entry }]);
});

test('an opt-out starts once, and none of before the beginning does', async () => {
	const ovhcloud = new FakeOvhcloud();
	ovhcloud.stop(BEN, ovhcloud.now - HOUR);
	const follower = await ovhcloud.follower(['optOut']);
	expect(await follower.news()).toEqual([]);
	ovhcloud.now += MINUTE;
	ovhcloud.stop(ADA);
	expect(await follower.news()).toEqual([ADA]);
	expect(await follower.news()).toEqual([]);
	ovhcloud.now += 2 * DAY;
	expect(await follower.news()).toEqual([]);
});

test('opt-outs of the hours to look back start, and older ones do not', async () => {
	const ovhcloud = new FakeOvhcloud();
	ovhcloud.stop(BEN, ovhcloud.now - 3 * HOUR);
	ovhcloud.stop(ADA, ovhcloud.now - HOUR);
	const follower = await ovhcloud.follower(['optOut'], { lookBackSeconds: 2 * HOUR });
	expect(await follower.news()).toEqual([ADA]);
	expect(await follower.news()).toEqual([]);
});

describe('an opt-out that was lifted and given again the same day', () => {
	const first = async () => {
		const ovhcloud = new FakeOvhcloud();
		const follower = await ovhcloud.follower(['optOut']);
		ovhcloud.now += MINUTE;
		ovhcloud.stop(ADA);
		expect(await follower.news()).toEqual([ADA]);
		ovhcloud.now += HOUR;
		return { ovhcloud, follower };
	};

	test('starts once more, where it was looked at in between', async () => {
		const { ovhcloud, follower } = await first();
		ovhcloud.blacklist.delete(ADA);
		ovhcloud.callsSince();
		expect(await follower.news()).toEqual([]);
		expect(ovhcloud.callsSince()).toEqual(['GET /blacklists']);
		ovhcloud.now += HOUR;
		ovhcloud.stop(ADA);
		expect(await follower.news()).toEqual([ADA]);
		expect(await follower.news()).toEqual([]);
	});

	test('and where it was not: the list is as it was', async () => {
		const { ovhcloud, follower } = await first();
		expect(await follower.news()).toEqual([]);
		ovhcloud.now += 20 * HOUR;
		ovhcloud.stop(ADA);
		expect(await follower.news()).toEqual([ADA]);
		expect(await follower.news()).toEqual([]);
	});

	test('is not waited for any longer than a day, by at most fifty numbers in one request', async () => {
		const { ovhcloud, follower } = await first();
		for (let index = 0; index < 80; index++) ovhcloud.stop(`+336200000${10 + index}`);
		expect(await follower.news()).toHaveLength(80);
		ovhcloud.callsSince();
		await follower.news();
		expect(ovhcloud.callsSince()).toHaveLength(2);
		expect(follower.cursor.optOuts?.recent).toHaveLength(50);
		ovhcloud.now += DAY + MINUTE;
		await follower.news();
		ovhcloud.callsSince();
		await follower.news();
		expect(ovhcloud.callsSince()).toEqual(['GET /blacklists']);
	});
});

test('an opt-out that is listed before it can be read comes when it can', async () => {
	const ovhcloud = new FakeOvhcloud();
	const follower = await ovhcloud.follower(['optOut']);
	ovhcloud.now += MINUTE;
	ovhcloud.stop(ADA);
	ovhcloud.hidden.add(ADA);
	expect(await follower.news()).toEqual([]);
	ovhcloud.hidden.clear();
	expect(await follower.news()).toEqual([ADA]);
	expect(await follower.news()).toEqual([]);
});

test('2,000 opt-outs during a pause come in portions, each once', async () => {
	const ovhcloud = new FakeOvhcloud();
	const follower = await ovhcloud.follower(['optOut']);
	ovhcloud.now += 3 * DAY;
	for (let index = 0; index < 2000; index++) {
		ovhcloud.stop(`+336${20_000_000 + index}`, ovhcloud.now - 10 * index);
	}
	const found: unknown[] = [];
	for (let more = true; more; ) {
		const events = await follower.look();
		expect(events.items.length).toBeLessThanOrEqual(400);
		found.push(...events.items.map(({ number }) => number));
		more = events.more;
		ovhcloud.now += MINUTE;
	}
	expect(found).toHaveLength(2000);
	expect(new Set(found).size).toBe(2000);
});
