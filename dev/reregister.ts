import type { INode } from 'n8n-workflow';

import { N8nRest, type SavedWorkflow } from '../test/helpers/n8n/rest';

const TRIGGERS = ['n8n-nodes-ovh-sms.ovhSmsTrigger', 'n8n-nodes-ovh-sms.ovhSmsPollingTrigger'];

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
	refused: (workflow: string, reason: string) => void,
): Promise<string[]> {
	const names: string[] = [];
	for (const { id, active } of await rest.workflows()) {
		if (!active) continue;
		const workflow = (await rest.workflow(id)) as Published;
		const { name, activeVersionId, versionId } = workflow;
		const nodes = workflow.activeVersion?.nodes ?? workflow.nodes;
		if (!nodes.some(({ type, disabled }) => TRIGGERS.includes(type) && !disabled)) continue;
		try {
			await rest.ask('POST', `/rest/workflows/${id}/deactivate`, {});
			await rest.ask('POST', `/rest/workflows/${id}/activate`, {
				versionId: activeVersionId ?? versionId,
			});
			names.push(name);
		} catch (error) {
			refused(name, (error as Error).message);
		}
	}
	return names;
}
