/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as wait } from 'node:timers/promises';

import { askN8n } from './request';
import type { N8nRest, SavedWorkflow } from './rest';

const ACTIVE_WITHIN_MS = 90_000;

/**
 * Activates a workflow and waits until its address answers: n8n says "done" before.
 * @param path of its webhook or form, such as `/webhook/order-status`
 */
export async function activate(rest: N8nRest, workflow: SavedWorkflow, path: string) {
	const { versionId } = await rest.workflow(workflow.id);
	await rest.ask('POST', `/rest/workflows/${workflow.id}/activate`, { versionId });
	await until(async () => await isRegistered(rest, path), `${path} does not answer`);
}

/** Deactivates a workflow and waits until its address no longer answers. */
export async function deactivate(rest: N8nRest, workflow: SavedWorkflow, path: string) {
	await rest.ask('POST', `/rest/workflows/${workflow.id}/deactivate`, {});
	await until(async () => !(await isRegistered(rest, path)), `${path} still answers`);
}

/** Asks as a browser does before it calls: that starts no execution. */
async function isRegistered(rest: N8nRest, path: string): Promise<boolean> {
	const answer = await askN8n(`${rest.url}${path}`, {
		method: 'OPTIONS',
		headers: { origin: rest.url, 'access-control-request-method': 'POST' },
	});
	return /GET|POST/.test(answer.headers.get('access-control-allow-methods') ?? '');
}

async function until(isSo: () => Promise<boolean>, otherwise: string): Promise<void> {
	for (const start = Date.now(); Date.now() - start < ACTIVE_WITHIN_MS; await wait(200)) {
		if (await isSo()) return;
	}
	throw new Error(otherwise);
}
