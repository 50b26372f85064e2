import { createHash } from 'crypto';

import { readIds } from '../ovh/objects';
import { readBatch } from '../ovh/multiGet';
import { unreadable } from '../ovh/call';
import type { SmsBlacklist } from '../ovh/model.generated';
import { digitsOf } from '../sms/receivers';
import { eventItem } from './events';
import type { Digest, Kind } from './cursor';
import { pathOf, type Session } from './session';
import { beginning, newWindow, remember, secondsOf, seenIds } from './window';

/** Seconds that an entry may take to show up in the list. */
const OVERLAP = 24 * 3600;

/** Numbers that are read again with each look: one request. */
const MOST_RECENT = 50;

/**
 * Numbers that opted out, oldest first. The API lists bare numbers of all times: which of them can
 * be new is told by a digest of the list, and then by their date.
 */
export const optOut: Kind = {
	begin: async (session, floor) => {
		// With a look at the past, all entries have to be read once.
		const numbers = session.lookBackSeconds > 0 ? [] : await readNumbers(session);
		return { optOuts: { digest: digestOf(numbers), window: newWindow(floor) } };
	},

	read: async (session, { optOuts }, { most, numbers: named = [] }) => {
		const { digest = digestOf([]), window = newWindow(0), recent = [] } = optOuts ?? {};
		const now = session.client.serverTimestamp();
		const numbers = await readNumbers(session);
		const portion = portionOf(changedParts(numbers, digest), most);
		const wanted = new Set([...recent.map(digitsOf), ...named]);
		const again = wanted.size === 0 ? [] : numbers.filter((one) => wanted.has(digitsOf(one)));
		const entries = await readEntries(session, [...new Set([...portion.now, ...again])]);
		const read = new Set(entries.map(({ number }) => number));
		// One that is listed and cannot be read yet is looked at again.
		const later = [...portion.later, ...portion.now.filter((number) => !read.has(number))];
		const dated = entries
			.map((entry) => ({ entry, id: keyOf(entry), at: secondsOf(entry.dateCreation) }))
			.sort((a, b) => a.at - b.at);
		const from = beginning(window, OVERLAP, now);
		const seen = seenIds(window);
		const fresh = dated.filter(({ id, at }) => at >= from && !seen.has(id));
		const isWhole = portion.later.length === 0;
		return {
			items: fresh.map(({ entry }) => eventItem('optOut', session.account, entry)),
			changes: {
				optOuts: {
					digest: withOldParts(digestOf(numbers), digest, later),
					window: remember(window, fresh, { overlap: OVERLAP, now, isWhole }),
					recent: dated
						.filter(({ at }) => at >= now - OVERLAP)
						.slice(-MOST_RECENT)
						.map(({ entry }) => entry.number),
				},
			},
			more: !isWhole,
		};
	},
};

/** Whole parts, at least one, as far as the limit goes; the rest is for the next look. */
function portionOf(parts: string[][], most: number): { now: string[]; later: string[] } {
	const now: string[] = [];
	const later: string[] = [];
	for (const part of parts) {
		const fits = now.length === 0 || now.length + part.length <= most;
		(fits ? now : later).push(...part);
	}
	return { now, later };
}

async function readEntries(session: Session, numbers: string[]): Promise<SmsBlacklist[]> {
	const route = 'GET /sms/{serviceName}/blacklists/{number}' as const;
	const entries = await readBatch(session.client, route, pathOf(session), numbers);
	if (entries.every(({ number }) => typeof number === 'string')) return entries;
	const call = { route, path: { ...pathOf(session), number: numbers[0] } };
	throw unreadable(call, 'none', 'the number of an opt-out was expected');
}

/** Forty-eight bits that tell a number at a date from any other. */
function keyOf({ number, dateCreation }: SmsBlacklist): number {
	const hash = createHash('sha256')
		.update(`${number} ${secondsOf(dateCreation)}`)
		.digest();
	return hash.readUIntBE(0, 6);
}

async function readNumbers(session: Session): Promise<string[]> {
	const list = { ids: 'GET /sms/{serviceName}/blacklists' as const };
	return (await readIds(session.client, list, pathOf(session))).map(String);
}

const BUCKETS = 256;
const DIGITS = 8;

/**
 * Tells lists apart without keeping them: each name belongs to one part, and the part's digits are
 * made of all its names, in any order. A change stays unnoticed once in four thousand million.
 */
export function digestOf(names: string[]): Digest {
	const parts = new Array<number>(BUCKETS).fill(0);
	for (const name of names) {
		const hash = hashOf(name);
		const part = hash.readUInt8(0);
		// Without a sign.
		parts[part] = ((parts[part] ?? 0) ^ hash.readUInt32BE(1)) >>> 0;
	}
	return parts.map((part) => part.toString(16).padStart(DIGITS, '0')).join('');
}

/** The names in the parts that are not as they were, part by part. */
export function changedParts(names: string[], before: Digest): string[][] {
	const after = digestOf(names);
	const parts = new Map<number, string[]>();
	for (const name of names) {
		const part = hashOf(name).readUInt8(0);
		if (partOf(after, part) === partOf(before, part)) continue;
		const others = parts.get(part);
		if (others) others.push(name);
		else parts.set(part, [name]);
	}
	return [...parts.values()];
}

/** `after`, but with the parts of some names as they were: those are looked at next time. */
export function withOldParts(after: Digest, before: Digest, names: string[]): Digest {
	const old = new Set(names.map((name) => hashOf(name).readUInt8(0)));
	return Array.from({ length: BUCKETS }, (_, part) =>
		partOf(old.has(part) ? before : after, part),
	).join('');
}

function partOf(digest: Digest, part: number): string {
	return digest.slice(part * DIGITS, (part + 1) * DIGITS);
}

function hashOf(name: string): Buffer {
	return createHash('sha256').update(name).digest();
}
