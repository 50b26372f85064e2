/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/** As with a single n8n, but what the run leaves to look at lies in a folder of its own. */
export default async function globalSetup(): Promise<void> {
	process.env.E2E_RUN = 'queue';
	const { default: ofOneServer } = await import('../n8n/globalSetup');
	await ofOneServer();
}
