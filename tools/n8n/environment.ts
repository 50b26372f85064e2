/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { delimiter } from 'node:path';

/** Nothing that calls home, no greetings, and everything on this machine. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	N8N_RUNNERS_MODE: 'internal',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	// n8n calls itself "localhost" otherwise: to a browser that is another site than the one it is on.
	N8N_HOST: '127.0.0.1',
	N8N_ENCRYPTION_KEY: 'only-for-trying',
};

/** What a program needs of its surroundings, on any system. */
const KEPT = ['LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TEMP', 'SystemRoot', 'NODE_EXTRA_CA_CERTS'];

/**
 * The environment of an n8n that lives in a user folder of its own. Settings of another n8n on this
 * machine, such as the address of its database, are not handed on.
 */
export function n8nEnvironment(userFolder: string, nodeFolder: string): NodeJS.ProcessEnv {
	const kept = KEPT.filter((name) => process.env[name] !== undefined);
	return {
		...Object.fromEntries(kept.map((name) => [name, process.env[name]])),
		...QUIET,
		PATH: `${nodeFolder}${delimiter}${process.env.PATH}`,
		HOME: userFolder,
		N8N_USER_FOLDER: userFolder,
	};
}
