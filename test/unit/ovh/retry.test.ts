import { type FailureFacts, type FailureKind, OvhError } from '../../../src/ovh/errors';
import {
	DEFAULT_RETRY,
	parseRetryAfter,
	pauseBeforeRepeat,
	type RetryPolicy,
} from '../../../src/ovh/retry';
import { randomText, seeded } from '../../helpers/random';

function failed(facts: Partial<FailureFacts>): OvhError {
	const idempotent = (facts.method ?? 'GET') === 'GET';
	const call = { method: 'GET', route: '/sms', path: '/sms', idempotent };
	return new OvhError({ kind: 'rateLimit', effect: 'none', ...call, ...facts });
}

function pause(facts: Partial<FailureFacts>, tried = 1, random = 1, policy?: RetryPolicy) {
	return pauseBeforeRepeat(failed(facts), tried, () => random, policy);
}

describe('what is repeated', () => {
	const never: Array<[FailureKind, number]> = [
		['applicationKey', 403],
		['clock', 400],
		['consumerKey', 403],
		['consumerKeyState', 403],
		['signature', 400],
		['right', 403],
		['iam', 403],
		['noCredit', 429],
		['unknownSender', 403],
		['contactInShortNumber', 400],
		['notFound', 404],
		['expiredService', 460],
		['conflict', 409],
		['badRequest', 400],
		['forbidden', 403],
		['redirect', 302],
		['unreadable', 403],
		['unreadable', 404],
	];

	test.each<
		[
			kind: FailureKind,
			status: number | undefined,
			effect: FailureFacts['effect'],
			read: boolean,
			write: boolean,
		]
	>([
		['rateLimit', 429, 'none', true, true],
		['connection', undefined, 'none', true, true],
		['connection', undefined, 'unknown', true, false],
		['timeout', undefined, 'unknown', true, false],
		['server', 408, 'unknown', true, false],
		['server', 500, 'unknown', true, false],
		['server', 502, 'unknown', true, false],
		['server', 503, 'unknown', true, false],
		['server', 504, 'unknown', true, false],
		['server', 501, 'unknown', false, false],
		['server', 505, 'unknown', false, false],
		['unreadable', 200, 'unknown', true, false],
		['unreadable', 204, 'unknown', true, false],
		['cancelled', undefined, 'unknown', false, false],
		['cancelled', undefined, 'none', false, false],
		...never.map(([kind, status]): [FailureKind, number, 'none', false, false] => [
			kind,
			status,
			'none',
			false,
			false,
		]),
	])('%s (status %s, effect %s): reads %s, writes %s', (kind, status, effect, read, write) => {
		expect(pause({ method: 'GET', kind, status, effect }) !== undefined).toBe(read);
		for (const method of ['POST', 'PUT', 'DELETE']) {
			expect(pause({ method, kind, status, effect }) !== undefined).toBe(write);
			// Not even where OVHcloud names a moment.
			const asked = { method, kind, status, effect, retryAfterMs: 1000 };
			expect(pause(asked) !== undefined).toBe(write);
		}
	});
});

describe('the pause before a repetition', () => {
	test.each([
		[1, 250, 500],
		[2, 500, 1000],
		[3, 1000, 2000],
		[4, 2000, 4000],
	])('after try %i is between %i and %i milliseconds', (tried, shortest, longest) => {
		expect(pause({}, tried, 0)).toBe(shortest);
		expect(pause({}, tried, 1)).toBe(longest);
		const random = seeded(tried);
		const pauses = Array.from({ length: 100 }, () => pause({}, tried, random()) ?? 0);
		expect(Math.min(...pauses)).toBeGreaterThanOrEqual(shortest);
		expect(Math.max(...pauses)).toBeLessThanOrEqual(longest);
		expect(new Set(pauses).size).toBeGreaterThan(90);
	});

	test('is bounded however often a call was tried', () => {
		const policy = { ...DEFAULT_RETRY, tries: 100, refusedTries: 100 };
		expect(pause({}, 99, 1, policy)).toBe(DEFAULT_RETRY.longestPauseMs);
	});

	test('does not come after the last try', () => {
		expect(pause({ kind: 'server' }, DEFAULT_RETRY.tries - 1)).toBeDefined();
		expect(pause({ kind: 'server' }, DEFAULT_RETRY.tries)).toBeUndefined();
		const once = { ...DEFAULT_RETRY, tries: 1, refusedTries: undefined };
		expect(pause({}, 1, 1, once)).toBeUndefined();
	});

	test('comes more often where OVHcloud only asks to slow down, but not for ever', () => {
		expect(pause({ kind: 'rateLimit' }, DEFAULT_RETRY.tries)).toBeDefined();
		expect(pause({ kind: 'rateLimit' }, 12)).toBeUndefined();
	});

	test.each([
		[0, 0],
		[1500, 1500],
		[60_000, 60_000],
		[60_001, undefined],
		[86_400_000, undefined],
	])('is what Retry-After asks for, if it is not too long: %i', (retryAfterMs, expected) => {
		expect(pause({ retryAfterMs }, 1, 0)).toBe(expected);
		expect(pause({ retryAfterMs, method: 'POST' }, 3, 1)).toBe(expected);
	});
});

describe('the header Retry-After', () => {
	const now = Date.UTC(2026, 0, 15, 9, 0, 0);

	test.each<[value: string | undefined, milliseconds: number | undefined]>([
		['5', 5000],
		[' 7 ', 7000],
		['0', 0],
		['1.5', 1500],
		['1.25', 1250],
		['120', 120_000],
		['Thu, 15 Jan 2026 09:00:30 GMT', 30_000],
		['Thursday, 15-Jan-26 09:00:30 GMT', 30_000],
		[' Thu, 15 Jan 2026 09:00:30 GMT', 30_000],
		['Thu, 15 Jan 2026 08:00:00 GMT', 0],
		['-Thu, 15 Jan 2026 09:00:30 GMT', undefined],
		[undefined, undefined],
		['', undefined],
		[' ', undefined],
		['soon', undefined],
		['Infinity', undefined],
		['NaN', undefined],
		// Date.parse takes these for days of the year 2001, which would mean "at once".
		['-5', undefined],
		['5,5', undefined],
		['in 5', undefined],
	])('%j means %s milliseconds', (value, milliseconds) => {
		expect(parseRetryAfter(value, now)).toBe(milliseconds);
	});

	test('never gives a pause that is no number, whatever it holds', () => {
		const random = seeded(429);
		for (let round = 0; round < 500; round++) {
			const milliseconds = parseRetryAfter(randomText(random), now) ?? 0;
			expect(milliseconds).toBeGreaterThanOrEqual(0);
			expect(Number.isFinite(milliseconds)).toBe(true);
		}
	});
});
