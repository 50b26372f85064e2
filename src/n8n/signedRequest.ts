import { signature } from '../ovh/signature';
import {
	authorisedRequest,
	headerOf,
	type RequestOptions,
	type Settings,
} from './authorisedRequest';
import { requireFields } from './requireFields';

/** The three keys and the endpoint, as the credential stores them. */
export interface OvhCredential extends Settings {
	applicationKey: string;
	applicationSecret: string;
	consumerKey: string;
}

const TIMESTAMP_HEADER = 'x-ovh-timestamp';

/**
 * A request that is signed as it will be sent; see `authorisedRequest`. A timestamp that the caller
 * has set (server time) is kept.
 * @throws Error when a key is missing, or the request may not be made
 */
export function signRequest<T extends RequestOptions>(credential: OvhCredential, options: T): T {
	const keys = requireKeys(credential);
	const now = Math.floor(Date.now() / 1000);
	const timestamp = String(headerOf(options.headers, TIMESTAMP_HEADER) ?? now);
	return authorisedRequest(credential, options, {
		does: 'signs requests',
		secret: keys.applicationSecret,
		ownHeaders: /^x-ovh-(application|consumer|timestamp|signature)$/i,
		headers: ({ method, url, body = '' }) => ({
			'X-Ovh-Application': keys.applicationKey,
			'X-Ovh-Consumer': keys.consumerKey,
			'X-Ovh-Timestamp': timestamp,
			'X-Ovh-Signature': signature({ ...keys, method, url, body, timestamp }),
		}),
	});
}

const KEY_LABELS = {
	applicationKey: 'Application Key',
	applicationSecret: 'Application Secret',
	consumerKey: 'Consumer Key',
};

/**
 * The three keys, without the blanks that copying may have added.
 * @throws Error naming the key that is missing
 */
export function requireKeys(
	credential: Partial<Record<keyof typeof KEY_LABELS, unknown>>,
): Record<keyof typeof KEY_LABELS, string> {
	return requireFields(credential, KEY_LABELS, 'OVHcloud SMS API');
}
