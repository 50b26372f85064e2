import type { FailureFacts } from '../../ovh/errors';
import { Dispatcher, NotThere } from '../../sms/dispatch';
import { InputError } from '../../sms/inputError';
import { FakeAccount, LOCAL_NOW, LOST, type Step } from './fakeAccount';
import { ANNA, BEN, CLEO, refusalOf, requestTo, unknownFateOf } from './sendRequests';

const TAG = 'n8n-0123456789abcdef';
const both = requestTo([ANNA, BEN]);
const lost: Step = { fails: LOST };
const notThere: Step = { fails: LOST, takes: 0 };

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

function begin(script: Step[], preventDuplicates = true, knownIds?: number[]) {
	const account = new FakeAccount(script);
	return { account, dispatcher: new Dispatcher(account, preventDuplicates, knownIds) };
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
		expect(account.posts).toHaveLength(1);
		expect(account.pauses).toEqual([500]);
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

	test('is looked for after half a second, two more and four more', async () => {
		const { account, dispatcher } = begin([{ ...lost, showsAfter: [6000, 6000] }]);
		await dispatcher.send(both, TAG);
		expect(account.posts).toHaveLength(1);
		expect(account.pauses).toEqual([500, 2000, 4000]);
		expect(account.looks).toBe(3);
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
		expect(outcome.invalid).toEqual([]);
		expect(account.pauses).toEqual([500, 2000, 4000]);
		expect(account.posts).toHaveLength(1);
	});

	test('of which the same part is there twice was taken in part', async () => {
		const { account, dispatcher } = begin([{ ...lost, takes: 1 }]);
		const { accepted, invalid } = await dispatcher.send(both, TAG);
		expect(accepted).toEqual([{ receiver: ANNA, id: 1, credits: 1 }]);
		expect(invalid).toEqual([BEN]);
		expect(account.pauses).toEqual([500, 2000]);
		expect(account.posts).toHaveLength(1);
	});

	test('and that is certainly not there is posted again', async () => {
		const { account, dispatcher } = begin([notThere]);
		const { accepted } = await dispatcher.send(both, TAG);
		expect(accepted).toHaveLength(2);
		expect(account.posts).toHaveLength(2);
		expect(account.posts[1]).toEqual(account.posts[0]);
		expect(account.pauses).toEqual([500, 2000, 4000, 10_000]);
	});

	test('by a reset is looked for shorter than by a timeout, after which work may go on', async () => {
		const reset = { kind: 'connection', effect: 'unknown' } as const;
		const { account, dispatcher } = begin([{ fails: reset, takes: 0 }]);
		await dispatcher.send(both, TAG);
		expect(account.pauses).toEqual([500, 2000, 4000]);
	});

	test('and is found after it was posted again is not posted a third time', async () => {
		const { account, dispatcher } = begin([notThere, lost]);
		expect((await dispatcher.send(both, TAG)).accepted).toHaveLength(2);
		expect(account.posts).toHaveLength(2);
	});

	test('is posted three times at most; then it is known that it did not go out', async () => {
		const { account, dispatcher } = begin([notThere, notThere, notThere, {}]);
		const { facts } = await refusalOf(dispatcher.send(both, TAG));
		expect(facts).toMatchObject({ kind: 'timeout', lookUp: 'notThere' });
		expect(account.posts).toHaveLength(3);
		expect(account.looks).toBe(12);
		expect(account.messages).toEqual([]);
	});

	test('and what of it shows later is found by the next try', async () => {
		const { account, dispatcher } = begin([notThere, notThere, notThere]);
		const first = account.add({ id: 11, receiver: ANNA, tag: TAG, showsAt: Infinity });
		const refusal = await refusalOf(dispatcher.send(both, TAG));
		if (!(refusal instanceof NotThere)) throw refusal;
		expect(await new Dispatcher(account, true).settle(refusal.open)).toBeUndefined();
		first.showsAt = 0;
		expect(await new Dispatcher(account, true).settle(refusal.open)).toMatchObject({
			accepted: [{ receiver: ANNA, id: 11 }],
		});
	});

	test('fails with the refusal that the second post gets', async () => {
		const refusal: Step = { fails: { kind: 'noCredit', effect: 'none', status: 403 } };
		const { account, dispatcher } = begin([notThere, refusal]);
		const { facts } = await refusalOf(dispatcher.send(both, TAG));
		expect(facts.kind).toBe('noCredit');
		expect(account.posts).toHaveLength(2);
	});
});

describe('a request whose fate cannot be known', () => {
	test.each([
		['learnTime'],
		['GET /sms/{serviceName}/outgoing'],
		['GET /sms/{serviceName}/outgoing/{id}'],
		['GET /sms/{serviceName}/jobs'],
		['GET /sms/{serviceName}/jobs/{id}'],
	])('since %s fails is neither lost nor posted again', async (route) => {
		const { account, dispatcher } = begin([{ ...lost, takes: 1, pends: route.includes('/jobs') }]);
		account.failing.set(route, { kind: 'server', effect: 'unknown', reason: 'no such luck' });
		const { open, failure } = await unknownFateOf(dispatcher.send(both, TAG));
		expect(open).toMatchObject({ request: both, tag: TAG, since: LOCAL_NOW, facts: LOST });
		expect(failure.facts).toMatchObject({ ...LOST, method: 'POST', lookUp: 'failed' });
		expect(failure.facts.lookUpFailure).toContain('no such luck');
		expect(account.posts).toHaveLength(1);
	});

	test('tells which right the look-up lacks', async () => {
		const { account, dispatcher } = begin([lost]);
		const right = { kind: 'right', effect: 'none', status: 403 } as const;
		account.failing.set('GET /sms/{serviceName}/outgoing', right);
		const { failure } = await unknownFateOf(dispatcher.send(both, TAG));
		expect(failure.facts).toMatchObject({
			...LOST,
			lookUpFailure: 'the token lacks the right GET /sms/*/outgoing',
		});
	});

	test("since another text went out with the user's own tag is not posted again", async () => {
		const { account, dispatcher } = begin([notThere]);
		account.add({ tag: 'promo', message: 'Good bye' });
		const request = requestTo([ANNA], { options: { tag: 'promo' } });
		const { failure } = await unknownFateOf(dispatcher.send(request, 'promo'));
		expect(failure.facts.lookUp).toBe('failed');
		expect(account.posts).toHaveLength(1);
	});

	test('since nobody wants it looked up is not posted again', async () => {
		for (const step of [lost, { answers: null }] satisfies Step[]) {
			const { account, dispatcher } = begin([step], false);
			const { open, failure } = await unknownFateOf(dispatcher.send(both, TAG));
			expect(open.tag).toBe(TAG);
			expect(failure.facts.lookUp).toBeUndefined();
			expect(failure.facts.reason).toBe(
				step.answers === undefined ? undefined : 'the answer is not a sending report',
			);
			expect(account.routes).toEqual(['POST /sms/{serviceName}/jobs']);
			expect(account.pauses).toEqual([]);
		}
	});

	test('since the execution was cancelled meanwhile is not looked up', async () => {
		const { account, dispatcher } = begin([{ fails: { kind: 'cancelled', effect: 'unknown' } }]);
		const { failure } = await unknownFateOf(dispatcher.send(both, TAG));
		expect(failure.facts.kind).toBe('cancelled');
		expect(account.routes).toHaveLength(1);
	});
});
