import type { Message } from '../../../src/sending/sendRequest';
import { registerOf } from '../../../src/sending/register';
import { FakeAccount, LOCAL_NOW } from './fakeAccount';
import { Looker, SINCE, type Sought, TAG, through } from './looking';
import { ANNA, BEN } from './sendRequests';

let account: FakeAccount;
const look = async (sought?: Sought) => (await new Looker(account).look(sought)).accepted;
const ids = async (sought?: Sought) => await new Looker(account).ids(sought);

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
		const padded: Partial<Message> = { message: ' Hello\n', messageType: 'marketing' };
		expect(await ids({ message: padded })).toEqual({ [ANNA]: 11, [BEN]: 12 });
		expect(await ids({ message: { ...padded, messageType: 'transactional' } })).toEqual({
			[BEN]: 12,
		});
	});

	test.each([['Hello\r\nBen'], ['Hello\rBen']])('with other line ends: %j', async (shown) => {
		account.add({ id: 11, receiver: ANNA, message: shown, pending: true });
		expect(await ids({ message: { message: 'Hello\nBen' } })).toEqual({ [ANNA]: 11 });
	});

	test('behind a virtual number', async () => {
		const virtualNumber = '+33700000000';
		account.add({ id: 11, receiver: ANNA, tag: TAG, from: virtualNumber });
		account.add({ id: 12, receiver: BEN, pending: true, from: virtualNumber });
		expect(await ids({ message: through(virtualNumber) })).toEqual({ [ANNA]: 11, [BEN]: 12 });
		expect(await ids()).toEqual({});
	});

	// Whether the account's own lists hold it is not documented.
	test.each([false, true])("in the account's own list (pending: %s)", async (pending) => {
		account.add({ id: 11, receiver: ANNA, tag: TAG, pending });
		const virtualNumber = '+33700000000';
		expect(await ids({ message: through(virtualNumber) })).toEqual({ [ANNA]: 11 });
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
		expect(await look({ claimed: [11, 12] })).toEqual(new Map());
		account.add({ id: 13, receiver: ANNA, tag: TAG });
		expect(await ids({ claimed: [11, 12] })).toEqual({ [ANNA]: 13 });
	});
});

test('a message that this process knows by the tag that is looked for is the one', async () => {
	account.add({ id: 11, receiver: ANNA, tag: TAG });
	registerOf(account.origin).claim('sms-ab12345-1', 11, TAG);
	expect(await ids()).toEqual({ [ANNA]: 11 });
	account.add({ id: 12, receiver: BEN, tag: 'promo' });
	registerOf(account.origin).claim('sms-ab12345-1', 12, 'promo');
	expect(await ids({ isOwn: true })).toEqual({});
});

describe('the sender tells a pending message from others', () => {
	const shows = (sender: string | undefined, from: Partial<Message>) => {
		account.add({ id: 11, receiver: ANNA, pending: true, sender });
		return ids({ message: from });
	};
	const named = (sender: string): Partial<Message> => ({ from: { senderType: 'sender', sender } });

	test.each([
		['another name', 'OTHER', named('MyShop'), {}],
		['the name', 'MyShop', named('MyShop'), { [ANNA]: 11 }],
		['a name in other case', 'MYSHOP', named('MyShop'), {}],
		['the number, spelled otherwise', '0033700000001', named('+33700000001'), { [ANNA]: 11 }],
		['no name', '', named('MyShop'), { [ANNA]: 11 }],
		['a short number', '38069', { from: { senderType: 'shortNumber' as const } }, { [ANNA]: 11 }],
	])('%s', async (_, sender, from, found) => {
		expect(await shows(sender, from)).toEqual(found);
	});
});

test('a long tag is not looked for by the filter, since OVHcloud may keep its beginning only', async () => {
	const long = 'a-tag-of-more-than-20-characters';
	account.add({ id: 11, receiver: ANNA, tag: long.slice(0, 20) });
	account.add({ id: 12, receiver: BEN, tag: 'another' });
	await ids({ tag: 'exactly-20-characters'.slice(0, 20) });
	expect(await ids({ tag: long })).toEqual({ [ANNA]: 11 });
	expect(account.queries.map((query) => query?.tag)).toEqual(['exactly-20-character', undefined]);
});

describe("a tag of the user's own", () => {
	const own = { isOwn: true };

	test('counts together with the text', async () => {
		account.add({ id: 11, tag: 'promo' });
		expect(await ids(own)).toEqual({ [ANNA]: 11 });
	});

	test('with another text leaves unknown whether it is the message', async () => {
		account.add({ tag: 'promo', message: 'Good bye' });
		await expect(look(own)).rejects.toThrow(
			`another message with this tag went to ${ANNA} at the same time (ID 1)`,
		);
	});

	test.each([false, true])('with both texts is known (pending: %s)', async (pending) => {
		account.add({ id: 11, tag: 'promo', message: 'Good bye' });
		account.add({ id: 12, tag: 'promo', pending });
		expect(await ids(own)).toEqual({ [ANNA]: 12 });
	});

	test('with another text to other numbers, or of another request, says nothing', async () => {
		account.add({ id: 11, tag: 'promo', message: 'Good bye', receiver: '+33611111111' });
		account.add({ id: 12, tag: 'promo', message: 'Good bye' });
		expect(await look({ ...own, claimed: [12] })).toEqual(new Map());
	});

	test('is otherwise enough: OVHcloud may show the text in other characters', async () => {
		account.add({ id: 11, tag: TAG, message: 'He?lo' });
		expect(await ids()).toEqual({ [ANNA]: 11 });
	});
});
