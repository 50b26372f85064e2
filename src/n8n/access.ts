import type { PostForm } from '../ovh/accessTokens';
import { type Authorization, bearer } from '../ovh/authorization';
import { type Endpoint, resolveEndpoint } from '../ovh/endpoints';
import type { CredentialType } from './authentication';
import { serviceAccountOf } from './bearerRequest';
import { requireKeys } from './signedRequest';

/** What a credential gives a node. */
export interface Access {
	endpoint: Endpoint;
	/** Tells it from others of the endpoint. */
	id: string;
	/** What keys of the package's own are derived from. */
	secret: string;
	/** Values that no error may show; an access token is added when it is fetched. */
	secrets: string[];
	/** Signed with keys where absent. */
	authorization?: Authorization;
	/** Of a service account. */
	clientId?: string;
}

/**
 * Reads a credential's fields.
 * @throws Error naming the one that is missing or wrong
 */
export const ACCESS: Record<CredentialType, (credential: object, post: PostForm) => Access> = {
	ovhSmsApi: (credential) => {
		const keys = requireKeys(credential);
		return {
			endpoint: resolveEndpoint(credential),
			id: keys.consumerKey,
			secret: keys.applicationSecret,
			secrets: Object.values(keys),
		};
	},
	ovhSmsOAuth2Api: (credential, post) => {
		const account = serviceAccountOf(credential);
		const secrets = [account.clientSecret];
		return {
			endpoint: resolveEndpoint(credential),
			id: account.clientId,
			clientId: account.clientId,
			secret: account.clientSecret,
			secrets,
			authorization: bearer(account, post, (token) => {
				if (!secrets.includes(token)) secrets.push(token);
			}),
		};
	},
};
