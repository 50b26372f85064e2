import {
	accessToken,
	dropToken,
	heldToken,
	type PostForm,
	type ServiceAccount,
} from '../ovh/accessTokens';
import { resolveEndpoint, tokenUrlOf } from '../ovh/endpoints';
import { OvhError } from '../ovh/errors';
import { authorisedRequest, type RequestOptions, type Settings } from './authorisedRequest';
import { explain } from './explain';
import { redact } from './redact';
import { requireFields } from './requireFields';

/** A service account and the endpoint, as the credential stores them. */
export interface ServiceAccountCredential extends Settings {
	clientId: string;
	clientSecret: string;
}

const LABELS = { clientId: 'Client ID', clientSecret: 'Client Secret' };

/**
 * The service account of a credential.
 * @throws Error naming the field that is missing or wrong
 */
export function serviceAccountOf(credential: object): ServiceAccount {
	const fields = credential as ServiceAccountCredential;
	return {
		...requireFields<keyof typeof LABELS>(fields, LABELS, 'OVHcloud SMS OAuth2 API'),
		tokenUrl: tokenUrlOf(resolveEndpoint(fields)),
	};
}

/** A request that was made with a token, by the object in which n8n holds its credential. */
const made = new WeakMap<object, { token: string; isRead: boolean }>();

/**
 * A request with the account's access token; see `authorisedRequest`.
 * @throws Error when a field is missing, or the request may not be made
 */
export function bearerRequest<T extends RequestOptions>(
	credential: ServiceAccountCredential,
	options: T,
): T {
	const account = serviceAccountOf(credential);
	return authorisedRequest(credential, options, {
		does: 'makes requests',
		secret: account.clientSecret,
		ownHeaders: /^(authorization|x-ovh-(application|consumer|timestamp|signature))$/i,
		headers: ({ method }) => {
			const token = heldToken(account);
			if (!token) throw new Error('There is no access token yet. Run again.');
			made.set(credential, { token, isRead: method === 'GET' || method === 'HEAD' });
			return { Authorization: `Bearer ${token}` };
		},
	});
}

/** Milliseconds before which a token is hardly what a request has failed for. */
const YOUNG = 60_000;

/**
 * What n8n calls before each request, since it is given nothing to keep: a token that is about to end
 * is replaced in time. After a request of its HTTP Request node has failed, for whatever reason, n8n
 * calls it once more, and makes the request again where it is given something. That is done for
 * reads alone: something else may have been accepted.
 * @returns what n8n stores
 * @throws Error that says why there is no token
 */
export async function fetchToken(
	credential: object,
	post: PostForm,
): Promise<{ session?: string }> {
	const account = serviceAccountOf(credential);
	const failed = made.get(credential);
	made.delete(credential);
	if (failed) dropToken(account, failed.token, YOUNG);
	const token = await accessToken(account, post).catch((error: unknown) => {
		throw withAdvice(error, credential as ServiceAccountCredential, account);
	});
	const isRenewed = failed !== undefined && failed.token !== token;
	return isRenewed && failed.isRead ? { session: '' } : {};
}

/** n8n shows the message only of what fails before a request leaves. */
function withAdvice(
	error: unknown,
	credential: ServiceAccountCredential,
	{ clientId, clientSecret }: ServiceAccount,
): unknown {
	if (!(error instanceof OvhError)) return error;
	const context = { endpoint: resolveEndpoint(credential), clientId };
	const { message, description } = explain(error.facts, context);
	return new Error(redact(`${message}. ${description}`, [clientSecret]));
}
