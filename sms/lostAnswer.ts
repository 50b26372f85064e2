import { type FailureFacts, OvhError } from '../ovh/errors';
import { neededRule } from '../ovh/explain';
import type { SmsApi } from './lookUp';

/**
 * When the account is looked at after a lost answer, in seconds after each other: a minute in all,
 * since what was accepted may show late.
 */
const LOOKS_AFTER_SECONDS = [1, 2, 4, 8, 15, 30];

/**
 * How long after it was last asked for something must show no trace before it is asked for again.
 * OVHcloud does not publish how late its history shows a message; tests of code that is in use
 * reckon with up to 100 seconds.
 */
export const GONE_AFTER_SECONDS = 120;

/** OVHcloud notes the second, and this server's clock is read in another one. */
export const TOLERANCE_SECONDS = 2;

/** When something was asked for, in milliseconds since 1970 by this server's clock. */
export interface Asked {
	/** Just before it was asked for the first time. */
	since: number;
	/** When the answer was lost the last time. */
	last: number;
}

/** What a look shows: all of what was asked for, or else it may be there and not show. */
export interface Seen {
	isAll: boolean;
	/** Whether something there could not be read, which may be what is missing. */
	isUnclear?: boolean;
}

/**
 * Looks with growing pauses until everything shows, or is gone for good.
 * @returns whether what does not show is gone; otherwise nobody knows yet
 */
export async function lookForLost(
	api: Pick<SmsApi, 'sleep'>,
	{ last }: Asked,
	look: () => Promise<Seen>,
): Promise<{ isGone: boolean }> {
	for (const seconds of LOOKS_AFTER_SECONDS) {
		await api.sleep(seconds * 1000);
		const isOver = Date.now() - last >= GONE_AFTER_SECONDS * 1000;
		const { isAll, isUnclear } = await look();
		if (isAll) return { isGone: false };
		if (isOver && !isUnclear) return { isGone: true };
	}
	return { isGone: false };
}

/** When it was first asked for, in seconds since 1970 by OVHcloud's clock, which is read anew. */
export async function beginningOf(api: SmsApi, { since }: Asked): Promise<number> {
	await api.learnTime();
	// How long ago it was is what both clocks agree on.
	const age = (Date.now() - since) / 1000;
	return api.serverTimestamp() - age;
}

/** The lost answer of something that does not show yet. */
export function notSeen(facts: FailureFacts): FailureFacts {
	return { ...facts, lookUp: 'nothing', lookUpFailure: undefined };
}

/** The lost answer, with why a look at the account did not help. */
export function notLooked(facts: FailureFacts, error: unknown): FailureFacts {
	const lacksRight = error instanceof OvhError && error.facts.kind === 'right';
	const rule = lacksRight && neededRule(error.facts);
	const reason = rule ? `the token lacks the right ${rule.method} ${rule.path}` : messageOf(error);
	return { ...facts, lookUp: 'failed', lookUpFailure: reason };
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
