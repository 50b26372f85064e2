import type { Sandbox } from '../../sandbox';
import type { N8nRest, Saved } from '../n8n/rest';
import { credentialFor } from '../../test/helpers/credentialFor';

/** The credential of the sandbox in n8n, made or brought up to date. */
export async function saveSandboxCredential(rest: N8nRest, sandbox: Sandbox): Promise<Saved> {
	return await rest.saveCredential('OVHcloud SMS sandbox', credentialFor(sandbox, sandbox.keys));
}
