import type { OvhError } from './errors';

/** How often and how long a failed call is repeated. */
export interface RetryPolicy {
	/** Tries in all, the first included. */
	tries: number;
	/** Tries in all where OVHcloud only says "too many requests"; as `tries` where not given. */
	refusedTries?: number;
	/** Longest pause before the second try, in milliseconds; it doubles with each further try. */
	firstPauseMs: number;
	/** Bound of a pause, also of one that `Retry-After` asks for, in milliseconds. */
	longestPauseMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
	tries: 5,
	refusedTries: 12,
	firstPauseMs: 500,
	longestPauseMs: 60_000,
};

const PASSING = new Set(['rateLimit', 'server', 'connection', 'timeout', 'unreadable']);
/** 501 and the like are final; 408 is a timeout in the shape of an answer. */
const PASSING_STATUS = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Milliseconds to wait before the call may be repeated, or undefined where it may not.
 * What is idempotent may be repeated after any passing failure; anything else only where it
 * certainly took no effect: 429, or no connection at all. (The clock is the client's own business.)
 * @param tried tries made so far
 * @param random between 0 and 1, so that many clients do not come back at the same moment
 */
export function pauseBeforeRepeat(
	{ facts }: OvhError,
	tried: number,
	random: () => number,
	policy: RetryPolicy = DEFAULT_RETRY,
): number | undefined {
	const { tries, refusedTries = tries } = policy;
	const allowed = facts.kind === 'rateLimit' ? refusedTries : tries;
	if (tried >= allowed || !mayRepeat(facts)) return undefined;
	if (facts.retryAfterMs !== undefined) {
		// Coming back earlier than asked would only be refused again.
		return facts.retryAfterMs > policy.longestPauseMs ? undefined : facts.retryAfterMs;
	}
	const longest = Math.min(policy.firstPauseMs * 2 ** (tried - 1), policy.longestPauseMs);
	return longest * (0.5 + random() / 2);
}

function mayRepeat(facts: OvhError['facts']): boolean {
	if (facts.idempotent) {
		return (
			PASSING.has(facts.kind) &&
			(facts.status === undefined || facts.status < 300 || PASSING_STATUS.has(facts.status))
		);
	}
	return facts.effect === 'none' && (facts.kind === 'rateLimit' || facts.kind === 'connection');
}

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date.
 * @returns undefined where absent or not understood
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
	if (!value) return undefined;
	if (/^\d+(\.\d+)?$/.test(value.trim())) return Math.round(Number(value) * 1000);
	// Date.parse takes much for a date, such as "-5": only HTTP dates begin with the weekday.
	const moment = /^\s*(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(moment) ? undefined : Math.max(0, moment - now);
}
