import { createHmac, timingSafeEqual } from 'crypto';

/**
 * Tells the credential that the node has checked the numbers of the list that a request names. It
 * never leaves n8n: `signRequest` takes it off.
 */
export const LIST_PROOF_HEADER = 'x-ovh-sms-list-checked';

interface Proven {
	method: string;
	url: string;
	body?: string | Buffer;
}

/** Only who has the application secret can make it, and it holds for this request alone. */
export function listProof(secret: string, { method, url, body = '' }: Proven): string {
	const proof = createHmac('sha256', `n8n-nodes-ovh-sms list checked ${secret}`);
	return proof.update(`${method} ${url}\n`).update(body).digest('hex');
}

export function isListProof(value: unknown, secret: string, request: Proven): boolean {
	if (typeof value !== 'string') return false;
	const given = Buffer.from(value);
	const wanted = Buffer.from(listProof(secret, request));
	return given.length === wanted.length && timingSafeEqual(given, wanted);
}
