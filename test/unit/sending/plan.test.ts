import { planRequests, type SendItem, type SendRequest } from '../../../src/sending/plan';
import type { Recipient, ValidRecipient } from '../../../src/sms/recipients';
import type { Message } from '../../../src/sending/sendRequest';

const french = (index: number): Recipient => {
	const receiver = `+336${String(index).padStart(8, '0')}`;
	return { input: receiver, receiver, country: 'FR' };
};
const german = (index: number): Recipient => {
	const receiver = `+4915${String(index).padStart(9, '0')}`;
	return { input: receiver, receiver, country: 'DE' };
};

/** An item for each list of recipients, with the same message unless told otherwise. */
function itemsOf(lists: Recipient[][], change: (item: number) => Partial<Message> = () => ({})) {
	return lists.map((recipients, item): SendItem => {
		const message: Message = {
			from: { senderType: 'sender', sender: 'MyShop' },
			message: 'Hello',
			messageType: 'transactional',
			options: {},
			...change(item),
		};
		return { item, account: 'sms-ab12345-1', message, once: false, recipients };
	});
}

const isValid = (recipient: Recipient): recipient is ValidRecipient => !recipient.problem;
const all = ({ recipients }: SendItem): ValidRecipient[] => recipients.filter(isValid);
const plan = (items: SendItem[], combine = true) => planRequests(items, all, { combine });

/** Who gets a message, as `item:receiver`, round by round and request by request. */
const shares = (rounds: SendRequest[][]) =>
	rounds.map((requests) =>
		requests.map((request) => request.shares.map(({ item, receiver }) => `${item}:${receiver}`)),
	);
const share = (item: number, { receiver }: Recipient) => `${item}:${receiver}`;
const [anna, ben, cleo, dora] = [1, 2, 3, 4].map(french);
const [jan, kai] = [1, 2].map(german);

describe('items that agree', () => {
	test('share a request, in the order of items and recipients', () => {
		const rounds = plan(itemsOf([[cleo, anna], [ben], [dora]]));
		expect(shares(rounds)).toEqual([
			[[share(0, cleo), share(0, anna), share(1, ben), share(2, dora)]],
		]);
		expect(rounds[0][0]).toMatchObject({
			account: 'sms-ab12345-1',
			message: { message: 'Hello' },
		});
	});

	test('share none where they are not to be combined', () => {
		expect(shares(plan(itemsOf([[anna], [ben, cleo]]), false))).toEqual([
			[[share(0, anna)], [share(1, ben), share(1, cleo)]],
		]);
	});

	test('wait for each other where they say the same to the same number, also if not combined', () => {
		expect(shares(plan(itemsOf([[anna], [anna]]), false))).toEqual([
			[[share(0, anna)]],
			[[share(1, anna)]],
		]);
	});
});

test.each<[what: string, change: Partial<Message>]>([
	['text', { message: 'Hello!' }],
	['sender', { from: { senderType: 'sender', sender: 'Other' } }],
	['kind of sender', { from: { senderType: 'shortNumber' } }],
	['message type', { messageType: 'marketing' }],
	['moment', { sendAt: 1_700_000_000 }],
	['tag', { options: { tag: 'promo' } }],
	['validity', { options: { validityPeriod: 10 } }],
])('items that differ in their %s share no request', (_, change) => {
	const items = itemsOf([[anna], [ben], [cleo]], (item) => (item === 1 ? change : {}));
	const rounds = plan(items);
	expect(shares(rounds)).toEqual([[[share(0, anna), share(2, cleo)], [share(1, ben)]]]);
	expect(rounds[0][1].message).toMatchObject(change);
});

test('items of different accounts share no request', () => {
	const items = itemsOf([[anna], [ben]]);
	items[1].account = 'sms-ab12345-2';
	const accounts = plan(items)[0].map(({ account }) => account);
	expect(accounts).toEqual(['sms-ab12345-1', 'sms-ab12345-2']);
});

describe('rounds', () => {
	test('text a number as often as items ask for, once in each', () => {
		expect(shares(plan(itemsOf([[anna, ben], [anna], [anna, cleo]])))).toEqual([
			[[share(0, anna), share(0, ben), share(2, cleo)]],
			[[share(1, anna)]],
			[[share(2, anna)]],
		]);
	});

	test('are only for the same words: other texts go at once', () => {
		const items = itemsOf([[anna], [anna]], (item) => ({ message: `Text ${item}` }));
		expect(shares(plan(items))).toEqual([[[share(0, anna)], [share(1, anna)]]]);
	});

	test.each([true, false])('hold a number once for each tag (combined: %s)', (combine) => {
		const items = itemsOf([[anna], [anna, ben], [anna]], (item) => ({
			message: `Text ${item}`,
			options: { tag: item < 2 ? 'order-1' : 'order-2' },
		}));
		expect(shares(plan(items, combine))).toEqual([
			[[share(0, anna)], [share(1, ben)], [share(2, anna)]],
			[[share(1, anna)]],
		]);
	});

	test('hold the rounds of all groups', () => {
		const items = itemsOf([[anna], [anna], [anna], [anna]], (item) => ({
			message: `Text ${item % 2}`,
		}));
		expect(shares(plan(items))).toEqual([
			[[share(0, anna)], [share(1, anna)]],
			[[share(2, anna)], [share(3, anna)]],
		]);
	});
});

describe('countries', () => {
	test('stand apart where items share, so that what each costs is known', () => {
		expect(shares(plan(itemsOf([[anna, jan], [kai], [ben]])))).toEqual([
			[
				[share(0, anna), share(2, ben)],
				[share(0, jan), share(1, kai)],
			],
		]);
	});

	test('stand together in an item of its own', () => {
		const together = [[share(0, anna), share(0, jan), share(0, ben)]];
		expect(shares(plan(itemsOf([[anna, jan, ben]])))).toEqual([together]);
		expect(shares(plan(itemsOf([[anna, jan, ben]]), false))).toEqual([together]);
	});

	test('that are not known stand apart by their first digits', () => {
		const satellite = { input: '', receiver: '+870773111111' };
		const other = { input: '', receiver: '+881612345678' };
		expect(shares(plan(itemsOf([[satellite], [other]])))[0]).toHaveLength(2);
	});
});

describe('what is wanted', () => {
	test('alone is sent: the rest has its message', () => {
		const items = itemsOf([[anna, ben], [cleo], [dora]]);
		const wanted = ({ item, recipients }: SendItem) =>
			([[recipients[1]], [], recipients].at(item) ?? []).filter(isValid);
		const rounds = planRequests(items, wanted, { combine: true });
		expect(shares(rounds)).toEqual([[[share(0, ben), share(2, dora)]]]);
	});

	test('may be nothing', () => {
		expect(plan([])).toEqual([]);
		expect(plan(itemsOf([[], []]))).toEqual([]);
		expect(
			plan(itemsOf([[{ input: 'nobody', problem: { what: 'is no number', text: 'nobody' } }]])),
		).toEqual([]);
	});
});

describe('recipients with moments of their own', () => {
	const items = (moments: Array<[Recipient, number]>, sendAt?: number) =>
		itemsOf([[anna, ben, cleo]], () => (sendAt === undefined ? {} : { sendAt })).map((item) => ({
			...item,
			moments: new Map(moments.map(([{ receiver = '' }, moment]) => [receiver, moment])),
		}));
	const requests = (rounds: SendRequest[][]) =>
		rounds
			.flat()
			.map(({ message, shares: some }) => [message.sendAt, some.map(({ receiver }) => receiver)]);

	test('are texted at those, and the others with the message', () => {
		expect(
			requests(
				plan(
					items(
						[
							[anna, 100],
							[cleo, 100],
						],
						50,
					),
				),
			),
		).toEqual([
			[100, [anna.receiver, cleo.receiver]],
			[50, [ben.receiver]],
		]);
	});

	test('and the others at once, where the message has no moment', () => {
		const rounds = plan(
			items([
				[anna, 100],
				[cleo, 200],
			]),
		);
		expect(rounds[0][1].message).not.toHaveProperty('sendAt');
		expect(requests(rounds)).toEqual([
			[100, [anna.receiver]],
			[undefined, [ben.receiver]],
			[200, [cleo.receiver]],
		]);
	});
});

describe('a request', () => {
	test.each([
		[1, [1]],
		[500, [500]],
		[501, [500, 1]],
		[1200, [500, 500, 200]],
	])('for %i recipients of an item holds 500 at most: %j', (count, sizes) => {
		const recipients = Array.from({ length: count }, (_, index) => french(index));
		const rounds = plan(itemsOf([recipients]));
		expect(rounds).toHaveLength(1);
		expect(rounds[0].map((request) => request.shares.length)).toEqual(sizes);
		expect(shares(rounds)[0].flat()).toEqual(recipients.map((recipient) => share(0, recipient)));
	});

	test('is shared by numbers of no known country that begin alike, and not by others', () => {
		const [one, other, far] = ['+88210000001', '+88210000002', '+87810000001'].map(
			(receiver): Recipient => ({ input: receiver, receiver }),
		);
		expect(shares(plan(itemsOf([[one], [other], [far]])))).toEqual([
			[[share(0, one), share(1, other)], [share(2, far)]],
		]);
	});

	test('holds 500 receivers at most for each country', () => {
		const lists = Array.from({ length: 600 }, (_, index) => [french(index), german(index)]);
		const sizes = plan(itemsOf(lists))[0].map((request) => request.shares.length);
		expect(sizes).toEqual([500, 100, 500, 100]);
	});

	test('for each 500 of 100,000 items in one text, with nobody lost and nobody twice', () => {
		const lists = Array.from({ length: 100_000 }, (_, index) => [french(index)]);
		let asked = 0;
		const rounds = planRequests(
			itemsOf(lists),
			(item) => {
				asked++;
				return all(item);
			},
			{ combine: true },
		);
		expect(asked).toBe(100_000);
		expect(rounds.map((requests) => requests.length)).toEqual([200]);
		const sent = rounds[0].flatMap((request) => request.shares);
		expect(sent).toHaveLength(100_000);
		expect(sent.every(({ item, receiver }) => receiver === lists[item][0].receiver)).toBe(true);
		expect(new Set(sent.map(({ item }) => item)).size).toBe(100_000);
	});
});
