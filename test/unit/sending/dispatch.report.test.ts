import { Dispatcher } from '../../../src/sending/dispatch';
import { FakeAccount, LOCAL_NOW } from './fakeAccount';
import { ANNA, BEN, CLEO, requestTo } from './sendRequests';

const TAG = 'n8n-0123456789abcdef';

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

/** What becomes of these receivers when OVHcloud answers so. */
async function told(receivers: string[], report: object) {
	const answers = {
		ids: [],
		validReceivers: [],
		invalidReceivers: [],
		tag: TAG,
		totalCreditsRemoved: 0,
		...report,
	};
	const account = new FakeAccount([{ answers }]);
	const outcome = await new Dispatcher(account, true).send(requestTo(receivers), TAG);
	expect(account.routes).toHaveLength(1);
	return outcome;
}

const idsOf = ({ accepted }: Awaited<ReturnType<typeof told>>) =>
	Object.fromEntries(accepted.map(({ receiver, id }) => [receiver, id]));

test("OVHcloud's report follows its own order, not the one of the request", async () => {
	const outcome = await told([ANNA, BEN, CLEO], {
		ids: [1, 2, 3],
		validReceivers: [CLEO, ANNA, BEN],
	});
	expect(idsOf(outcome)).toEqual({ [ANNA]: 2, [BEN]: 3, [CLEO]: 1 });
	expect(outcome.accepted.map(({ receiver }) => receiver)).toEqual([ANNA, BEN, CLEO]);
});

test.each(['0033612345678', '33612345678', '+33 6 12 34 56 78', ANNA])(
	'a receiver that OVHcloud writes as %s is known',
	async (written) => {
		const outcome = await told([ANNA], { ids: [5], validReceivers: [written] });
		expect(outcome.accepted).toEqual([{ receiver: ANNA, id: 5, credits: 0 }]);
		expect(outcome.invalid).toEqual([]);
	},
);

test('a receiver that OVHcloud refuses was not accepted', async () => {
	const { accepted, invalid } = await told([BEN, CLEO], {
		ids: [1],
		validReceivers: [BEN],
		invalidReceivers: ['0033611223344'],
		totalCreditsRemoved: 1,
	});
	expect(accepted).toEqual([{ receiver: BEN, id: 1, credits: 1 }]);
	expect(invalid).toEqual([CLEO]);
});

describe('a receiver that the report spells in another way', () => {
	test('is accepted where one is left among the valid ones', async () => {
		const { accepted, invalid } = await told([ANNA, BEN, CLEO], {
			ids: [1, 2],
			validReceivers: ['06 98 76 54 32', ANNA],
			invalidReceivers: [CLEO],
			totalCreditsRemoved: 2,
		});
		expect(accepted).toEqual([
			{ receiver: ANNA, id: 2, credits: 1 },
			{ receiver: BEN, id: 1, credits: 1 },
		]);
		expect(invalid).toEqual([CLEO]);
	});

	test('is accepted where as many are left, and then nobody knows whose id is whose', async () => {
		const { accepted } = await told([ANNA, BEN, CLEO], {
			ids: [1, 2, 3],
			validReceivers: ['0698765432', ANNA, '0611223344'],
			totalCreditsRemoved: 3,
		});
		expect(accepted).toEqual([
			{ receiver: ANNA, id: 2, credits: 1 },
			{ receiver: BEN, credits: 1 },
			{ receiver: CLEO, credits: 1 },
		]);
	});

	test('is refused where as many are left among the refused ones', async () => {
		const { accepted, invalid } = await told([ANNA, BEN, CLEO], {
			ids: [1],
			validReceivers: [ANNA],
			invalidReceivers: ['0698765432', '0611223344'],
		});
		expect(accepted).toHaveLength(1);
		expect(invalid).toEqual([BEN, CLEO]);
	});

	test.each<[what: string, valid: string[], refused: unknown]>([
		['in neither list', [], undefined],
		['perhaps valid, perhaps refused', ['0698765432'], ['0611223344']],
		['one of fewer', ['0698765432'], undefined],
		['one of more', ['0698765432', '0611223344', '0612345600'], undefined],
		['in both lists', [BEN, CLEO], [BEN, CLEO]],
		['in a list that is none', [], 'all of them'],
		['among what are no numbers', [], [7, null]],
	])('and is %s is looked for: nobody is called refused', async (_, valid, refused) => {
		const answers = {
			ids: [1, ...valid.map((__, index) => 7 + index)],
			validReceivers: [ANNA, ...valid],
			...(refused !== undefined && { invalidReceivers: refused }),
			totalCreditsRemoved: 1,
		};
		const account = new FakeAccount([{ answers, showsAfter: [0, 0, Infinity] }]);
		const outcome = await new Dispatcher(account, true).send(requestTo([ANNA, BEN, CLEO]), TAG);
		expect(outcome.accepted).toMatchObject([
			{ receiver: ANNA, id: 1 },
			{ receiver: BEN, id: 2 },
		]);
		expect(outcome.invalid).toEqual([]);
		expect(outcome.open?.request.shares).toEqual([{ item: 2, receiver: CLEO }]);
		expect(outcome.open?.facts).toMatchObject({
			effect: 'unknown',
			lookUp: 'nothing',
			reason: 'the sending report leaves out a number',
		});
		expect(account.posts).toHaveLength(1);
	});

	test('is looked for by the tag that the report tells', async () => {
		const answers = { ids: [], validReceivers: [], tag: 'n8n-0123' };
		const account = new FakeAccount([{ answers, takes: 0 }]);
		const { open } = await new Dispatcher(account, true).send(requestTo([ANNA]), TAG);
		expect(open?.tag).toBe('n8n-0123');
		expect(account.queries[0]).toMatchObject({ tag: 'n8n-0123' });
	});
});

test.each([[[]], [[1]], [[1, 2, 3]]])('%j are not the ids of two receivers', async (ids) => {
	const { accepted } = await told([ANNA, BEN], {
		ids,
		validReceivers: [ANNA, BEN],
		totalCreditsRemoved: 2,
	});
	expect(accepted).toEqual([
		{ receiver: ANNA, credits: 1 },
		{ receiver: BEN, credits: 1 },
	]);
});

test('the id 0 is one', async () => {
	expect(idsOf(await told([ANNA], { ids: [0], validReceivers: [ANNA] }))).toEqual({ [ANNA]: 0 });
});

test.each([
	['promo', 'promo'],
	['', TAG],
	[undefined, TAG],
	[null, TAG],
])('the tag is the one that OVHcloud tells, where it tells one: %j', async (tag, known) => {
	expect((await told([ANNA], { ids: [1], validReceivers: [ANNA], tag })).tag).toBe(known);
});

test.each<[total: unknown, credits: number[]]>([
	[3, [1, 1, 1]],
	[1.2, [0.4, 0.4, 0.4]],
	[1, [0.3333, 0.3334, 0.3333]],
	['3', [1, 1, 1]],
	[' 1.2 ', [0.4, 0.4, 0.4]],
	[0, [0, 0, 0]],
	[undefined, [0, 0, 0]],
	[null, [0, 0, 0]],
])('%j credits are shared', async (totalCreditsRemoved, credits) => {
	const receivers = [ANNA, BEN, CLEO];
	const outcome = await told(receivers, {
		ids: [1, 2, 3],
		validReceivers: receivers,
		totalCreditsRemoved,
	});
	expect(outcome.accepted.map((accepted) => accepted.credits)).toEqual(credits);
});

test('a report in which nobody was accepted is one', async () => {
	const { accepted, invalid } = await told([ANNA, BEN], { invalidReceivers: [ANNA, BEN] });
	expect(accepted).toEqual([]);
	expect(invalid).toEqual([ANNA, BEN]);
});

describe('a report with parts of another kind is none: the account is looked at, and nothing is sent twice', () => {
	test.each<[what: string, report: object]>([
		['receivers that are no texts', { ids: [1], validReceivers: [null] }],
		['receivers that are objects', { ids: [1], validReceivers: [{ number: ANNA }] }],
		['ids that are no numbers', { ids: ['a'], validReceivers: [ANNA] }],
		['ids that are null', { ids: [null], validReceivers: [ANNA] }],
		['no receivers', { ids: [1] }],
		['no ids', { validReceivers: [ANNA] }],
	])('%s', async (_, answers) => {
		const account = new FakeAccount([{ answers }]);
		const outcome = await new Dispatcher(account, true).send(requestTo([ANNA]), TAG);
		expect(outcome.accepted).toEqual([{ receiver: ANNA, id: 1, credits: 1 }]);
		expect(account.posts).toHaveLength(1);
		expect(account.looks).toBeGreaterThan(0);
	});
});

test.each<unknown>([{}, '', ' ', 'two', '1e999', null, true, [2], { toString: 1 }])(
	'credits that are no number (%j) count as none',
	async (credits) => {
		const { accepted } = await told([ANNA], {
			ids: [1],
			validReceivers: [ANNA],
			totalCreditsRemoved: credits,
		});
		expect(accepted).toEqual([{ receiver: ANNA, id: 1, credits: 0 }]);
	},
);

test.each<unknown>([null, '', 7, {}])(
	"a tag that is none (%j) leaves the request's own",
	async (tag) => {
		expect((await told([ANNA], { ids: [1], validReceivers: [ANNA], tag })).tag).toBe(TAG);
	},
);
