import { readIds } from '../operations/objects';
import { readBatch } from '../ovh/batch';
import { type OvhClient, unreadable } from '../ovh/client';
import type { SmsBlacklist } from '../ovh/model.generated';
import { type Digest, digestOf, changedParts, withOldParts } from './digest';
import { MOST_OBJECTS } from './limits';
import { beginning, isSeen, newWindow, remember, secondsOf, type Window } from './window';

/** What is known of the blacklist. */
export interface OptOutState {
	digest: Digest;
	window: Window;
}

/** Seconds that an entry may take to show up in the list. */
const OVERLAP = 24 * 3600;

/**
 * A first look: only what was added since `floor` is new.
 * @param floor seconds since 1970 by OVHcloud's clock
 * @param history whether there may be such entries already: then all entries have to be read
 * @throws OvhError
 */
export async function firstLookAtOptOuts(
	client: OvhClient,
	account: string,
	floor: number,
	history: boolean,
): Promise<OptOutState> {
	const numbers = history ? [] : await readNumbers(client, account);
	return { digest: digestOf(numbers), window: newWindow(floor) };
}

/**
 * Numbers that opted out since the last look, oldest first. The API lists bare numbers of all
 * times: which of them can be new is told by a digest of the list, and then by their date.
 * @returns also whether some are left for the next look
 * @throws OvhError
 */
export async function readNewOptOuts(
	client: OvhClient,
	account: string,
	state: OptOutState,
): Promise<{ objects: SmsBlacklist[]; state: OptOutState; more: boolean }> {
	const numbers = await readNumbers(client, account);
	const { now, later } = portion(changedParts(numbers, state.digest));
	const route = 'GET /sms/{serviceName}/blacklists/{number}' as const;
	const entries = await readBatch(client, route, { serviceName: account }, now);
	if (!entries.every(({ number }) => typeof number === 'string')) {
		const call = { route, path: { serviceName: account, number: now[0] } };
		throw unreadable(call, 'none', 'the number of an opt-out was expected');
	}
	const dated = entries
		.map((entry) => ({ entry, ...datedOf(entry) }))
		.filter((one) => one.at >= beginning(state.window, OVERLAP))
		.filter((one) => !isSeen(state.window, one, OVERLAP))
		.sort((a, b) => a.at - b.at);
	return {
		objects: dated.map(({ entry }) => entry),
		state: {
			digest: withOldParts(digestOf(numbers), state.digest, later),
			window: remember(state.window, dated, OVERLAP, later.length === 0),
		},
		more: later.length > 0,
	};
}

/** Whole parts, at least one, as far as the limit goes; the rest is for the next look. */
function portion(parts: string[][]): { now: string[]; later: string[] } {
	const now: string[] = [];
	const later: string[] = [];
	for (const part of parts) {
		const fits = now.length === 0 || now.length + part.length <= MOST_OBJECTS;
		(fits ? now : later).push(...part);
	}
	return { now, later };
}

/** A number's digits serve as its id. */
function datedOf({ number, dateCreation }: SmsBlacklist): { id: number; at: number } {
	return { id: Number(number.replace(/\D/g, '')), at: secondsOf(dateCreation) };
}

async function readNumbers(client: OvhClient, account: string): Promise<string[]> {
	const list = { ids: 'GET /sms/{serviceName}/blacklists' as const };
	return (await readIds(client, list, { serviceName: account })).map(String);
}
