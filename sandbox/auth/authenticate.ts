import { AuthError } from '../errors';
import { isGranted } from './rules';
import { sameSignature, signature } from './signature';
import type { Token, TokenStore } from './tokens';

export interface ReceivedRequest {
	method: string;
	/** Path below the base path, without the query. */
	path: string;
	address: string;
	body: Uint8Array;
	/** Reads one header; a missing one is ''. */
	header: (name: string) => string;
}

export interface AuthSettings {
	tokens: TokenStore;
	/** The server's clock in unix seconds. */
	serverSeconds: () => number;
	timestampWindowSeconds: number;
}

/**
 * Checks a request in OVHcloud's order: application, clock, consumer key, signature, right.
 * @returns the token that the request was made with
 */
export function authenticate(
	request: ReceivedRequest,
	settings: AuthSettings,
	needsRule: boolean,
): Token {
	const applicationSecret = settings.tokens.secretOf(request.header('x-ovh-application'));
	if (applicationSecret === undefined) {
		throw new AuthError(
			403,
			'INVALID_KEY',
			'This application key is invalid',
			'Invalid application key',
		);
	}

	const timestamp = request.header('x-ovh-timestamp');
	const drift = Math.abs(settings.serverSeconds() - Number(timestamp));
	if (!/^\d+$/.test(timestamp) || drift > settings.timestampWindowSeconds) {
		throw new AuthError(400, 'QUERY_TIME_OUT', 'Query out of time');
	}

	const consumerKey = request.header('x-ovh-consumer');
	const token = settings.tokens.find(consumerKey);
	if (token === undefined || token.applicationKey !== request.header('x-ovh-application')) {
		throw new AuthError(403, 'NOT_CREDENTIAL', 'This credential does not exist');
	}
	if (settings.tokens.statusOf(token) !== 'validated') {
		throw new AuthError(403, 'INVALID_CREDENTIAL', 'This credential is not valid');
	}

	const { method, address, body } = request;
	const expected = signature({
		applicationSecret,
		consumerKey,
		method,
		address,
		body,
		timestamp,
	});
	if (!sameSignature(request.header('x-ovh-signature'), expected)) {
		throw new AuthError(400, 'INVALID_SIGNATURE', 'Invalid signature');
	}

	if (needsRule && !isGranted(token.rules, method, request.path)) {
		throw new AuthError(403, 'NOT_GRANTED_CALL', 'This call has not been granted');
	}
	return token;
}
