/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as wait } from 'node:timers/promises';

import { askN8n } from './request';
import type { N8nRest, SavedWorkflow } from './rest';

const HAPPENS_WITHIN_MS = 90_000;

/** Activates a workflow. n8n says "done" before the workflow's triggers are. */
export async function switchOn(rest: N8nRest, workflow: SavedWorkflow): Promise<void> {
	const { versionId } = await rest.workflow(workflow.id);
	await rest.ask('POST', `/rest/workflows/${workflow.id}/activate`, { versionId });
}

/** Deactivates a workflow. n8n says "done" before the workflow's triggers are. */
export async function switchOff(rest: N8nRest, workflow: SavedWorkflow): Promise<void> {
	await rest.ask('POST', `/rest/workflows/${workflow.id}/deactivate`, {});
}

/**
 * Activates a workflow and waits until its address answers.
 * @param path of its webhook or form, such as `/webhook/order-status`
 */
export async function activate(rest: N8nRest, workflow: SavedWorkflow, path: string) {
	await switchOn(rest, workflow);
	await until(`${path} does not answer`, async () => await isRegistered(rest, path));
}

/** Deactivates a workflow and waits until its address no longer answers. */
export async function deactivate(rest: N8nRest, workflow: SavedWorkflow, path: string) {
	await switchOff(rest, workflow);
	await until(`${path} still answers`, async () => !(await isRegistered(rest, path)));
}

/**
 * Waits for something that happens by itself.
 * @throws saying `otherwise` when it did not happen in time
 */
export async function until(
	otherwise: string,
	isSo: () => boolean | Promise<boolean>,
	withinMs = HAPPENS_WITHIN_MS,
): Promise<void> {
	for (const start = Date.now(); Date.now() - start < withinMs; await wait(100)) {
		if (await isSo()) return;
	}
	throw new Error(otherwise);
}

/**
 * Asks as a browser does before it calls: that starts no execution. It does not say what it would
 * call with: n8n would look the address up and remember it, maybe just when it is being taken away,
 * and refuse it to the next workflow then.
 */
async function isRegistered(rest: N8nRest, path: string): Promise<boolean> {
	const answer = await askN8n(`${rest.url}${path}`, {
		method: 'OPTIONS',
		headers: { origin: rest.url },
	});
	return /GET|POST/.test(answer.headers.get('access-control-allow-methods') ?? '');
}
