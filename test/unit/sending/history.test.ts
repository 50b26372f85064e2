import { History, type Trace } from '../../../src/sending/history';
import { registerOf } from '../../../src/sending/register';
import type { Message } from '../../../src/sending/sendRequest';
import { AHEAD_SECONDS, FakeAccount, LOCAL_NOW } from './fakeAccount';
import { failureOf } from '../../helpers/scripted';

const ANNA = '+33612345678';
const BEN = '+33698765432';
const TAG = 'n8n-0123456789abcdef';
/** When the message that is looked for was sent, by OVHcloud's clock. */
const SINCE = LOCAL_NOW / 1000 + AHEAD_SECONDS;

const message: Message = {
	from: { senderType: 'sender', sender: 'MyShop' },
	message: 'Hello',
	messageType: 'transactional',
	options: {},
};
const trace: Trace = {
	account: 'sms-ab12345-1',
	message,
	tag: TAG,
	receivers: [ANNA, BEN],
	since: SINCE,
	uniqueTag: true,
	isClaimed: () => false,
};

let account: FakeAccount;
const look = async (change: Partial<Trace> = {}) => (await lookAt(change)).accepted;
const lookAt = async (change: Partial<Trace> = {}) =>
	await new History(account, registerOf(account.origin)).accepted({ ...trace, ...change });
/** Ids that were found, by receiver. */
const ids = async (change: Partial<Trace> = {}) =>
	Object.fromEntries([...(await look(change)).values()].map(({ receiver, id }) => [receiver, id]));

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
	account = new FakeAccount();
});
afterEach(() => {
	jest.useRealTimers();
});

describe('a message is found', () => {
	test('in the history, by its tag', async () => {
		account.add({ id: 11, receiver: BEN, tag: TAG, credits: 1.5 });
		account.add({ id: 12, receiver: ANNA, tag: TAG });
		account.add({ id: 13, receiver: ANNA, tag: 'other' });
		expect(await look()).toEqual(
			new Map([
				[BEN, { receiver: BEN, id: 11, credits: 1.5 }],
				[ANNA, { receiver: ANNA, id: 12, credits: 1 }],
			]),
		);
	});

	test('among the pending ones first, so that none is missed that goes out meanwhile', async () => {
		await look();
		expect(account.routes).toEqual([
			'GET /sms/{serviceName}/jobs',
			'GET /sms/{serviceName}/outgoing',
		]);
	});

	test('among the pending ones, by its text', async () => {
		account.add({ id: 11, receiver: BEN, pending: true, credits: 1.5 });
		expect(await look()).toEqual(new Map([[BEN, { receiver: BEN, id: 11, credits: 1.5 }]]));
	});

	test('in part here and in part there', async () => {
		account.add({ id: 11, receiver: ANNA, tag: TAG });
		account.add({ id: 12, receiver: BEN, pending: true });
		expect(await ids()).toEqual({ [ANNA]: 11, [BEN]: 12 });
	});

	test('nowhere', async () => {
		expect(await look()).toEqual(new Map());
	});

	test('once for each number', async () => {
		account.add({ id: 11, tag: TAG });
		account.add({ id: 12, tag: TAG });
		account.add({ id: 13, pending: true });
		expect(await ids()).toEqual({ [ANNA]: 11 });
	});

	test.each([false, true])('under a number in the form 0033 (pending: %s)', async (pending) => {
		account.add({ id: 11, receiver: '0033612345678', tag: TAG, pending });
		expect(await look()).toEqual(new Map([[ANNA, { receiver: ANNA, id: 11, credits: 1 }]]));
	});

	test('with the STOP clause that OVHcloud appends, or with other blanks around it', async () => {
		account.add({ id: 11, receiver: ANNA, message: 'Hello\r\nSTOP:36111', pending: true });
		account.add({ id: 12, receiver: BEN, message: '\nHello ', pending: true });
		const padded: Message = { ...message, message: ' Hello\n', messageType: 'marketing' };
		expect(await ids({ message: padded })).toEqual({ [ANNA]: 11, [BEN]: 12 });
		expect(await ids({ message: { ...padded, messageType: 'transactional' } })).toEqual({
			[BEN]: 12,
		});
	});

	test.each([['Hello\r\nBen'], ['Hello\rBen']])('with other line ends: %j', async (shown) => {
		account.add({ id: 11, receiver: ANNA, message: shown, pending: true });
		expect(await ids({ message: { ...message, message: 'Hello\nBen' } })).toEqual({ [ANNA]: 11 });
	});

	test('behind a virtual number', async () => {
		const virtualNumber = '+33700000000';
		account.add({ id: 11, receiver: ANNA, tag: TAG, from: virtualNumber });
		account.add({ id: 12, receiver: BEN, pending: true, from: virtualNumber });
		const from = { senderType: 'virtualNumber', virtualNumber } as const;
		expect(await ids({ message: { ...message, from } })).toEqual({ [ANNA]: 11, [BEN]: 12 });
		expect(await ids()).toEqual({});
	});

	// Whether the account's own lists hold it is not documented.
	test.each([false, true])("in the account's own list (pending: %s)", async (pending) => {
		account.add({ id: 11, receiver: ANNA, tag: TAG, pending });
		const from = { senderType: 'virtualNumber', virtualNumber: '+33700000000' } as const;
		expect(await ids({ message: { ...message, from } })).toEqual({ [ANNA]: 11 });
	});
});

describe('another message is not taken for it', () => {
	test.each([
		['goes to another number', { receiver: '+33611111111' }],
		['has another text', { message: 'Good bye' }],
		['has a shorter text', { message: 'Hell' }],
		['begins with its text', { message: 'Hello, your code is 1234' }],
		['begins with its text and speaks of a stop', { message: 'Hello, the bus has a new stop' }],
		['begins with its text and a longer word', { message: 'Hello\nStopover in Lyon' }],
		['is three seconds older', { created: SINCE - 3 }],
	])('that %s and is pending', async (_, change) => {
		account.add({ pending: true, ...change });
		expect(await look()).toEqual(new Map());
	});

	// OVHcloud notes the second, and the clocks are read in another one.
	test.each([SINCE, SINCE - 2, SINCE - 1.5])(
		'unless it is of the same second: %d',
		async (since) => {
			account.add({ id: 11, pending: true, created: SINCE - 2 });
			account.add({ id: 12, receiver: BEN, tag: TAG, created: SINCE - 2 });
			expect(await ids({ since })).toEqual({ [ANNA]: 11, [BEN]: 12 });
		},
	);

	test('that is older and has the tag', async () => {
		account.add({ tag: TAG, created: SINCE - 3 });
		expect(await look()).toEqual(new Map());
		expect(account.queries).toEqual([
			{ tag: TAG, 'creationDatetime.from': new Date((SINCE - 2) * 1000).toISOString() },
		]);
	});

	test('that is known to belong to another request', async () => {
		account.add({ id: 11, receiver: ANNA, tag: TAG });
		account.add({ id: 12, receiver: BEN, pending: true });
		expect(await look({ isClaimed: (id: number) => [11, 12].includes(id) })).toEqual(new Map());
		account.add({ id: 13, receiver: ANNA, tag: TAG });
		expect(await ids({ isClaimed: (id: number) => [11, 12].includes(id) })).toEqual({ [ANNA]: 13 });
	});
});

describe("a tag of the user's own", () => {
	const own = { tag: 'promo', uniqueTag: false };

	test('counts together with the text', async () => {
		account.add({ id: 11, tag: 'promo' });
		expect(await ids(own)).toEqual({ [ANNA]: 11 });
	});

	test('with another text leaves unknown whether it is the message', async () => {
		account.add({ tag: 'promo', message: 'Good bye' });
		const { accepted, doubtful } = await lookAt(own);
		expect(accepted.size).toBe(0);
		expect(doubtful.get(ANNA)).toMatchObject({
			message: expect.stringContaining('another message with this tag') as string,
		});
	});

	test.each([false, true])('with both texts is known (pending: %s)', async (pending) => {
		account.add({ id: 11, tag: 'promo', message: 'Good bye' });
		account.add({ id: 12, tag: 'promo', pending });
		expect(await ids(own)).toEqual({ [ANNA]: 12 });
	});

	test('with another text to other numbers, or of another request, says nothing', async () => {
		account.add({ id: 11, tag: 'promo', message: 'Good bye', receiver: '+33611111111' });
		account.add({ id: 12, tag: 'promo', message: 'Good bye' });
		expect(await look({ ...own, isClaimed: (id: number) => [12].includes(id) })).toEqual(new Map());
	});

	test('is otherwise enough: OVHcloud may show the text in other characters', async () => {
		account.add({ id: 11, tag: TAG, message: 'He?lo' });
		expect(await ids()).toEqual({ [ANNA]: 11 });
	});
});

test('without a beginning, as for once keys, every age counts', async () => {
	account.add({ id: 11, receiver: ANNA, tag: 'order-42', created: 1 });
	account.add({ id: 12, receiver: BEN, pending: true, created: 1 });
	const { accepted, doubtful } = await lookAt({ tag: 'order-42', since: undefined });
	expect([...accepted.keys()]).toEqual([ANNA]);
	// A pending message shows no key.
	expect(doubtful.get(BEN)?.message).toContain('(ID 12)');
	expect(account.queries).toEqual([{ tag: 'order-42' }]);
});

describe('pending messages', () => {
	const READ = 'GET /sms/{serviceName}/jobs/{id}';
	const reads = () => account.routes.filter((route) => route === READ).length;

	test('are read once by one look-up', async () => {
		for (let id = 1; id <= 60; id++) account.add({ id, receiver: BEN, pending: true });
		const history = new History(account, registerOf(account.origin));
		await history.accepted(trace);
		expect(reads()).toBe(2);
		expect((await history.accepted(trace)).accepted.get(BEN)).toBeDefined();
		expect(reads()).toBe(2);
		account.add({ id: 61, pending: true });
		expect((await history.accepted(trace)).accepted.get(ANNA)).toMatchObject({ id: 61 });
		expect(reads()).toBe(3);
	});

	test('are read as far back as the message can be', async () => {
		for (let id = 1; id <= 500; id++) account.add({ id, pending: true, created: SINCE - 60 });
		account.add({ id: 501, pending: true });
		expect(await ids()).toEqual({ [ANNA]: 501 });
		expect(reads()).toBe(1);
		await look({ since: undefined });
		expect(reads()).toBe(1 + 10);
	});

	test('are listed once for all once keys of a moment, and anew for those of a later one', async () => {
		const lists = () => account.routes.filter((route) => route.endsWith('/jobs')).length;
		const history = new History(account, registerOf(account.origin));
		for (const tag of ['a', 'b', 'b']) await history.accepted({ ...trace, tag, since: undefined });
		expect([lists(), account.queries]).toEqual([1, [{ tag: 'a' }, { tag: 'b' }]]);
		jest.setSystemTime(Date.now() + 10_000);
		account.add({ id: 7, tag: 'b' });
		const found = await history.accepted({ ...trace, tag: 'b', since: undefined });
		expect(found.accepted.get(ANNA)).toMatchObject({ id: 7 });
		expect(lists()).toBe(2);
	});

	test('that have gone meanwhile count no more', async () => {
		const stored = account.add({ pending: true });
		const history = new History(account, registerOf(account.origin));
		expect((await history.accepted(trace)).accepted.size).toBe(1);
		stored.pending = false;
		expect((await history.accepted(trace)).accepted.size).toBe(0);
	});

	test('of one account are not taken for those of another', async () => {
		const history = new History(account, registerOf(account.origin));
		account.add({ pending: true });
		await history.accepted(trace);
		await history.accepted({ ...trace, account: 'sms-ab12345-2' });
		expect(reads()).toBe(2);
	});
});

describe('an id that is listed and cannot be read', () => {
	test.each([false, true])('may be what is looked for (pending: %s)', async (pending) => {
		account.add({ id: 11, receiver: ANNA, tag: TAG, pending });
		account.add({ id: 12, receiver: BEN, tag: TAG, pending });
		account.unreadable.add(12);
		const { accepted, unread } = await lookAt();
		expect([...accepted.keys()]).toEqual([ANNA]);
		expect(unread).toEqual([12]);
	});

	test.each([false, true])('is none of another request (pending: %s)', async (pending) => {
		account.add({ id: 12, receiver: BEN, tag: TAG, pending });
		account.unreadable.add(12);
		expect((await lookAt({ isClaimed: (id) => id === 12 })).unread).toEqual([]);
	});

	test('has left the queue meanwhile where the history shows it', async () => {
		const stored = account.add({ id: 12, receiver: BEN, tag: TAG, pending: true });
		const call = account.call.bind(account);
		jest.spyOn(account, 'call').mockImplementation(async (asked) => {
			const answer = await call(asked);
			if ('route' in asked && asked.route === 'GET /sms/{serviceName}/jobs') stored.pending = false;
			return answer;
		});
		const { accepted, unread } = await lookAt();
		expect(accepted.get(BEN)).toMatchObject({ id: 12 });
		expect(unread).toEqual([]);
	});
});

test.each([
	['GET /sms/{serviceName}/outgoing'],
	['GET /sms/{serviceName}/outgoing/{id}'],
	['GET /sms/{serviceName}/jobs'],
	['GET /sms/{serviceName}/jobs/{id}'],
])('nothing is known where %s fails', async (route) => {
	account.add({ receiver: ANNA, tag: TAG });
	account.add({ receiver: BEN, pending: true });
	account.failing.set(route, { kind: 'server', effect: 'unknown', status: 503 });
	expect((await failureOf(look())).facts).toMatchObject({ kind: 'server', method: 'GET' });
});

describe('nothing is known where a list or a message is not what it should be', () => {
	const LISTS = ['GET /sms/{serviceName}/outgoing', 'GET /sms/{serviceName}/jobs'];

	test.each(
		LISTS.flatMap((route) =>
			[null, {}, 'x', [null], ['7'], [{}], [1.5]].map((answer) => [route, answer]),
		),
	)('%s answers %j', async (route, answer) => {
		account.answering.set(route as string, answer);
		expect((await failureOf(look())).facts).toMatchObject({
			kind: 'unreadable',
			effect: 'none',
			reason: 'a list of IDs was expected',
		});
	});

	const whole = {
		id: 1,
		receiver: ANNA,
		message: 'Hello',
		credits: 1,
		creationDatetime: '2030-01-01T00:00:00Z',
	};

	test.each(
		LISTS.flatMap((route) =>
			[
				null,
				[],
				{},
				{ ...whole, id: '1' },
				{ ...whole, receiver: null },
				{ ...whole, message: {} },
				{ ...whole, credits: '1' },
				{ ...whole, creationDatetime: 5 },
			].map((answer) => [`${route}/{id}`, answer]),
		),
	)('%s answers %j', async (route, answer) => {
		account.add({ receiver: ANNA, tag: TAG });
		account.add({ receiver: BEN, pending: true });
		account.answering.set(route as string, answer);
		const { facts } = await failureOf(look());
		expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
		account.answering.set(route as string, whole);
		await expect(look()).resolves.toBeInstanceOf(Map);
	});
});
