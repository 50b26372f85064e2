import { failureOf } from '../../helpers/scripted';
import { FakeAccount, LOCAL_NOW } from './fakeAccount';
import { Looker, type Sought, through } from './looking';
import { ANNA, BEN } from './sendRequests';

let account: FakeAccount;
const lookAt = async (sought: Sought = {}) => await new Looker(account).look(sought);
const look = async (sought?: Sought) => (await lookAt(sought)).accepted;

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
	account = new FakeAccount();
});
afterEach(() => {
	jest.useRealTimers();
});

test('without a beginning, as for once keys, every age counts', async () => {
	account.add({ id: 11, receiver: ANNA, tag: 'order-42', created: 1 });
	account.add({ id: 12, receiver: BEN, pending: true, created: 1 });
	const { accepted, doubtful } = await lookAt({ onceKey: 'order-42' });
	expect([...accepted.keys()]).toEqual([ANNA]);
	// A pending message shows no key.
	expect(doubtful.get(BEN)?.message).toContain('(ID 12)');
	expect(account.queries).toEqual([{ tag: 'order-42' }]);
});

describe('a once key holds for senders and virtual numbers of an account', () => {
	const [ONE, TWO] = ['+33700000000', '+33700000001'];
	const key = { onceKey: 'order-42' };
	const keyThrough = (number: string) => ({ ...key, message: through(number) });
	const NUMBERS = 'GET /sms/{serviceName}/virtualNumbers';
	const OWN_JOBS = 'GET /sms/{serviceName}/virtualNumbers/{number}/jobs';

	beforeEach(() => {
		account.numbers.push(ONE, TWO);
	});

	test.each([
		['a number, then a sender', TWO, key],
		['a number, then another one', TWO, keyThrough(ONE)],
		['a sender, then a number', undefined, keyThrough(ONE)],
	])('%s', async (_, from, second) => {
		account.add({ id: 11, receiver: ANNA, tag: 'order-42', message: 'Other words', from });
		account.add({ id: 12, receiver: BEN, pending: true, from });
		const { accepted, doubtful } = await lookAt(second);
		expect([...accepted.values()]).toMatchObject([{ receiver: ANNA, id: 11 }]);
		expect(doubtful.get(BEN)?.message).toContain('(ID 12)');
	});

	test('a message that stands in two lists counts once', async () => {
		for (const from of [undefined, ONE])
			account.add({ id: 11, receiver: ANNA, tag: 'order-42', from });
		expect([...(await look(key)).values()]).toEqual([{ receiver: ANNA, id: 11, credits: 1 }]);
	});

	test('which numbers there are is asked once an hour', async () => {
		const asked = () => account.routes.filter((route) => route === NUMBERS).length;
		await look(key);
		await look({ onceKey: 'order-43' });
		await look({ ...key, account: 'sms-ab12345-2' });
		expect(asked()).toBe(2);
		jest.setSystemTime(Date.now() + 3_600_000);
		await look(key);
		expect(asked()).toBe(3);
	});

	test('a number that OVHcloud spells otherwise is the same', async () => {
		account.numbers.splice(0, 2, '0033700000000');
		await look(keyThrough(ONE));
		expect(account.routes.filter((route) => route === OWN_JOBS)).toHaveLength(1);
	});

	test.each(['right', 'iam', 'forbidden', 'notFound'] as const)(
		'a token that may not see them (%s) is told what it may see',
		async (kind) => {
			account.add({ id: 11, receiver: ANNA, tag: 'order-42' });
			for (const route of [NUMBERS, OWN_JOBS]) {
				account.failing.set(route, { kind, effect: 'none', status: 403 });
				// Each account's numbers are asked for by themselves.
				expect([...(await look({ ...key, account: route })).keys()]).toEqual([ANNA]);
				account.failing.delete(route);
			}
		},
	);

	test('nothing is known where they cannot be read for another reason', async () => {
		for (const route of [NUMBERS, OWN_JOBS]) {
			account.failing.set(route, { kind: 'server', effect: 'unknown', status: 503 });
			expect((await failureOf(look(key))).facts).toMatchObject({ status: 503 });
			account.failing.delete(route);
		}
		account.failing.set(OWN_JOBS, { kind: 'right', effect: 'none', status: 403 });
		expect((await failureOf(look(keyThrough(ONE)))).facts).toMatchObject({ kind: 'right' });
	});

	test('a list of numbers that is none is not understood', async () => {
		account.answering.set(NUMBERS, [{}]);
		expect((await failureOf(look(key))).facts).toMatchObject({ kind: 'unreadable' });
	});

	test('a lost message is looked for only where it was sent through', async () => {
		await look();
		await look({ message: through(ONE) });
		expect(account.routes).not.toContain(NUMBERS);
		expect(account.routes.filter((route) => route === OWN_JOBS)).toHaveLength(1);
	});
});

test('a tag of which the beginning is shown may be another key', async () => {
	account.add({ id: 11, receiver: ANNA, tag: 'order-42' });
	account.add({ id: 12, receiver: BEN, tag: 'order-42' });
	account.shows.set(11, 'order-4').set(12, '');
	const { accepted, doubtful } = await lookAt({ onceKey: 'order-42' });
	expect([...accepted.keys()]).toEqual([BEN]);
	expect(doubtful.get(ANNA)).toMatchObject({
		parameter: 'Once Key',
		message: expect.stringContaining('(ID 11)') as string,
		advice: expect.stringContaining('in a few minutes') as string,
	});
});

test('a message with quite another tag, which OVHcloud gave out for it, says nothing', async () => {
	account.add({ id: 11, receiver: ANNA, tag: 'order-42' });
	account.shows.set(11, 'ORDER-42');
	const { accepted, doubtful } = await lookAt({ onceKey: 'order-42' });
	expect([accepted.size, doubtful.size]).toEqual([0, 0]);
});

describe('what was listed a moment ago serves the next key', () => {
	const LIST = 'GET /sms/{serviceName}/jobs';
	const lists = () => account.routes.filter((route) => route === LIST).length;
	const numbered = (number: string, onceKey: string) => ({ onceKey, message: through(number) });

	test('for five seconds', async () => {
		const looker = new Looker(account);
		await looker.look({ onceKey: 'a' });
		jest.setSystemTime(Date.now() + 4999);
		await looker.look({ onceKey: 'b' });
		expect(lists()).toBe(1);
		jest.setSystemTime(Date.now() + 1);
		await looker.look({ onceKey: 'c' });
		expect(lists()).toBe(2);
	});

	test('but not through another number, whose own lists it lacks', async () => {
		const looker = new Looker(account);
		await looker.look({ onceKey: 'a' });
		await looker.look({ onceKey: 'b', message: { from: { senderType: 'shortNumber' } } });
		expect(lists()).toBe(1);
		await looker.look(numbered('+33700000000', 'c'));
		await looker.look(numbered('+33700000000', 'd'));
		expect(lists()).toBe(2);
		await looker.look(numbered('+33700000001', 'e'));
		expect(lists()).toBe(3);
		await looker.look({ onceKey: 'f', account: 'sms-ab12345-2' });
		expect(lists()).toBe(4);
	});
});
