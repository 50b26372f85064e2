import { OvhError } from '../../../src/ovh/errors';
import { Dispatcher } from '../../../src/sending/dispatch';
import { Journal } from '../../../src/sending/journal';
import type { SendItem } from '../../../src/sending/plan';
import { PartlySent } from '../../../src/sending/report';
import { type Budget, Sending } from '../../../src/sending/sending';
import { FakeAccount, LOCAL_NOW, LOST, type Step } from './fakeAccount';
import { itemTo } from './sendItems';
import { ANNA, BEN, CLEO } from './sendRequests';

const lost: Step = { fails: LOST };
const neverCame: Step = { fails: LOST, takes: 0 };
const noCredit: Step = { fails: { kind: 'noCredit', effect: 'none', status: 403 } };
const refusedSender: Step = { fails: { kind: 'unknownSender', effect: 'none', status: 403 } };

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

/** A run of the node, request after request; the store makes it a next try. */
function begin(account: FakeAccount, items: SendItem[], stopsAtFailure = false, store = {}) {
	const journal = new Journal(store, '0', '1');
	const dispatcher = new Dispatcher(account, true);
	const remember = jest.spyOn(dispatcher, 'remember');
	const sending = new Sending(items, dispatcher, journal, {
		name: { executionId: '1', workflowId: '2', nodeName: 'SMS', runIndex: '0' },
		stopsAtFailure,
		concurrentRequests: 1,
		combine: true,
		preventDuplicates: true,
	});
	const resultOf = (item: number) => sending.outcomes.resultOf(items[item], () => undefined);
	const failureOf = (item: number): unknown => {
		try {
			resultOf(item);
		} catch (error) {
			return error;
		}
		throw new Error('It did not fail');
	};
	return { journal, sending, store, remember, resultOf, failureOf };
}

const texts = (...messages: string[]) =>
	messages.map((message, item) => itemTo(item, [ANNA], { message }));
const facts = (error: unknown) => (error as OvhError).facts;
const budget = (price: number, check: Budget['check'] = () => undefined): Budget => ({
	check,
	priceOf: () => price,
});

describe('an account without credit', () => {
	test('is asked for nothing more, and other accounts are', async () => {
		const account = new FakeAccount([noCredit]);
		const items = [...texts('one', 'two'), itemTo(2, [ANNA], {}, { account: 'sms-ab12345-2' })];
		const run = begin(account, items);
		await run.sending.send();
		expect([0, 1].map((item) => facts(run.failureOf(item)).kind)).toEqual(['noCredit', 'noCredit']);
		expect(run.resultOf(2)).toMatchObject({ ids: [1] });
		expect(account.posts).toHaveLength(2);
	});

	test('another refusal concerns its own request only, and is not split', async () => {
		const account = new FakeAccount([refusedSender]);
		const items = [itemTo(0, [ANNA, BEN]), itemTo(1, [ANNA], { message: 'two' })];
		const run = begin(account, items);
		await run.sending.send();
		expect(facts(run.failureOf(0)).kind).toBe('unknownSender');
		expect(run.resultOf(1)).toMatchObject({ ids: [1] });
		expect(account.posts).toHaveLength(2);
	});
});

describe('a limit of credits', () => {
	test('sees what is under way, and what was taken', async () => {
		const account = new FakeAccount();
		const run = begin(account, [itemTo(0, [ANNA, BEN]), itemTo(1, [CLEO], { message: 'two' })]);
		const seen: number[] = [];
		const call = account.call.bind(account);
		jest.spyOn(account, 'call').mockImplementation(async (asked) => {
			seen.push(run.journal.spent);
			return await call(asked);
		});
		await run.sending.send(budget(5));
		expect(seen).toEqual([10, 7]);
		expect(run.journal.spent).toBe(3);
	});

	test('that is reached fails the item, and what it says is told', async () => {
		const tooMuch = new Error('too much');
		const account = new FakeAccount();
		const run = begin(account, [itemTo(0, [ANNA, BEN])]);
		await run.sending.send(
			budget(5, () => {
				throw tooMuch;
			}),
		);
		expect(run.failureOf(0)).toBe(tooMuch);
		expect([account.posts.length, run.journal.spent]).toEqual([0, 0]);
	});

	test('counts what an earlier try has left open', async () => {
		const account = new FakeAccount([neverCame]);
		const items = [itemTo(0, [ANNA, BEN])];
		const first = begin(account, items);
		await first.sending.send(budget(5));
		expect(first.journal.spent).toBe(10);
		first.journal.save();
		const next = begin(account, items, false, first.store);
		expect(next.sending.reserved).toBe(10);
		jest.setSystemTime(Date.now() + 120_000);
		await next.sending.send(budget(5));
		expect([next.journal.spent, next.sending.reserved]).toEqual([2, 0]);
	});
});

describe('a run that stops at the first failure', () => {
	test('leaves the others undone, and tells what became of all', async () => {
		const account = new FakeAccount([{}, refusedSender]);
		const items = [...texts('one', 'two', 'three'), itemTo(3, [])];
		const run = begin(account, items, true);
		await run.sending.send();
		const { outcomes } = run.sending;
		expect(items.map((item) => outcomes.isLeftUndone(item))).toEqual([false, false, true, false]);
		const error = run.failureOf(1) as PartlySent;
		expect(error).toBeInstanceOf(PartlySent);
		expect(error).toMatchObject({ scope: 'run', count: 3, accepted: [{ receiver: ANNA, id: 1 }] });
	});

	test('that does not, tells of the item alone', async () => {
		const account = new FakeAccount([{}, lost]);
		account.failing.set('GET /sms/{serviceName}/jobs', { effect: 'unknown', status: 503 });
		const run = begin(account, texts('one', 'two'));
		await run.sending.send();
		const { outcomes } = run.sending;
		expect(outcomes.isLeftUndone(texts('one')[0])).toBe(false);
		expect(run.failureOf(1)).toMatchObject({
			scope: 'item',
			count: 1,
			accepted: [],
			unknown: [{}],
		});
	});
});

describe('what an item tells', () => {
	test('holds the moment at which it goes out, where there is one', async () => {
		const account = new FakeAccount();
		await account.learnTime();
		const sendAt = account.serverTimestamp() + 3600;
		const run = begin(account, [itemTo(0, [ANNA], { sendAt }), itemTo(1, [ANNA])]);
		await run.sending.send();
		expect(run.resultOf(0)).toMatchObject({ sendAt });
		expect(run.resultOf(1)).not.toHaveProperty('sendAt');
	});

	test('holds no id that nobody knows', async () => {
		const answers = { ids: [], validReceivers: [ANNA], invalidReceivers: [] };
		const run = begin(new FakeAccount([{ answers }]), [itemTo(0, [ANNA])]);
		await run.sending.send();
		expect(run.resultOf(0).recipients).toEqual([
			{ receiver: ANNA, input: ANNA, status: 'accepted' },
		]);
	});

	test('holds the tag that was asked for where nothing was sent', () => {
		const items = [itemTo(0, [ANNA], { options: { tag: 'promo' } }), itemTo(1, [ANNA])];
		const run = begin(new FakeAccount(), items);
		expect([0, 1].map((item) => run.resultOf(item).tag)).toEqual(['promo', '']);
		expect(run.resultOf(0)).not.toHaveProperty('tags');
	});

	test('an item that is not part of the run has no outcome', () => {
		const { sending } = begin(new FakeAccount(), [itemTo(0, [ANNA])]);
		expect(() => sending.outcomes.missing(itemTo(7, [ANNA]))).toThrow('Item 7 is not part');
	});
});

test('a once key that may be used fails its item alone', async () => {
	const account = new FakeAccount();
	account.add({ id: 11, receiver: ANNA, pending: true });
	const keyed = (item: number, receiver: string) =>
		itemTo(item, [receiver], { options: { tag: 'order-42' } }, { once: true });
	const run = begin(account, [keyed(0, ANNA), keyed(1, BEN)]);
	await run.sending.send();
	expect(run.failureOf(0)).toMatchObject({ parameter: 'Once Key' });
	expect(run.resultOf(1)).toMatchObject({ recipients: [{ status: 'accepted' }] });
	expect(run.sending.outcomes.missing(keyed(0, ANNA))).toEqual([]);
});

describe('a next try', () => {
	const items = [itemTo(0, [ANNA]), itemTo(1, [BEN], { message: 'two' })];

	test('knows what was sent, with its tag, and that nothing else may be taken for it', async () => {
		const account = new FakeAccount([{}, refusedSender]);
		const first = begin(account, items);
		await first.sending.send();
		const { tag } = first.resultOf(0);
		first.journal.save((item) => item === 1);
		const next = begin(account, items, false, first.store);
		const sent = { receiver: ANNA, id: 1, credits: 1, tag };
		expect(next.remember).toHaveBeenCalledWith(
			expect.objectContaining({ shares: [{ item: 0, receiver: ANNA }], message: items[0].message }),
			tag,
			[sent],
		);
		await next.sending.send();
		expect(next.resultOf(0)).toMatchObject({ tag, recipients: [{ status: 'alreadySent', id: 1 }] });
		expect(account.posts).toHaveLength(3);
	});

	test('of which nothing is known begins like a first one', () => {
		const next = begin(new FakeAccount(), items);
		expect(next.remember).not.toHaveBeenCalled();
		expect(next.sending.outcomes.unsent).toEqual([]);
	});

	test('sends again with the tag and since the moment of the first, where those agree', async () => {
		const account = new FakeAccount([neverCame, neverCame, neverCame, neverCame]);
		const alike = [itemTo(0, [ANNA]), itemTo(1, [BEN])];
		const begun = Date.now();
		const first = begin(account, [alike[0]]);
		await first.sending.send();
		first.journal.save();
		const second = begin(account, alike, false, first.store);
		jest.setSystemTime(Date.now() + 120_000);
		// Ben was not part of the first one.
		await second.sending.send();
		second.journal.save();
		const third = begin(account, alike, false, second.store);
		jest.setSystemTime(Date.now() + 120_000);
		await third.sending.send();
		const tags = account.posts.map(({ body }) => body.tag);
		expect(tags[1]).toBe(tags[2]);
		const open = third.sending.outcomes.openOfAll({
			shares: alike.map(({ item, recipients: [{ receiver = '' }] }) => ({ item, receiver })),
		} as never);
		expect(open).toEqual({ tag: tags[2], since: begun });
	});

	test('has a tag of its own where what is open has different ones', async () => {
		const account = new FakeAccount([neverCame, neverCame]);
		const options = (tag: string) => ({ options: { tag } });
		const first = begin(account, [itemTo(0, [ANNA], options('a')), itemTo(1, [BEN], options('b'))]);
		await first.sending.send();
		const shares = [ANNA, BEN].map((receiver, item) => ({ item, receiver }));
		const { outcomes } = first.sending;
		const openOf = (some: typeof shares) => outcomes.openOfAll({ shares: some } as never);
		expect(openOf(shares)).toBeUndefined();
		expect(openOf([shares[0]])).toMatchObject({ tag: 'a' });
		expect(openOf([shares[0], { item: 0, receiver: CLEO }])).toBeUndefined();
	});
});
