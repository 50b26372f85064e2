import { createHash } from 'crypto';

export interface SignatureInput {
	applicationSecret: string;
	consumerKey: string;
	/** Upper case. */
	method: string;
	/** Scheme, host, path and query string, exactly as they go over the wire. */
	url: string;
	/** The bytes that are sent; empty where there is no body. */
	body: string | Buffer;
	/** Seconds since 1970 by OVHcloud's clock. */
	timestamp: number | string;
}

/**
 * OVHcloud's request signature, version 1: `$1$` and the SHA-1 of
 * `secret+consumerKey+METHOD+url+body+timestamp`.
 * Source: ovh/docs "First steps with the API"; ovh/node-ovh `lib/ovh.js`.
 */
export function signature(input: SignatureInput): string {
	const { applicationSecret, consumerKey, method, url, body, timestamp } = input;
	return `$1$${createHash('sha1')
		.update(`${applicationSecret}+${consumerKey}+${method}+${url}+`)
		.update(body)
		.update(`+${timestamp}`)
		.digest('hex')}`;
}
