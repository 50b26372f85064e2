import type { Outcome } from '../../../src/operations/operation';
import { OvhError } from '../../../src/ovh/errors';
import type { Open } from '../../../src/sending/journal';
import { PartlySent, type RecipientResult } from '../../../src/sending/report';
import { FakeAccount, LOCAL_NOW, LOST, type Step } from './fakeAccount';
import { FakeExecution, type Wish } from './fakeRun';
import { ANNA, BEN, CLEO } from './sendRequests';

const lost: Step = { fails: LOST };
const neverCame: Step = { fails: LOST, takes: 0 };
const refused: Step = { fails: { kind: 'badRequest', effect: 'none', status: 400 } };

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

function begin(script: Step[], wishes: Wish[], stopsAtFailure = false) {
	const account = new FakeAccount(script);
	return { account, execution: new FakeExecution(account, wishes, stopsAtFailure) };
}

function wait(seconds: number): void {
	jest.setSystemTime(Date.now() + seconds * 1000);
}

const errorIn = (outcome: Outcome): unknown => ('error' in outcome ? outcome.error : undefined);

function causeIn(outcome: Outcome): unknown {
	const error = errorIn(outcome);
	return error instanceof PartlySent ? error.failure : error;
}

function recipientsIn(outcome: Outcome): RecipientResult[] {
	if ('error' in outcome) throw outcome.error;
	return outcome.json[0].recipients as unknown as RecipientResult[];
}

const tagsOf = ({ posts }: FakeAccount) => posts.map(({ body }) => body.tag);
const receiversOf = ({ posts }: FakeAccount) => posts.map(({ body }) => body.receivers);

describe('a message that does not show', () => {
	test('is sent again by a next try, with the same tag, after two minutes', async () => {
		const { account, execution } = begin([neverCame], [{ to: [ANNA, BEN] }]);
		const [first] = await execution.attempt();
		expect((causeIn(first) as OvhError).facts).toMatchObject({
			effect: 'unknown',
			lookUp: 'nothing',
		});
		wait(60);
		const [second] = await execution.attempt();
		expect(recipientsIn(second)).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }]);
		expect(new Set(tagsOf(account)).size).toBe(1);
		expect(account.posts).toHaveLength(2);
	});

	test('is not sent again before', async () => {
		const { account, execution } = begin([neverCame], [{ to: [ANNA] }]);
		await execution.attempt();
		jest.setSystemTime(LOCAL_NOW + 30_000);
		const [second] = await execution.attempt();
		expect((causeIn(second) as OvhError).facts.effect).toBe('unknown');
		expect(account.posts).toHaveLength(1);
	});

	test('is looked for since the first send, however often it was sent again', async () => {
		const { account, execution } = begin([neverCame, neverCame, neverCame], [{ to: [ANNA] }]);
		for (let tried = 0; tried < 3; tried++) {
			await execution.attempt();
			wait(200);
		}
		expect(account.posts).toHaveLength(3);
		const [post] = account.posts;
		account.add({ id: 11, receiver: ANNA, tag: post.body.tag, created: LOCAL_NOW / 1000 + 100 });
		const [last] = await execution.attempt();
		expect(recipientsIn(last)).toMatchObject([{ id: 11, status: 'alreadySent' }]);
		expect(account.posts).toHaveLength(3);
	});

	test('is found in the words of the try that sent it', async () => {
		const wishes = [{ to: [ANNA], message: 'It is 10:00' }];
		const { account, execution } = begin([{ ...lost, showsAfter: [70_000], pends: true }], wishes);
		await execution.attempt();
		wishes[0].message = 'It is 10:01';
		wait(20);
		expect(recipientsIn((await execution.attempt())[0])).toMatchObject([{ status: 'alreadySent' }]);
		expect(account.posts).toHaveLength(1);
	});

	test('in new words is sent again with the old tag, and both are looked for', async () => {
		const wishes = [{ to: [ANNA], message: 'It is 10:00' }];
		const { account, execution } = begin([neverCame, neverCame], wishes);
		await execution.attempt();
		wishes[0].message = 'It is 10:02';
		wait(120);
		await execution.attempt();
		expect(new Set(tagsOf(account)).size).toBe(1);
		account.add({ id: 11, message: 'It is 10:02', pending: true });
		wait(120);
		expect(recipientsIn((await execution.attempt())[0])).toMatchObject([{ id: 11 }]);
		expect(account.posts).toHaveLength(2);
	});

	test('stays open when the send after it is refused', async () => {
		const { account, execution } = begin([neverCame, refused], [{ to: [ANNA] }]);
		await execution.attempt();
		wait(120);
		expect((errorIn((await execution.attempt())[0]) as OvhError).facts.effect).toBe('none');
		const tag = tagsOf(account)[0];
		account.add({ id: 11, tag, created: LOCAL_NOW / 1000 + 100 });
		expect(recipientsIn((await execution.attempt())[0])).toMatchObject([{ id: 11 }]);
		expect(account.posts).toHaveLength(2);
	});

	test('is not looked for any more once OVHcloud refused the number', async () => {
		const answers = { ids: [7], validReceivers: [BEN], invalidReceivers: [ANNA] };
		const wishes = [{ to: [ANNA, BEN] }, { to: [CLEO], message: 'Other' }];
		const script = [neverCame, refused, { answers }, refused];
		const { account, execution } = begin(script, wishes);
		await execution.attempt();
		wait(120);
		expect(recipientsIn((await execution.attempt())[0])).toMatchObject([
			{ receiver: ANNA, status: 'invalid', reason: 'OVHcloud refused this number' },
			{ receiver: BEN, status: 'accepted', id: 7 },
		]);
		const { length } = account.routes;
		await execution.attempt();
		const POST = 'POST /sms/{serviceName}/jobs';
		expect(account.routes.slice(length).filter((route) => route !== POST)).toEqual([]);
	});
});

describe('a message of which a part shows', () => {
	test('fails the item, and tells who has it and of whom nobody knows', async () => {
		const { execution } = begin([{ ...lost, takes: 1 }], [{ to: [ANNA, BEN] }]);
		const error = errorIn((await execution.attempt())[0]);
		expect(error).toBeInstanceOf(PartlySent);
		expect(error).toMatchObject({
			failure: { facts: { effect: 'unknown', lookUp: 'nothing' } },
			accepted: [{ receiver: ANNA, status: 'accepted' }],
			unknown: [{ receiver: BEN, status: 'unknown' }],
		});
	});

	test('is mended by a next try: the rest is sent, and what is there is not', async () => {
		const { account, execution } = begin([{ ...lost, takes: 1 }], [{ to: [ANNA, BEN] }]);
		await execution.attempt();
		wait(120);
		expect(recipientsIn((await execution.attempt())[0])).toMatchObject([
			{ receiver: ANNA, status: 'alreadySent' },
			{ receiver: BEN, status: 'accepted' },
		]);
		expect(receiversOf(account)).toEqual([[ANNA, BEN], [BEN]]);
		expect(new Set(tagsOf(account)).size).toBe(1);
	});
});

test('two items that text the same person the same with one tag mean two messages', async () => {
	const wish = { to: [ANNA], options: { tag: 'promo' } };
	const { account, execution } = begin([lost, neverCame], [wish, wish]);
	const first = await execution.attempt();
	expect(first.map((outcome) => 'error' in outcome)).toEqual([false, true]);
	wait(120);
	const second = await execution.attempt();
	const ids = second.map((outcome) => recipientsIn(outcome)[0].id);
	expect(new Set(ids).size).toBe(2);
	expect(account.messages).toHaveLength(2);
});

describe('a run that stops', () => {
	const wishes = [ANNA, BEN].map((to) => ({ to: [to], message: `For ${to}` }));

	test('sends nothing to others while nobody knows of one', async () => {
		const { account, execution } = begin([neverCame], [wishes[0]], true);
		await execution.attempt();
		jest.setSystemTime(LOCAL_NOW + 30_000);
		const later = new FakeExecution(account, wishes, true);
		later.memory = execution.memory;
		const outcomes = await later.attempt();
		expect(causeIn(outcomes[0])).toBeInstanceOf(OvhError);
		expect(outcomes[1]).toEqual({ json: [] });
		expect(account.posts).toHaveLength(1);
	});

	test('goes on once it is known', async () => {
		const { account, execution } = begin([neverCame], [wishes[0]], true);
		await execution.attempt();
		wait(120);
		const later = new FakeExecution(account, wishes, true);
		later.memory = execution.memory;
		const outcomes = await later.attempt();
		expect(outcomes.map((outcome) => recipientsIn(outcome)[0].status)).toEqual([
			'accepted',
			'accepted',
		]);
	});

	// Nothing may be left undone in a run that succeeds.
	test('leaves nothing undone where one of two sends of a message is found', async () => {
		const message = { to: [ANNA], message: 'It is 10:00' };
		const { account, execution } = begin([neverCame, neverCame], [message], true);
		await execution.attempt();
		message.message = 'It is 10:02';
		wait(120);
		await execution.attempt();
		account.add({ id: 11, message: 'It is 10:02', pending: true });
		const later = new FakeExecution(account, [message, wishes[1]], true);
		later.memory = execution.memory;
		const outcomes = await later.attempt();
		expect(outcomes.map((outcome) => recipientsIn(outcome)[0].status)).toEqual([
			'alreadySent',
			'accepted',
		]);
	});
});

test('an item of which one part is gone and of the other nobody knows fails a run that stops', async () => {
	const { account, execution } = begin([neverCame], [{ to: [ANNA, BEN] }], true);
	await execution.attempt();
	const { kept } = execution.memory.journal as unknown as {
		kept: Array<{ entry: { open: Open } }>;
	};
	// Two requests, the second one lost later; pauses of looks at the same time add up here.
	const { open } = kept[1].entry;
	kept[1].entry = { open: { ...open, tag: 'n8n-another', last: Date.now() + 70_000 } };
	wait(70);
	const [outcome] = await execution.attempt();
	expect((causeIn(outcome) as OvhError).facts.effect).toBe('unknown');
	expect(account.posts).toHaveLength(1);
});

test('a once key that the history shows late is not looked for any more', async () => {
	const options = { onceKey: 'order-42' };
	const { account, execution } = begin([neverCame], [{ to: [ANNA], options }]);
	await execution.attempt();
	// An earlier execution has sent it, before the first look of this one.
	account.add({ id: 11, tag: 'order-42', created: 1 });
	wait(120);
	const [outcome] = await execution.attempt();
	expect(recipientsIn(outcome)).toMatchObject([{ id: 11, status: 'alreadySent' }]);
	expect(execution.memory).toEqual({ journal: { executionId: '1' } });
});

test('an item that cannot be read in a next try stays open', async () => {
	const wishes: Wish[] = [{ to: [ANNA] }, { to: [BEN], message: 'Other' }];
	const { account, execution } = begin([neverCame, neverCame], wishes);
	await execution.attempt();
	const [{ to }] = wishes;
	wishes[0].to = ['nobody'];
	wait(120);
	const [unread, sent] = await execution.attempt();
	expect(errorIn(unread)).toMatchObject({ parameter: 'To' });
	expect(recipientsIn(sent)).toMatchObject([{ status: 'accepted' }]);
	wishes[0].to = to;
	account.add({ id: 11, tag: tagsOf(account)[0], created: LOCAL_NOW / 1000 + 100 });
	const [found] = await execution.attempt();
	expect(recipientsIn(found)).toMatchObject([{ id: 11, status: 'alreadySent' }]);
});

test('without credit, what nobody knows is not called refused', async () => {
	const noCredit: Step = { fails: { kind: 'noCredit', effect: 'none', status: 403 } };
	const wishes = [
		{ to: [ANNA, BEN] },
		{ to: [CLEO], message: 'Other', options: { combineItems: false } },
	];
	const { execution } = begin([{ ...lost, takes: 1 }, noCredit], wishes);
	const [partly, none] = await execution.attempt();
	expect(errorIn(partly)).toMatchObject({ unknown: [{ receiver: BEN }] });
	expect(errorIn(none)).toMatchObject({ facts: { kind: 'noCredit' } });
});

describe('a request that OVHcloud refuses for one of its numbers', () => {
	const all = Array.from({ length: 500 }, (_, index) => `+336${10_000_000 + index}`);

	test('is split until only that one fails', async () => {
		const wishes = all.map((to) => ({ to: [to] }));
		const { account, execution } = begin([], wishes);
		account.bad.add(all[123]);
		const outcomes = await execution.attempt();
		expect(outcomes.flatMap((outcome, item) => ('error' in outcome ? [item] : []))).toEqual([123]);
		expect(account.messages).toHaveLength(499);
		expect(account.posts.length).toBeLessThanOrEqual(20);
	});

	test('of one item leaves the others their message, and names how many have it', async () => {
		const { account, execution } = begin([], [{ to: all }]);
		account.bad.add(all[0]);
		const [outcome] = await execution.attempt();
		const error = errorIn(outcome) as PartlySent;
		expect([error.accepted.length, error.count]).toEqual([499, 500]);
		expect(error.result.tags?.length).toBeGreaterThan(1);
		expect(error.failure).toMatchObject({ facts: { kind: 'badRequest' } });
	});

	test('wastes few requests where it is the text that OVHcloud minds', async () => {
		const { account, execution } = begin([], [{ to: all }]);
		for (const receiver of all) account.bad.add(receiver);
		expect(errorIn((await execution.attempt())[0])).toBeInstanceOf(OvhError);
		expect(account.posts.length).toBeLessThanOrEqual(41);
	});
});
