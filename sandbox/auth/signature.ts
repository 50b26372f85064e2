import { createHash, timingSafeEqual } from 'node:crypto';

export interface SignedParts {
	applicationSecret: string;
	consumerKey: string;
	/** Upper case, as received. */
	method: string;
	/** Scheme, host and request target exactly as received. */
	address: string;
	/** The raw body; empty when there is none. */
	body: Uint8Array | string;
	/** The `X-Ovh-Timestamp` header as received. */
	timestamp: string;
}

/**
 * OVHcloud's signature v1: `$1$` and the SHA-1 of the six parts joined by `+`.
 * The body is hashed as bytes, never decoded, so that it judges what was really sent.
 */
export function signature(parts: SignedParts): string {
	const hash = createHash('sha1');
	const { applicationSecret, consumerKey, method, address } = parts;
	hash.update(`${applicationSecret}+${consumerKey}+${method}+${address}+`);
	hash.update(parts.body);
	hash.update(`+${parts.timestamp}`);
	return `$1$${hash.digest('hex')}`;
}

export function sameSignature(given: string, expected: string): boolean {
	const left = Buffer.from(given);
	const right = Buffer.from(expected);
	return left.length === right.length && timingSafeEqual(left, right);
}
