import { Dispatcher } from '../../../src/sending/dispatch';
import type { OpenRequest } from '../../../src/sending/lost';
import { AHEAD_SECONDS, FakeAccount, LOCAL_NOW, LOST, type Step } from './fakeAccount';
import { ANNA, BEN, CLEO, openOf, requestTo } from './sendRequests';

const KEY = 'order-42';
const TAG = 'n8n-0123456789abcdef';
const neverCame: Step = { fails: LOST, takes: 0 };
const keyed = (receivers: string[], key = KEY) => ({
	...requestTo(receivers, { options: { tag: key } }),
	once: true,
});

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

describe('with a once key', () => {
	test('only those get the message who have none with this key, however old', async () => {
		const account = new FakeAccount();
		account.add({ id: 11, receiver: BEN, tag: KEY, credits: 1.5, created: 1 });
		const outcome = await new Dispatcher(account, true).send(keyed([ANNA, BEN, CLEO]), KEY);
		expect(account.posts.map(({ body }) => body.receivers)).toEqual([[ANNA, CLEO]]);
		expect(outcome).toMatchObject({
			tag: KEY,
			accepted: [{ receiver: ANNA }, { receiver: CLEO }],
			alreadySent: [{ receiver: BEN, id: 11, credits: 1.5 }],
			invalid: [],
		});
	});

	test('nothing is posted when all have it', async () => {
		const account = new FakeAccount();
		account.add({ id: 11, receiver: ANNA, tag: KEY });
		account.add({ id: 12, receiver: BEN, tag: KEY });
		const outcome = await new Dispatcher(account, true).send(keyed([ANNA, BEN]), KEY);
		expect(outcome).toMatchObject({ tag: KEY, accepted: [], invalid: [] });
		expect(outcome.alreadySent).toHaveLength(2);
		expect(outcome.alreadySent).toContainEqual({ receiver: ANNA, id: 11, credits: 1 });
		expect(outcome.alreadySent).toContainEqual({ receiver: BEN, id: 12, credits: 1 });
		expect(account.posts).toEqual([]);
		expect(account.pauses).toEqual([]);
	});

	describe('and a message with the same text that waits for its moment', () => {
		const now = LOCAL_NOW / 1000 + AHEAD_SECONDS;
		const inAnHour = { minutes: 60, created: now };
		const sendAt = (minutes?: number) => {
			const at = minutes === undefined ? {} : { sendAt: now + minutes * 60 };
			return {
				...requestTo([ANNA], { options: { tag: KEY }, ...at }),
				once: true,
			};
		};

		test.each([
			['this moment', inAnHour, 60],
			['another moment', inAnHour, 63],
			['a moment, and this one is to go out at once', inAnHour, undefined],
			['nothing, and this one is to wait', { created: now }, 60],
		])('for %s: it may be the one or not, so nothing is sent', async (_, waiting, minutes) => {
			const account = new FakeAccount();
			account.add({ id: 11, receiver: ANNA, pending: true, ...waiting });
			await account.learnTime();
			const { refused } = await new Dispatcher(account, true).send(sendAt(minutes), KEY);
			expect(refused.get(ANNA)).toMatchObject({
				parameter: 'Once Key',
				message: expect.stringContaining('(ID 11)') as string,
				advice: expect.stringContaining('Nothing was sent by this request') as string,
			});
			expect(account.posts).toEqual([]);
		});

		test('is the one after a lost answer, at its moment', async () => {
			const account = new FakeAccount([{ fails: LOST, pends: true }]);
			const outcome = await new Dispatcher(account, true).send(sendAt(60), KEY);
			expect(outcome).toMatchObject({ accepted: [{ receiver: ANNA }], alreadySent: [] });
			expect(account.posts).toHaveLength(1);
		});

		test('for another moment: who has the message already is told so', async () => {
			const account = new FakeAccount();
			account.add({ id: 11, receiver: ANNA, pending: true, ...inAnHour });
			account.add({ id: 10, receiver: ANNA, tag: KEY });
			const outcome = await new Dispatcher(account, true).send(sendAt(600), KEY);
			expect(outcome.alreadySent).toEqual([{ receiver: ANNA, id: 10, credits: 1 }]);
		});
	});

	test('a text that was changed since counts as the same message', async () => {
		const account = new FakeAccount();
		account.add({ tag: KEY, message: 'Good bye' });
		await new Dispatcher(account, true).send(keyed([ANNA]), KEY);
		expect(account.posts).toEqual([]);
	});

	test.each([true, false])('is looked before, whatever else is wanted: %s', async (prevent) => {
		const account = new FakeAccount();
		account.failing.set('GET /sms/{serviceName}/outgoing', { effect: 'unknown', status: 503 });
		const sent = new Dispatcher(account, prevent).send(keyed([ANNA]), KEY);
		await expect(sent).rejects.toMatchObject({ facts: { method: 'GET', status: 503 } });
		expect(account.posts).toEqual([]);
	});

	test('who may have it is refused alone', async () => {
		const account = new FakeAccount();
		const waits = { minutes: 60, created: LOCAL_NOW / 1000 };
		account.add({ id: 11, receiver: ANNA, pending: true, ...waits });
		const { accepted, refused } = await new Dispatcher(account, true).send(keyed([ANNA, BEN]), KEY);
		expect(accepted).toMatchObject([{ receiver: BEN }]);
		expect([...refused.keys()]).toEqual([ANNA]);
		expect(account.posts.map(({ body }) => body.receivers)).toEqual([[BEN]]);
	});

	test.each([false, true])(
		'nothing is sent while a listed message cannot be read (pending: %s)',
		async (pending) => {
			const account = new FakeAccount();
			account.add({ id: 11, receiver: ANNA, tag: KEY });
			account.add({ id: 12, receiver: BEN, tag: KEY, pending });
			account.unreadable.add(12);
			const dispatcher = new Dispatcher(account, true);
			const { alreadySent, refused } = await dispatcher.send(keyed([ANNA, BEN]), KEY);
			expect(alreadySent).toMatchObject([{ receiver: ANNA }]);
			expect(refused.get(BEN)).toMatchObject({
				parameter: 'Once Key',
				message: expect.stringContaining('(ID 12)') as string,
			});
			expect(account.posts).toEqual([]);
			expect((await dispatcher.send(keyed([ANNA]), KEY)).alreadySent).toHaveLength(1);
		},
	);

	test('a lost answer leaves open only those to whom it was sent', async () => {
		const account = new FakeAccount([{ fails: LOST }]);
		account.add({ receiver: BEN, tag: KEY });
		const dispatcher = new Dispatcher(account, false);
		const open = await openOf(dispatcher.send(keyed([ANNA, BEN]), KEY));
		expect(open.request.shares).toEqual([{ item: 0, receiver: ANNA }]);
	});

	test('a second item of the same run with the key gets none', async () => {
		const account = new FakeAccount([{ pends: true }]);
		const dispatcher = new Dispatcher(account, true);
		await dispatcher.send(keyed([ANNA]), KEY);
		const second = await dispatcher.send(keyed([ANNA]), KEY);
		expect(second.alreadySent).toEqual([{ receiver: ANNA, id: 1, credits: 1 }]);
		expect(account.posts).toHaveLength(1);
	});

	// Pending messages show no tag, but those of this run are known.
	test('the same text with another key is another message of this run', async () => {
		const account = new FakeAccount([{ pends: true }, { pends: true }]);
		const dispatcher = new Dispatcher(account, true);
		await dispatcher.send(keyed([ANNA], 'order-1'), 'order-1');
		const second = await dispatcher.send(keyed([ANNA], 'order-2'), 'order-2');
		expect(second.alreadySent).toEqual([]);
		expect(account.posts.map(({ body }) => body.tag)).toEqual(['order-1', 'order-2']);
	});
});

// A waiting message shows no tag: in other words, OVHcloud cannot tell that it has the key.
describe('a once key that was used in this run', () => {
	const inOtherWords = {
		...requestTo([ANNA, BEN], { message: 'Good bye', options: { tag: KEY } }),
		once: true,
	};

	test('is used up for its receivers, whatever the next message says', async () => {
		const account = new FakeAccount([{ pends: true }, { pends: true }]);
		const dispatcher = new Dispatcher(account, true);
		await dispatcher.send(keyed([ANNA]), KEY);
		const { accepted, alreadySent } = await dispatcher.send(inOtherWords, KEY);
		expect(alreadySent).toEqual([{ receiver: ANNA, id: 1, credits: 1 }]);
		expect(accepted).toMatchObject([{ receiver: BEN }]);
		expect(account.posts.map(({ body }) => body.receivers)).toEqual([[ANNA], [BEN]]);
	});

	test('also minutes later, while that message waits, and not once it is gone', async () => {
		const account = new FakeAccount([{ pends: true }]);
		await new Dispatcher(account, true).send(keyed([ANNA]), KEY);
		const later = new Dispatcher(account, true);
		jest.setSystemTime(Date.now() + 1_000_000);
		const again = { ...inOtherWords, shares: keyed([ANNA]).shares };
		expect((await later.send(again, KEY)).alreadySent).toMatchObject([{ receiver: ANNA, id: 1 }]);
		account.messages.length = 0;
		jest.setSystemTime(Date.now() + 10_000);
		expect((await later.send(again, KEY)).accepted).toMatchObject([{ receiver: ANNA }]);
	});

	test('by an earlier try is, too, and needs no look', async () => {
		const account = new FakeAccount();
		const dispatcher = new Dispatcher(account, true);
		for (const receiver of [ANNA, BEN]) {
			dispatcher.remember(inOtherWords, KEY, [{ receiver, id: 7, credits: 1 }]);
		}
		account.failing.set('GET /sms/{serviceName}/outgoing', { effect: 'unknown', status: 503 });
		expect((await dispatcher.send(inOtherWords, KEY)).alreadySent).toHaveLength(2);
		expect(account.posts).toEqual([]);
	});

	test('is not used up for another account, or by a message with a plain tag', async () => {
		const account = new FakeAccount();
		const dispatcher = new Dispatcher(account, true);
		const elsewhere = { ...inOtherWords, account: 'sms-ab12345-2' };
		dispatcher.remember(elsewhere, KEY, [{ receiver: ANNA, credits: 1 }]);
		await dispatcher.send({ ...keyed([BEN]), once: false }, KEY);
		account.messages.length = 0;
		const { accepted } = await dispatcher.send(inOtherWords, KEY);
		expect(accepted).toMatchObject([{ receiver: ANNA }, { receiver: BEN }]);
	});

	test('and of which nobody knows what became of it is used for nothing else', async () => {
		const account = new FakeAccount([{ fails: LOST, pends: true }]);
		const dispatcher = new Dispatcher(account, false);
		await openOf(dispatcher.send(keyed([ANNA]), KEY));
		const { accepted, refused } = await dispatcher.send(inOtherWords, KEY);
		expect(accepted).toMatchObject([{ receiver: BEN }]);
		expect(refused.get(ANNA)).toMatchObject({ facts: { kind: 'timeout', effect: 'unknown' } });
		expect(account.posts.map(({ body }) => body.receivers)).toEqual([[ANNA], [BEN]]);
	});

	test('and shows nowhere for two minutes may be used again', async () => {
		const account = new FakeAccount([neverCame]);
		const dispatcher = new Dispatcher(account, false);
		await openOf(dispatcher.send(keyed([ANNA]), KEY));
		jest.setSystemTime(Date.now() + 120_000);
		expect((await dispatcher.send(keyed([ANNA]), KEY)).accepted).toMatchObject([
			{ receiver: ANNA },
		]);
	});

	test('by another execution of this process at the same moment is used up', async () => {
		const account = new FakeAccount([{ pends: true }]);
		const executions = [new Dispatcher(account, true), new Dispatcher(account, true)];
		const outcomes = await Promise.all(
			executions.map(async (one) => await one.send(keyed([ANNA]), KEY)),
		);
		expect(outcomes.map(({ accepted }) => accepted.length)).toEqual([1, 0]);
		expect(outcomes[1].alreadySent).toMatchObject([{ receiver: ANNA, id: 1 }]);
		expect(account.posts).toHaveLength(1);
	});

	test('and other keys: the same words go out for each, while the first still waits', async () => {
		const account = new FakeAccount([{ pends: true }, { pends: true }]);
		await new Dispatcher(account, true).send(keyed([ANNA], 'a'), 'a');
		const second = await new Dispatcher(account, true).send(keyed([ANNA], 'b'), 'b');
		expect(second).toMatchObject({ accepted: [{ receiver: ANNA, id: 2 }], alreadySent: [] });
	});

	test('without a known fate may be used for others', async () => {
		const account = new FakeAccount([{ fails: LOST, pends: true }]);
		const dispatcher = new Dispatcher(account, false);
		await openOf(dispatcher.send({ ...keyed([ANNA]), once: false }, KEY));
		expect((await dispatcher.send(keyed([BEN]), KEY)).accepted).toHaveLength(1);
	});
});

describe('a message answers for one request only', () => {
	const promo = requestTo([ANNA], { options: { tag: 'promo' } });

	test.each([false, true])('of the same run (pending: %s)', async (pends) => {
		const account = new FakeAccount([{ pends }, { ...neverCame, pends }]);
		const dispatcher = new Dispatcher(account, true);
		await dispatcher.send(promo, 'promo');
		const second = await dispatcher.send(promo, 'promo');
		expect(second).toMatchObject({ accepted: [], open: { request: promo } });
	});

	test('also where it was found and not answered', async () => {
		const account = new FakeAccount([{ fails: LOST }, neverCame]);
		const dispatcher = new Dispatcher(account, true);
		expect((await dispatcher.send(promo, 'promo')).accepted).toMatchObject([{ id: 1 }]);
		expect((await dispatcher.send(promo, 'promo')).accepted).toEqual([]);
	});

	test('also where it was found while both were looked for', async () => {
		const account = new FakeAccount([{ fails: LOST }, neverCame]);
		const dispatcher = new Dispatcher(account, true);
		const both = [promo, promo].map(async (one) => await dispatcher.send(one, 'promo'));
		const accepted = (await Promise.all(both)).flatMap((outcome) => outcome.accepted);
		expect(accepted).toMatchObject([{ id: 1 }]);
	});

	test('also of another execution that sends the same words at the same time', async () => {
		const account = new FakeAccount([{ ...neverCame }, { pends: true }]);
		const [lost, accepted] = await Promise.all([
			new Dispatcher(account, true).send(requestTo([ANNA]), TAG),
			new Dispatcher(account, true).send(requestTo([ANNA]), 'n8n-fedcba9876543210'),
		]);
		expect(lost).toMatchObject({ accepted: [], open: { tag: TAG } });
		expect(accepted.accepted).toMatchObject([{ id: 1 }]);
	});

	test('so that the same words go to a receiver only when what became of the first is known', async () => {
		const account = new FakeAccount([{ fails: LOST }]);
		const send = async (message: string, tag: string) =>
			await new Dispatcher(account, true).send(requestTo([ANNA], { message }), tag);
		await Promise.all([send('Hello', TAG), send('Hello', 'n8n-2'), send('Good bye', 'n8n-3')]);
		const order = account.posts.map(({ body }) => body.tag);
		expect(order).toEqual([TAG, 'n8n-3', 'n8n-2']);
		const lastPost = account.routes.lastIndexOf('POST /sms/{serviceName}/jobs');
		expect(account.routes.indexOf('GET /sms/{serviceName}/outgoing')).toBeLessThan(lastPost);
	});

	test('also where the report does not tell whose id it is', async () => {
		const answers = { ids: [1], validReceivers: ['x', 'y'], invalidReceivers: [] };
		const account = new FakeAccount([{ answers }, neverCame]);
		const dispatcher = new Dispatcher(account, true);
		const two = requestTo([ANNA, BEN], { options: { tag: 'promo' } });
		expect((await dispatcher.send(two, 'promo')).accepted).toHaveLength(2);
		account.messages.length = 1;
		expect((await dispatcher.send(promo, 'promo')).accepted).toEqual([]);
	});

	test('also of an earlier try', async () => {
		const account = new FakeAccount([neverCame]);
		account.add({ id: 1, tag: 'promo' });
		const dispatcher = new Dispatcher(account, true);
		dispatcher.remember(promo, 'promo', [{ receiver: ANNA, id: 1, credits: 1 }]);
		const { accepted, open } = await dispatcher.send(promo, 'promo');
		expect(accepted).toEqual([]);
		expect(open).toBeDefined();
	});
});

describe('a request that an earlier try left open', () => {
	const open: OpenRequest = {
		request: requestTo([ANNA, BEN]),
		tag: TAG,
		since: LOCAL_NOW - 600_000,
		last: LOCAL_NOW - 570_000,
		facts: {
			kind: 'timeout',
			effect: 'unknown',
			method: 'POST',
			route: '/sms/{serviceName}/jobs',
			path: '/sms/sms-ab12345-1/jobs',
		},
	};
	const sent = LOCAL_NOW / 1000 + AHEAD_SECONDS - 600;

	test('is found', async () => {
		const account = new FakeAccount();
		account.add({ id: 11, receiver: ANNA, tag: TAG, created: sent });
		account.add({ id: 12, receiver: BEN, pending: true, created: sent });
		expect(await new Dispatcher(account, true).settle(open)).toEqual({
			tag: TAG,
			accepted: [
				{ receiver: ANNA, id: 11, credits: 1 },
				{ receiver: BEN, id: 12, credits: 1 },
			],
			invalid: [],
		});
		expect(account.posts).toEqual([]);
	});

	test('is not taken for an older message, and is gone after two minutes without a trace', async () => {
		const account = new FakeAccount();
		account.add({ receiver: ANNA, pending: true, created: sent - 10 });
		expect(await new Dispatcher(account, true).settle(open)).toEqual({
			tag: TAG,
			accepted: [],
			invalid: [],
		});
		expect(account.pauses).toEqual([1000]);
		expect(account.posts).toEqual([]);
	});

	test('stays one until the two minutes are over', async () => {
		const account = new FakeAccount();
		const recent = { ...open, last: LOCAL_NOW - 55_000 };
		const outcome = await new Dispatcher(account, true).settle(recent);
		expect(outcome.open).toMatchObject({ ...recent, facts: { lookUp: 'nothing' } });
		expect(account.pauses.reduce((sum, pause) => sum + pause)).toBe(60_000);
	});

	test('stays one for those who do not show, where a listed message cannot be read', async () => {
		const account = new FakeAccount();
		account.add({ id: 11, receiver: ANNA, tag: TAG, created: sent });
		account.add({ id: 12, receiver: BEN, tag: TAG, created: sent });
		account.unreadable.add(12);
		const outcome = await new Dispatcher(account, true).settle(open);
		expect(outcome.accepted).toMatchObject([{ receiver: ANNA }]);
		expect(outcome.open?.request.shares).toEqual([{ item: 1, receiver: BEN }]);
		account.unreadable.clear();
	});

	test.each(['learnTime', 'GET /sms/{serviceName}/jobs'])(
		'stays one where %s fails, and nothing is sent',
		async (route) => {
			const account = new FakeAccount();
			account.failing.set(route, { effect: 'unknown', status: 503 });
			const outcome = await new Dispatcher(account, true).settle(open);
			expect(outcome).toMatchObject({ accepted: [], open: { facts: { lookUp: 'failed' } } });
			expect(account.posts).toEqual([]);
		},
	);
});

test('the minutes to wait are counted anew for each post', async () => {
	const account = new FakeAccount();
	await account.learnTime();
	const request = requestTo([ANNA], { sendAt: account.serverTimestamp() + 1800 });
	const dispatcher = new Dispatcher(account, true);
	for (const wait of [0, 90_000, 90_000]) {
		jest.setSystemTime(Date.now() + wait);
		await dispatcher.send(request, TAG);
	}
	expect(account.posts.map(({ body }) => body.differedPeriod)).toEqual([30, 29, 27]);
});
