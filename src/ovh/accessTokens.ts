import { createHash } from 'crypto';

import { type FailureFacts, OvhError } from './errors';
import { isObject } from './answers';
import { parseJson } from './json';
import { type CallName, readAnswer, transportError } from './outcome';
import type { ApiAnswer } from './transport';

/** A service account of OVHcloud, and the address that gives it access tokens. */
export interface ServiceAccount {
	tokenUrl: string;
	clientId: string;
	clientSecret: string;
}

/** Posts a form and gives the answer, whatever its status; rejects with a `TransportFailure`. */
export type PostForm = (url: string, form: Record<string, string>) => Promise<ApiAnswer>;

interface AccessToken {
	value: string;
	/** Milliseconds by this server's clock. */
	issuedAt: number;
	/** Milliseconds. */
	lifetime: number;
}

/** A token is not used for a request in the last minute of its life, or the last half of a short one. */
const MARGIN_MS = 60_000;

/** Seconds, where OVHcloud does not say; it gives 3,599. */
const DEFAULT_LIFETIME = 300;

/** By service account, for the whole process; n8n's database never has one. */
const tokens = new Map<string, AccessToken>();

const underWay = new Map<string, Promise<AccessToken>>();

/**
 * An access token that outlives the next request: the one that is held, or a new one. Requests that
 * need one at the same moment share it. Where no new one can be had, the last minute of the old one
 * is used, too.
 * @throws OvhError with effect `none`
 */
export async function accessToken(account: ServiceAccount, post: PostForm): Promise<string> {
	const key = keyOf(account);
	const held = tokens.get(key);
	if (held && ageOf(held) < held.lifetime - Math.min(MARGIN_MS, held.lifetime / 2)) {
		return held.value;
	}
	const token = await (underWay.get(key) ?? fetchToken(key, account, post)).catch(
		(error: unknown) => {
			if (held && held === tokens.get(key) && ageOf(held) < held.lifetime) return held;
			throw error;
		},
	);
	return token.value;
}

async function fetchToken(
	key: string,
	account: ServiceAccount,
	post: PostForm,
): Promise<AccessToken> {
	const request = requestToken(account, post).finally(() => underWay.delete(key));
	underWay.set(key, request);
	const token = await request;
	tokens.set(key, token);
	return token;
}

/** The token that was last fetched, unless it was dropped. */
export function heldToken(account: ServiceAccount): string | undefined {
	return tokens.get(keyOf(account))?.value;
}

/**
 * Forgets a token that OVHcloud has refused, so that the next request fetches another one.
 * @param olderThanMs keeps one that is younger: a fresh token is hardly what was refused
 */
export function dropToken(account: ServiceAccount, value: string, olderThanMs = 0): void {
	const key = keyOf(account);
	const held = tokens.get(key);
	if (held?.value === value && ageOf(held) >= olderThanMs) tokens.delete(key);
}

/** Where the clock was put back, nobody knows. */
function ageOf({ issuedAt }: AccessToken): number {
	const age = Date.now() - issuedAt;
	return age < 0 ? Infinity : age;
}

function keyOf({ tokenUrl, clientId, clientSecret }: ServiceAccount): string {
	const name = JSON.stringify([tokenUrl, clientId, clientSecret]);
	return createHash('sha256').update(name).digest('hex');
}

/**
 * Source: OVHcloud's guide on service accounts, and its clients for Go, Python, PHP and Node.js, which
 * all send the same form.
 */
async function requestToken(account: ServiceAccount, post: PostForm): Promise<AccessToken> {
	const { tokenUrl, clientId, clientSecret } = account;
	const name = { method: 'POST', route: '/auth/oauth2/token', path: tokenUrl, idempotent: true };
	const issuedAt = Date.now();
	const answer = await post(tokenUrl, {
		grant_type: 'client_credentials',
		client_id: clientId,
		client_secret: clientSecret,
		scope: 'all',
	}).catch((error: unknown) => {
		throw notSent(transportError(name, error).facts);
	});
	return { ...readToken(name, answer), issuedAt };
}

function readToken(name: CallName, answer: ApiAnswer): Pick<AccessToken, 'value' | 'lifetime'> {
	const outcome = readAnswer(name, answer);
	if (!outcome.ok) throw notSent({ ...outcome.error.facts, ...refusal(answer) });
	const { access_token: value, expires_in: seconds } = isObject(outcome.value) ? outcome.value : {};
	if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
		const reason = 'no access token was given';
		throw notSent({ ...name, kind: 'unreadable', effect: 'none', status: answer.status, reason });
	}
	const lifetime = Number(seconds) > 0 ? Number(seconds) : DEFAULT_LIFETIME;
	return { value, lifetime: lifetime * 1000 };
}

/**
 * A refusal in OAuth2's own shape (RFC 6749, section 5.2): `{error, error_description}`. OVHcloud:
 * "invalid_client", "ovhcloud oauth2 client does not exists".
 */
function refusal({ status, body }: ApiAnswer): Partial<FailureFacts> {
	if (status < 400 || status >= 500 || status === 429) return {};
	try {
		const answer = parseJson(body);
		const { error, error_description: words } = isObject(answer) ? answer : {};
		if (typeof error !== 'string') return {};
		return {
			kind: 'serviceAccount',
			code: error,
			...(typeof words === 'string' && { reason: words }),
		};
	} catch {
		return {};
	}
}

/** Without a token, the request that needs one does not leave. */
function notSent(facts: FailureFacts): OvhError {
	return new OvhError({ ...facts, effect: 'none' });
}
