import { createHash } from 'crypto';

import type { RequestOptions } from '../../src/n8n/authorisedRequest';
import { type OvhCredential, signRequest } from '../../src/n8n/signedRequest';
import { keys } from './signature-vectors.json';

export const credential: OvhCredential = { endpoint: 'ovh-eu', ...keys };

export interface SignedRequest {
	method: string;
	url: string;
	body?: Buffer;
	headers: Record<string, string>;
}

/** The signed request for the European endpoint. */
export function sign(options: RequestOptions): SignedRequest {
	return signRequest(credential, options) as unknown as SignedRequest;
}

/** OVHcloud's formula, written a second time over what is really sent. */
export function expectedSignature({ method, url, body, headers }: SignedRequest): string {
	const before = [keys.applicationSecret, keys.consumerKey, method, url, ''].join('+');
	const after = `+${headers['X-Ovh-Timestamp']}`;
	const signed = Buffer.concat([Buffer.from(before), body ?? Buffer.alloc(0), Buffer.from(after)]);
	return `$1$${createHash('sha1').update(signed).digest('hex')}`;
}
