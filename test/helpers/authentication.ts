/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/** The values of the nodes' parameter "Authentication", and the credential that each chooses. */
export const CREDENTIAL_TYPES = { keys: 'ovhSmsApi', oAuth2: 'ovhSmsOAuth2Api' } as const;

export type Authentication = keyof typeof CREDENTIAL_TYPES;

const VARIABLE = 'TEST_AUTHENTICATION';

/** How the nodes of this file's tests authenticate: with keys, unless `byServiceAccount` is imported. */
export function authentication(): Authentication {
	return process.env[VARIABLE] === 'oAuth2' ? 'oAuth2' : 'keys';
}

/** In the environment, so that modules that are loaded anew know it, too. Jest has one for each file. */
export function authenticateBy(chosen: Authentication): void {
	process.env[VARIABLE] = chosen;
}
