import type { FailureFacts } from '../../ovh/errors';
import { findLost, pausesBeforeLooks } from '../../sms/lostAnswer';
import { AHEAD_SECONDS, FakeAccount, LOCAL_NOW } from './fakeAccount';
import { failureOf } from './scripted';

/** How the answer to a request that makes a batch was lost. */
const lost: FailureFacts = {
	kind: 'connection',
	effect: 'unknown',
	method: 'POST',
	route: '/sms/{serviceName}/batches',
	path: '/sms/sms-ab12345-1/batches',
};
/** It was sent a minute ago. */
const SINCE = LOCAL_NOW - 60_000;

let account: FakeAccount;
beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
	account = new FakeAccount();
});
afterEach(() => {
	jest.useRealTimers();
});

describe('what a request whose answer was lost has made', () => {
	test('is given as soon as it shows', async () => {
		const looks = [undefined, 'the batch'];
		const found = await findLost(account, lost, SINCE, async () => looks.shift());
		expect(found).toBe('the batch');
		expect(account.pauses).toEqual([500, 2000]);
	});

	test.each([0, false, null, ''])('may be anything that there is: %j', async (made) => {
		expect(await findLost(account, lost, SINCE, async () => made)).toBe(made);
		expect(account.pauses).toEqual([500]);
	});

	test('is nothing when it shows after none of the pauses', async () => {
		const find = jest.fn(async () => undefined);
		expect(await findLost(account, lost, SINCE, find)).toBeUndefined();
		expect(find).toHaveBeenCalledTimes(3);
		expect(account.pauses).toEqual([500, 2000, 4000]);
	});

	// This server's clock may be minutes wrong; only how long ago it was is right.
	test("is looked for by OVHcloud's clock, read before each look, two seconds before it was sent", async () => {
		const moments: number[] = [];
		await findLost(account, lost, SINCE, async (moment) => {
			moments.push(moment);
			return undefined;
		});
		expect(account.routes).toEqual(['learnTime', 'learnTime', 'learnTime']);
		const sent = SINCE / 1000 + AHEAD_SECONDS;
		for (const moment of moments) {
			expect(moment).toBeLessThanOrEqual(sent - 2);
			// A clock that tells whole seconds is up to one behind.
			expect(moment).toBeGreaterThan(sent - 3);
		}
	});

	test.each([
		['the list cannot be read', async () => await Promise.reject(new Error('no such luck'))],
		[
			'the list cannot be read by more than a text',
			async () => await Promise.reject('no such luck'),
		],
	])('is not known when %s', async (_, find) => {
		const { facts } = await failureOf(findLost(account, lost, SINCE, find));
		expect(facts).toEqual({ ...lost, lookUp: 'failed', lookUpFailure: 'no such luck' });
		expect(account.pauses).toEqual([500]);
	});

	test("is not known when OVHcloud's time is not", async () => {
		account.failing.set('learnTime', { kind: 'server', effect: 'unknown', status: 503 });
		const find = jest.fn(async () => 'the batch');
		const { facts } = await failureOf(findLost(account, lost, SINCE, find));
		expect(facts).toMatchObject({ ...lost, lookUp: 'failed' });
		expect(find).not.toHaveBeenCalled();
	});
});

describe('the account is looked at', () => {
	test.each<[what: string, facts: Partial<FailureFacts>, pauses: number[]]>([
		['three times after a broken connection', {}, [500, 2000, 4000]],
		[
			'three times after a failure of the server',
			{ kind: 'server', status: 502 },
			[500, 2000, 4000],
		],
		// OVHcloud may still be at work on it.
		['once more after a timeout', { kind: 'timeout' }, [500, 2000, 4000, 10_000]],
		[
			'once more after a timeout of the gateway',
			{ kind: 'server', status: 504 },
			[500, 2000, 4000, 10_000],
		],
		['once where it was not there before', { lookUp: 'notThere' }, [500]],
		[
			'once where it was not there before, after a timeout as well',
			{ kind: 'timeout', lookUp: 'notThere' },
			[500],
		],
		['anew where an earlier look failed', { lookUp: 'failed' }, [500, 2000, 4000]],
	])('%s', (_, facts, pauses) => {
		expect(pausesBeforeLooks({ ...lost, ...facts })).toEqual(pauses);
	});
});
