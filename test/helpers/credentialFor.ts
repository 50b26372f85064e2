import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { ClientKeys, Keys } from '../../sandbox';

/** What a user fills into a credential for a server in OVHcloud's place, such as the sandbox. */
export function credentialFor(
	{ baseUrl }: { baseUrl: string },
	keys: Keys | ClientKeys,
): ICredentialDataDecryptedObject {
	return { endpoint: 'custom', baseUrl, ...keys };
}
