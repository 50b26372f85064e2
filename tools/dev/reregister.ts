/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as wait } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import type { N8nRest, SavedWorkflow } from '../n8n/rest';

const CALLED = 'n8n-nodes-ovh-sms.ovhSmsTrigger';
const TRIGGERS = [CALLED, 'n8n-nodes-ovh-sms.ovhSmsPollingTrigger'];

const REGISTERED_WITHIN_MS = 30_000;

/** A workflow as n8n gives it by its id, with what is published of it. */
type Published = SavedWorkflow & {
	activeVersionId: string | null;
	activeVersion?: { nodes: INode[] } | null;
};

/**
 * Publishes every workflow with a trigger of this package again, in the version that is published.
 * n8n has a trigger register its address when a workflow is published, but not when n8n starts:
 * a fresh sandbox knows of no address.
 * @param refused told of each workflow that n8n does not publish again, and why
 * @returns the names of the workflows
 */
export async function publishTriggersAgain(
	rest: N8nRest,
	sandbox: Sandbox,
	refused: (workflow: string, reason: string) => void,
): Promise<string[]> {
	const names: string[] = [];
	for (const { id, active } of await rest.workflows()) {
		if (!active) continue;
		const workflow = (await rest.workflow(id)) as Published;
		const { name, activeVersionId, versionId } = workflow;
		const nodes = workflow.activeVersion?.nodes ?? workflow.nodes;
		const triggers = nodes.filter(({ type, disabled }) => TRIGGERS.includes(type) && !disabled);
		if (triggers.length === 0) continue;
		try {
			await rest.ask('POST', `/rest/workflows/${id}/deactivate`, {});
			await rest.ask('POST', `/rest/workflows/${id}/activate`, {
				versionId: activeVersionId ?? versionId,
			});
			for (const trigger of triggers) await untilRegistered(sandbox, trigger);
			names.push(name);
		} catch (error) {
			refused(name, (error as Error).message);
		}
	}
	return names;
}

/** n8n says "done" before the trigger has registered its address. */
async function untilRegistered({ state }: Sandbox, { type, name, webhookId }: INode) {
	if (type !== CALLED || !webhookId) return;
	const isRegistered = () =>
		[...state.accounts.values()].some(({ details }) =>
			JSON.stringify(details).includes(webhookId.slice(0, 8)),
		);
	for (const start = Date.now(); !isRegistered(); await wait(100)) {
		if (Date.now() - start < REGISTERED_WITHIN_MS) continue;
		throw new Error(`"${name}" did not register its address: the log of n8n says why.`);
	}
}
