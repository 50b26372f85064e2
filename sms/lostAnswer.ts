import { type FailureFacts, OvhError } from '../ovh/errors';
import { neededRule } from '../ovh/explain';
import type { SmsApi } from './lookUp';

/**
 * When the account is looked at after a lost answer, in milliseconds after each other: what was
 * accepted may show with a delay.
 */
const LOOKS_AFTER_MS = [500, 2000, 4000];

/** One more look where OVHcloud, or a gateway before it, may still have been at work on the request. */
const LAST_LOOK_AFTER_MS = 10_000;

/** OVHcloud notes the second, and this server's clock is read in another one. */
export const TOLERANCE_SECONDS = 2;

/** The pauses before the looks at the account; one look is enough where it was looked before. */
export function pausesBeforeLooks(facts: FailureFacts): number[] {
	if (facts.lookUp === 'notThere') return LOOKS_AFTER_MS.slice(0, 1);
	const slow = facts.kind === 'timeout' || facts.status === 504;
	return slow ? [...LOOKS_AFTER_MS, LAST_LOOK_AFTER_MS] : LOOKS_AFTER_MS;
}

/**
 * What a request whose answer was lost has made.
 * @param since milliseconds since 1970 by this server's clock, when it was sent
 * @param find looks for it among what was made since a moment, in seconds since 1970 by OVHcloud's
 * clock
 * @returns undefined when it is not there
 * @throws OvhError that says why the look failed
 */
export async function findLost<T>(
	api: SmsApi,
	facts: FailureFacts,
	since: number,
	find: (sinceSeconds: number) => Promise<T | undefined>,
): Promise<T | undefined> {
	try {
		for (const pause of pausesBeforeLooks(facts)) {
			await api.sleep(pause);
			await api.learnTime();
			// How long ago it was is what both clocks agree on.
			const age = (Date.now() - since) / 1000;
			const found = await find(api.serverTimestamp() - age - TOLERANCE_SECONDS);
			if (found !== undefined) return found;
		}
		return undefined;
	} catch (error) {
		throw unknowable(facts, error);
	}
}

/** The lost answer, with why a look at the account did not help. */
export function unknowable(facts: FailureFacts, error: unknown): OvhError {
	const lacksRight = error instanceof OvhError && error.facts.kind === 'right';
	const rule = lacksRight && neededRule(error.facts);
	const reason = rule ? `the token lacks the right ${rule.method} ${rule.path}` : messageOf(error);
	return new OvhError({ ...facts, lookUp: 'failed', lookUpFailure: reason });
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
