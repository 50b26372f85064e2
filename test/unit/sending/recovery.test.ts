import type { FailureFacts } from '../../../src/ovh/errors';
import { GONE_AFTER_SECONDS, recover, type Seen } from '../../../src/sending/recovery';
import { OvhError } from '../../../src/ovh/errors';
import { AHEAD_SECONDS, FakeAccount, LOCAL_NOW } from './fakeAccount';

/** How the answer to a request that makes a batch was lost. */
const lost: FailureFacts = {
	kind: 'connection',
	effect: 'unknown',
	method: 'POST',
	route: '/sms/{serviceName}/batches',
	path: '/sms/sms-ab12345-1/batches',
};
const SECONDS = [1, 2, 4, 8, 15, 30];
const inMs = (seconds: number[]) => seconds.map((each) => each * 1000);
/** It was asked for so many seconds ago. */
const ago = (since: number, last = since) => ({
	since: LOCAL_NOW - since * 1000,
	last: LOCAL_NOW - last * 1000,
});

let account: FakeAccount;
beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
	account = new FakeAccount();
});
afterEach(() => {
	jest.useRealTimers();
});

/** What these looks, and then ones that show nothing, end in. */
async function after(asked: { since: number; last: number }, ...seen: Seen[]) {
	const look = async () => seen.shift() ?? { isAll: false };
	const { isGone } = await recover(account, { ...asked, facts: lost }, look);
	return { isGone };
}

test('two minutes are longer than what others reckon with', () => {
	expect(GONE_AFTER_SECONDS).toBeGreaterThan(100);
	expect(SECONDS.reduce((sum, each) => sum + each)).toBe(60);
});

describe('what may have been made', () => {
	test('is looked for until all of it shows', async () => {
		const outcome = await after(ago(0), { isAll: false }, { isAll: false }, { isAll: true });
		expect(outcome).toEqual({ isGone: false });
		expect(account.pauses).toEqual(inMs([1, 2, 4]));
	});

	test('and does not show within a minute is not known', async () => {
		expect(await after(ago(0))).toEqual({ isGone: false });
		expect(account.pauses).toEqual(inMs(SECONDS));
	});

	test('and left no trace for two minutes is gone, at the first look', async () => {
		expect(await after(ago(119))).toEqual({ isGone: true });
		expect(account.pauses).toEqual([1000]);
	});

	test('is gone as soon as the two minutes are over', async () => {
		expect(await after(ago(110))).toEqual({ isGone: true });
		expect(account.pauses).toEqual(inMs([1, 2, 4, 8]));
	});

	test('is not gone before, to the second', async () => {
		expect(await after(ago(59.9))).toEqual({ isGone: false });
	});

	test('counts from the last time that it was asked for', async () => {
		expect(await after(ago(1000, 10))).toEqual({ isGone: false });
	});

	test('is there where it shows late', async () => {
		expect(await after(ago(1000), { isAll: true })).toEqual({ isGone: false });
	});

	test('is not gone while something cannot be read', async () => {
		const unclear = { isAll: false, isUnclear: true };
		expect(await after(ago(1000), unclear)).toEqual({ isGone: true });
		expect(account.pauses).toEqual(inMs([1, 2]));
		expect(await after(ago(1000), ...SECONDS.map(() => unclear))).toEqual({ isGone: false });
	});

	// A look may take its time: what it began before the two minutes were over does not count.
	test('is not gone by a look that began too early', async () => {
		const moments: number[] = [];
		const { isGone } = await recover(account, { ...ago(0), facts: lost }, async () => {
			moments.push((Date.now() - LOCAL_NOW) / 1000);
			jest.setSystemTime(Date.now() + 50_000);
			return { isAll: false };
		});
		expect(isGone).toBe(true);
		expect(moments).toEqual([1, 53, 107, 165]);
	});

	test('is looked for no longer once a look fails', async () => {
		const look = jest.fn(async () => await Promise.reject<Seen>(new Error('no such luck')));
		const { isGone } = await recover(account, { ...ago(0), facts: lost }, look);
		expect(isGone).toBe(false);
		expect(look).toHaveBeenCalledTimes(1);
	});
});

// This server's clock may be minutes wrong; only how long ago it was is right.
test("when it was first asked for is told by OVHcloud's clock, read anew", async () => {
	const moments: number[] = [];
	const look = async (since: () => Promise<number>) => {
		moments.push(await since());
		return { isAll: true };
	};
	await recover(account, { ...ago(60, 10), facts: lost }, look);
	expect(moments).toEqual([LOCAL_NOW / 1000 - 60 + AHEAD_SECONDS]);
	expect(account.routes).toEqual(['learnTime']);
	account.failing.set('learnTime', { kind: 'server', effect: 'unknown', status: 503 });
	const { facts } = await recover(account, { ...ago(60), facts: lost }, look);
	expect(facts).toMatchObject({ kind: 'connection', lookUp: 'failed' });
	expect(moments).toHaveLength(1);
});

describe('the lost answer tells', () => {
	const right = new OvhError({
		...lost,
		kind: 'right',
		effect: 'none',
		method: 'GET',
		route: '/sms/{serviceName}/batches',
	});
	test.each<[why: unknown, told: string]>([
		[new Error('no such luck'), 'no such luck'],
		['no such luck', 'no such luck'],
		[right, 'the token lacks the right GET /sms/*/batches'],
	])('why a look failed', async (why, told) => {
		const look = async () => await Promise.reject<Seen>(why);
		const { facts } = await recover(account, { ...ago(0), facts: lost }, look);
		expect(facts).toEqual({ ...lost, lookUp: 'failed', lookUpFailure: told });
	});

	test('that nothing shows, whatever an earlier look told', async () => {
		const before = { ...lost, lookUp: 'failed', lookUpFailure: 'no such luck' } as const;
		const open = { ...ago(0), facts: before };
		const { facts } = await recover(account, open, async () => ({ isAll: false }));
		expect(facts).toEqual({ ...lost, lookUp: 'nothing' });
	});
});
