import { createHash } from 'crypto';

const BUCKETS = 256;
const DIGITS = 8;

/** Eight hexadecimal digits for each of 256 parts of a list of names: 2 KB, however long it is. */
export type Digest = string;

/**
 * Tells lists apart without keeping them: each name belongs to one part, and the part's digits are
 * made of all its names, in any order. A change stays unnoticed once in four thousand million.
 */
export function digestOf(names: string[]): Digest {
	const parts = new Uint32Array(BUCKETS);
	for (const name of names) {
		const hash = hashOf(name);
		parts[hash[0]] ^= hash.readUInt32BE(1);
	}
	return [...parts].map((part) => part.toString(16).padStart(DIGITS, '0')).join('');
}

/** The names in the parts that are not as they were, part by part. */
export function changedParts(names: string[], before: Digest): string[][] {
	const after = digestOf(names);
	const parts = new Map<number, string[]>();
	for (const name of names) {
		const [part] = hashOf(name);
		if (partOf(after, part) === partOf(before, part)) continue;
		const others = parts.get(part);
		if (others) others.push(name);
		else parts.set(part, [name]);
	}
	return [...parts.values()];
}

/** `after`, but with the parts of some names as they were: those are looked at next time. */
export function withOldParts(after: Digest, before: Digest, names: string[]): Digest {
	const old = new Set(names.map((name) => hashOf(name)[0]));
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
