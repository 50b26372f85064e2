import type { FailureFacts } from '../../../src/ovh/errors';
import { Dispatcher } from '../../../src/sending/dispatch';
import { InputError } from '../../../src/sms/inputError';
import { FakeAccount, LOCAL_NOW, LOST, type Step } from './fakeAccount';
import { ANNA, BEN, CLEO, openOf, refusalOf, requestTo } from './sendRequests';

const TAG = 'n8n-0123456789abcdef';
const both = requestTo([ANNA, BEN]);
const lost: Step = { fails: LOST };
const neverCame: Step = { fails: LOST, takes: 0 };
/** The pauses before the looks, in milliseconds. */
const LOOKS = [1000, 2000, 4000, 8000, 15_000, 30_000];

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

function begin(script: Step[], preventDuplicates = true) {
	const account = new FakeAccount(script);
	return { account, dispatcher: new Dispatcher(account, preventDuplicates) };
}

describe('a request that is answered', () => {
	test('is posted once, with its tag, and nothing is looked up', async () => {
		const { account, dispatcher } = begin([]);
		expect(await dispatcher.send(both, TAG)).toEqual({
			tag: TAG,
			accepted: [
				{ receiver: ANNA, id: 1, credits: 1 },
				{ receiver: BEN, id: 2, credits: 1 },
			],
			alreadySent: [],
			invalid: [],
			refused: new Map(),
		});
		expect(account.routes).toEqual(['POST /sms/{serviceName}/jobs']);
		expect(account.posts[0].body).toMatchObject({
			receivers: [ANNA, BEN],
			message: 'Hello',
			tag: TAG,
		});
		expect(account.pauses).toEqual([]);
	});

	test('leaves the request as it was', async () => {
		const request = requestTo([ANNA]);
		await begin([]).dispatcher.send(request, TAG);
		expect(request).toEqual(requestTo([ANNA]));
	});

	test.each<Partial<FailureFacts>>([
		{ kind: 'noCredit', status: 403 },
		{ kind: 'rateLimit', status: 429 },
		{ kind: 'connection', reason: 'ECONNREFUSED' },
		{ kind: 'cancelled' },
		{ kind: 'unreadable', status: 403 },
	])('with a refusal fails with it, and nothing is looked up: %j', async (refusal) => {
		const { account, dispatcher } = begin([{ fails: { effect: 'none', ...refusal } }]);
		const { facts } = await refusalOf(dispatcher.send(both, TAG));
		expect(facts).toMatchObject(refusal);
		expect(facts.lookUp).toBeUndefined();
		expect(account.routes).toHaveLength(1);
		expect(account.pauses).toEqual([]);
	});

	test('is not posted where it cannot be one', async () => {
		const { account, dispatcher } = begin([]);
		const empty = requestTo([ANNA], { message: ' ' });
		await expect(dispatcher.send(empty, TAG)).rejects.toThrow(InputError);
		expect(account.routes).toEqual([]);
	});

	// A path that cannot be filled, for one: there was no call, and there is nothing to look up.
	test('with an error that is none of OVHcloud fails with it, and is posted once', async () => {
		const { account, dispatcher } = begin([]);
		const error = new Error('The path has no "serviceName"');
		const call = jest.spyOn(account, 'call').mockRejectedValue(error);
		await expect(dispatcher.send(both, TAG)).rejects.toBe(error);
		expect(call).toHaveBeenCalledTimes(1);
		expect(account.pauses).toEqual([]);
	});
});

describe('a request whose answer is lost', () => {
	test.each([false, true])('is found, and not posted again (pending: %s)', async (pends) => {
		const { account, dispatcher } = begin([{ ...lost, pends }]);
		const outcome = await dispatcher.send(both, TAG);
		expect(outcome).toMatchObject({ tag: TAG, alreadySent: [], invalid: [] });
		expect(outcome.accepted).toHaveLength(2);
		expect(outcome.accepted).toContainEqual({ receiver: ANNA, id: 1, credits: 1 });
		expect(outcome.accepted).toContainEqual({ receiver: BEN, id: 2, credits: 1 });
		expect(outcome.open).toBeUndefined();
		expect(account.posts).toHaveLength(1);
		expect(account.pauses).toEqual([1000]);
	});

	test.each([
		[null],
		[''],
		[{}],
		[[]],
		[{ message: 'ok' }],
		[{ ids: [1, 2] }],
		[{ validReceivers: [ANNA] }],
		[{ ids: 1, validReceivers: '' }],
	])('or is no report is looked for: %j', async (answers) => {
		const { account, dispatcher } = begin([{ answers }]);
		const { accepted } = await dispatcher.send(both, TAG);
		expect(accepted.map(({ id }) => id)).toEqual([1, 2]);
		expect(account.posts).toHaveLength(1);
	});

	test('is looked for with growing pauses for a minute', async () => {
		const { account, dispatcher } = begin([{ ...lost, showsAfter: [55_000, 55_000] }]);
		expect((await dispatcher.send(both, TAG)).accepted).toHaveLength(2);
		expect(account.posts).toHaveLength(1);
		expect(account.pauses).toEqual(LOOKS);
		expect(account.looks).toBe(6);
	});

	test("is looked for by OVHcloud's time, read anew", async () => {
		const { account, dispatcher } = begin([lost]);
		await dispatcher.send(both, TAG);
		expect(account.routes.slice(0, 2)).toEqual(['POST /sms/{serviceName}/jobs', 'learnTime']);
		const [query] = account.queries;
		const since = Date.parse(String(query?.['creationDatetime.from'])) / 1000;
		const sent = LOCAL_NOW / 1000 + 100;
		expect(since).toBeLessThanOrEqual(sent - 2);
		expect(since).toBeGreaterThan(sent - 5);
	});

	test('of which a part shows late is waited for', async () => {
		const { account, dispatcher } = begin([{ ...lost, showsAfter: [1500, 3000, 7000] }]);
		const outcome = await dispatcher.send(requestTo([ANNA, BEN, CLEO]), TAG);
		expect(outcome.accepted.map(({ receiver }) => receiver)).toEqual([ANNA, BEN, CLEO]);
		expect(outcome.open).toBeUndefined();
		expect(account.pauses).toEqual([1000, 2000, 4000]);
		expect(account.posts).toHaveLength(1);
	});

	// Nobody is called refused without a report that says so.
	test('of which a part shows is accepted in part, and the rest stays open', async () => {
		const { account, dispatcher } = begin([{ ...lost, takes: 1 }]);
		const { accepted, invalid, open } = await dispatcher.send(both, TAG);
		expect(accepted).toEqual([{ receiver: ANNA, id: 1, credits: 1 }]);
		expect(invalid).toEqual([]);
		expect(open?.request.shares).toEqual([{ item: 1, receiver: BEN }]);
		expect(open?.facts).toMatchObject({ ...LOST, lookUp: 'nothing' });
		expect(account.pauses).toEqual(LOOKS);
		expect(account.posts).toHaveLength(1);
	});

	test('and that does not show within the minute is not posted again: it is open', async () => {
		const { account, dispatcher } = begin([neverCame]);
		const open = await openOf(dispatcher.send(both, TAG));
		expect(open).toMatchObject({
			request: both,
			tag: TAG,
			since: LOCAL_NOW,
			last: LOCAL_NOW + 1000,
			facts: { ...LOST, lookUp: 'nothing' },
		});
		expect(account.posts).toHaveLength(1);
		expect(account.pauses).toEqual(LOOKS);
	});

	test('is not posted again by this try either when the looks take minutes', async () => {
		const { account, dispatcher } = begin([neverCame]);
		jest.spyOn(account, 'learnTime').mockImplementation(async () => {
			jest.setSystemTime(Date.now() + 60_000);
		});
		await openOf(dispatcher.send(both, TAG));
		expect(account.posts).toHaveLength(1);
	});

	test('and was sent by an earlier try is looked for since then', async () => {
		const { account, dispatcher } = begin([neverCame]);
		const first = account.add({ id: 11, receiver: ANNA, tag: TAG, showsAt: LOCAL_NOW + 5000 });
		first.created -= 130;
		const since = LOCAL_NOW - 130_000;
		const { accepted, open } = await dispatcher.send(both, TAG, since);
		expect(accepted).toMatchObject([{ receiver: ANNA, id: 11 }]);
		expect(open).toMatchObject({ since, last: LOCAL_NOW + 1000 });
	});
});

describe('a request of which a look tells nothing', () => {
	test.each([
		['learnTime'],
		['GET /sms/{serviceName}/outgoing'],
		['GET /sms/{serviceName}/outgoing/{id}'],
		['GET /sms/{serviceName}/jobs'],
		['GET /sms/{serviceName}/jobs/{id}'],
	])('since %s fails is neither lost nor posted again', async (route) => {
		const { account, dispatcher } = begin([{ ...lost, takes: 1, pends: route.includes('/jobs') }]);
		account.failing.set(route, { kind: 'server', effect: 'unknown', reason: 'no such luck' });
		const open = await openOf(dispatcher.send(both, TAG));
		expect(open).toMatchObject({ request: both, tag: TAG, since: LOCAL_NOW });
		expect(open.facts).toMatchObject({ ...LOST, method: 'POST', lookUp: 'failed' });
		expect(open.facts.lookUpFailure).toContain('no such luck');
		expect(account.posts).toHaveLength(1);
	});

	test('tells which right the look-up lacks', async () => {
		const { account, dispatcher } = begin([lost]);
		const right = { kind: 'right', effect: 'none', status: 403 } as const;
		account.failing.set('GET /sms/{serviceName}/outgoing', right);
		const { facts } = await openOf(dispatcher.send(both, TAG));
		expect(facts).toMatchObject({
			...LOST,
			lookUpFailure: 'the token lacks the right GET /sms/*/outgoing',
		});
	});

	test("since another text went out with the user's own tag is not posted again", async () => {
		const { account, dispatcher } = begin([neverCame]);
		account.add({ tag: 'promo', message: 'Good bye' });
		const request = requestTo([ANNA], { options: { tag: 'promo' } });
		const { facts } = await openOf(dispatcher.send(request, 'promo'));
		expect(facts.lookUp).toBe('failed');
		expect(account.posts).toHaveLength(1);
	});

	test('since nobody wants it looked up is not posted again', async () => {
		for (const step of [lost, { answers: null }] satisfies Step[]) {
			const { account, dispatcher } = begin([step], false);
			const { tag, facts } = await openOf(dispatcher.send(both, TAG));
			expect(tag).toBe(TAG);
			expect(facts.lookUp).toBeUndefined();
			expect(facts.reason).toBe(
				step.answers === undefined ? undefined : 'the answer is not a sending report',
			);
			expect(account.routes).toEqual(['POST /sms/{serviceName}/jobs']);
			expect(account.pauses).toEqual([]);
		}
	});

	test('since the execution was cancelled meanwhile is not looked up', async () => {
		const { account, dispatcher } = begin([{ fails: { kind: 'cancelled', effect: 'unknown' } }]);
		const { facts } = await openOf(dispatcher.send(both, TAG));
		expect(facts.kind).toBe('cancelled');
		expect(account.routes).toHaveLength(1);
	});
});

describe('what shows before a look fails', () => {
	test('is accepted, and only the rest stays open', async () => {
		const { account, dispatcher } = begin([{ ...lost, showsAfter: [0, 20_000] }]);
		const sleep = account.sleep.bind(account);
		jest.spyOn(account, 'sleep').mockImplementation(async (milliseconds) => {
			await sleep(milliseconds);
			if (milliseconds === 4000) account.failing.set('learnTime', { kind: 'server', status: 502 });
		});
		const { accepted, open } = await dispatcher.send(both, TAG);
		expect(accepted).toMatchObject([{ receiver: ANNA }]);
		expect(open?.request.shares).toEqual([{ item: 1, receiver: BEN }]);
		expect(open?.facts.lookUp).toBe('failed');
	});
});

describe('while OVHcloud cannot be reached', () => {
	const OUTAGES: Array<Partial<FailureFacts>> = [
		{ kind: 'server', effect: 'unknown', status: 502 },
		{ kind: 'connection', effect: 'none', reason: 'ECONNREFUSED' },
		{ kind: 'timeout', effect: 'unknown' },
		{ kind: 'unreadable', effect: 'unknown', status: 200 },
	];

	test.each(OUTAGES)('nothing more is sent to the account, or looked at: %j', async (outage) => {
		const { account, dispatcher } = begin([lost, lost]);
		account.failing.set('learnTime', outage);
		const [first, second] = await Promise.all(
			[ANNA, BEN].map(async (one) => await openOf(dispatcher.send(requestTo([one]), TAG))),
		);
		for (const { facts } of [first, second]) expect(facts.lookUp).toBe('failed');
		const before = account.routes.length;
		expect(account.routes.filter((route) => route === 'learnTime')).toHaveLength(1);
		const refusal = await refusalOf(dispatcher.send(requestTo([CLEO]), TAG));
		expect(refusal.facts).toMatchObject({ kind: 'unreachable', method: 'POST' });
		expect(refusal.facts.reason).toContain('/auth/time failed: ');
		await openOf(dispatcher.settle(first));
		expect(account.routes).toHaveLength(before);
	});

	test.each<Partial<FailureFacts>>([
		{ kind: 'right', effect: 'none', status: 403 },
		{ kind: 'rateLimit', effect: 'none', status: 429 },
		{ kind: 'unreadable', effect: 'none' },
	])('is not said of a look that fails for itself: %j', async (failure) => {
		const { account, dispatcher } = begin([lost]);
		account.failing.set('GET /sms/{serviceName}/outgoing', failure);
		await openOf(dispatcher.send(requestTo([ANNA]), TAG));
		expect((await dispatcher.send(requestTo([BEN]), TAG)).accepted).toHaveLength(1);
	});

	test('other accounts are sent to', async () => {
		const { account, dispatcher } = begin([lost]);
		account.failing.set('learnTime', OUTAGES[0]);
		await openOf(dispatcher.send(requestTo([ANNA]), TAG));
		const other = { ...requestTo([BEN]), account: 'sms-ab12345-2' };
		expect((await dispatcher.send(other, TAG)).accepted).toHaveLength(1);
	});

	test('a once key is not looked for either', async () => {
		const { account, dispatcher } = begin([]);
		account.failing.set('GET /sms/{serviceName}/jobs', OUTAGES[0]);
		const keyed = { ...requestTo([ANNA], { options: { tag: 'order-42' } }), once: true };
		for (let tried = 0; tried < 2; tried++) {
			await expect(dispatcher.send(keyed, 'order-42')).rejects.toMatchObject({
				facts: { method: 'GET', status: 502 },
			});
		}
		expect(account.routes).toEqual(['GET /sms/{serviceName}/jobs']);
	});
});

test('looks at one account go one after the other', async () => {
	const { account, dispatcher } = begin([lost, lost, lost]);
	let underWay = 0;
	let most = 0;
	const call = account.call.bind(account);
	jest.spyOn(account, 'call').mockImplementation(async (asked) => {
		const looks = typeof asked !== 'function' && asked.route.startsWith('GET');
		if (looks) most = Math.max(most, ++underWay);
		await Promise.resolve();
		return await call(asked).finally(() => {
			if (looks) underWay--;
		});
	});
	const receivers = [ANNA, BEN, CLEO];
	const outcomes = await Promise.all(
		receivers.map(async (one) => await dispatcher.send(requestTo([one]), `n8n-${one}`)),
	);
	expect(outcomes.map(({ accepted }) => accepted.length)).toEqual([1, 1, 1]);
	expect(most).toBe(1);
});
