import { type FailureFacts, OvhError } from '../ovh/errors';
import { neededRule } from '../ovh/address';
import type { SmsApi } from './api';

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

/** What is known after looking. */
export interface Recovered {
	/** Whether what does not show is gone; otherwise nobody knows yet. */
	isGone: boolean;
	/** The lost answer, with what the looks told. */
	facts: FailureFacts;
}

/**
 * Looks with growing pauses whether something took effect whose answer was lost, until all of it
 * shows or the rest is gone for good.
 * @param look at what was asked for since a moment, in seconds since 1970 by OVHcloud's clock
 */
export async function recover(
	api: SmsApi,
	open: Asked & { facts: FailureFacts },
	look: (since: () => Promise<number>) => Promise<Seen>,
): Promise<Recovered> {
	const { last, facts } = open;
	try {
		for (const seconds of LOOKS_AFTER_SECONDS) {
			await api.sleep(seconds * 1000);
			const isOver = isGoneBy(last);
			const { isAll, isUnclear } = await look(async () => await beginningOf(api, open));
			if (isAll) return { isGone: false, facts };
			if (isOver && !isUnclear) return { isGone: true, facts };
		}
		return { isGone: false, facts: { ...facts, lookUp: 'nothing', lookUpFailure: undefined } };
	} catch (error) {
		const lookUpFailure = whyNot(error);
		return { isGone: false, facts: { ...facts, lookUp: 'failed', lookUpFailure } };
	}
}

/** Whether what was lost then, and shows nowhere now, is gone. */
export function isGoneBy(last: number): boolean {
	return Date.now() - last >= GONE_AFTER_SECONDS * 1000;
}

/** When it was first asked for, in seconds since 1970 by OVHcloud's clock, which is read anew. */
async function beginningOf(api: SmsApi, { since }: Asked): Promise<number> {
	await api.learnTime();
	// How long ago it was is what both clocks agree on.
	const age = (Date.now() - since) / 1000;
	return api.serverTimestamp() - age;
}

function whyNot(error: unknown): string {
	const lacksRight = error instanceof OvhError && error.facts.kind === 'right';
	const rule = lacksRight && neededRule(error.facts);
	if (rule) return `the token lacks the right ${rule.method} ${rule.path}`;
	return error instanceof Error ? error.message : String(error);
}
