import { NICHANDLE } from '../demoWorld';
import { ovhDatetime } from '../state/time';
import type { Token } from '../auth/tokens';
import type { Handlers } from './context';

export const credentialHandlers: Handlers = {
	'GET /auth/time': ({ state }) => Math.floor(state.serverNow() / 1000),

	'GET /auth/details': ({ token }) => ({
		account: NICHANDLE,
		allowedRoutes: (token as Token).rules,
		description: null,
		identities: [`urn:v1:eu:identity:account:${NICHANDLE}`],
		method: 'account',
		roles: null,
		user: null,
	}),

	'GET /auth/currentCredential': ({ token }) => {
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
