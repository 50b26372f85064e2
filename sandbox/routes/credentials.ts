import { forbidden } from '../errors';
import { NICHANDLE } from '../demoWorld';
import { ovhDatetime } from '../state/time';
import type { Token } from '../auth/tokens';
import type { Handlers } from './context';

export const credentialHandlers: Handlers = {
	'GET /auth/time': ({ state }) => Math.floor(state.serverNow() / 1000),

	'GET /auth/details': ({ token, serviceAccount }) => ({
		account: NICHANDLE,
		allowedRoutes: token?.rules ?? null,
		description: null,
		identities: [
			serviceAccount
				? `urn:v1:eu:identity:credential:${NICHANDLE}/oauth2-${serviceAccount.clientId}`
				: `urn:v1:eu:identity:account:${NICHANDLE}`,
		],
		method: serviceAccount ? 'oauth2_client_credentials' : 'account',
		roles: null,
		user: null,
	}),

	// What it answers a service account has not been seen.
	'GET /auth/currentCredential': ({ token, serviceAccount }) => {
		if (serviceAccount) throw forbidden('This call needs a consumer key');
		const { applicationId, credentialId, creation, expiration, lastUse, rules, status } =
			token as Token;
		return {
			allowedIPs: null,
			applicationId,
			creation: ovhDatetime(creation),
			credentialId,
			expiration,
			lastUse: lastUse === null ? null : ovhDatetime(lastUse),
			ovhSupport: false,
			rules,
			status,
		};
	},

	'GET /me': () => ({
		country: 'FR',
		currency: { code: 'EUR', symbol: 'EURO' },
		email: 'sandbox@example.org',
		firstname: 'Camille',
		language: 'fr_FR',
		name: 'Sandbox',
		nichandle: NICHANDLE,
		ovhCompany: 'ovh',
		ovhSubsidiary: 'FR',
	}),
};
