import { until } from '../../../tools/n8n/activation';
import { FINISHED } from '../../../tools/n8n/executions';
import { askN8n } from '../../../tools/n8n/request';
import type { N8nRest, SavedWorkflow } from '../../../tools/n8n/rest';
import type { Sandbox } from '../../../sandbox';

/** Starts a workflow by hand, and gives the execution's number once it waits for its answer. */
export async function runUntilWaiting(
	rest: N8nRest,
	workflow: SavedWorkflow,
	trigger = workflow.nodes[0].name,
): Promise<string> {
	const { executionId } = await rest.ask<{ executionId: string }>(
		'POST',
		`/rest/workflows/${workflow.id}/run`,
		{ workflowData: workflow, triggerToStartFrom: { name: trigger } },
	);
	await untilWaiting(rest, executionId);
	return executionId;
}

/** Waits until an execution waits for an answer, again where it waited before. */
export async function untilWaiting(rest: N8nRest, id: string): Promise<void> {
	let status = '';
	await until(`Execution ${id} does not wait`, async () => {
		status = await statusOf(rest, id);
		if (FINISHED.includes(status)) throw new Error(`Execution ${id} is over: ${status}`);
		return status === 'waiting';
	});
}

export async function statusOf(rest: N8nRest, id: string): Promise<string> {
	const { results } = await rest.ask<{ results: Array<{ id: string; status: string }> }>(
		'GET',
		'/rest/executions?limit=100&filter=%7B%7D',
	);
	return results.find((execution) => execution.id === id)?.status ?? '';
}

/** The address of the page in the last SMS to a number. */
export function linkTo(sandbox: Sandbox, receiver: string, from = -1): string {
	const text = sandbox.sentTo(receiver).at(from)?.message ?? '';
	const [link] = /https?:\/\/\S+$/.exec(text) ?? [];
	if (!link) throw new Error(`No link in the SMS to ${receiver}: "${text}"`);
	return link;
}

/** Sends the page's form, as a browser does. */
export async function submit(link: string, fields: Record<string, string>): Promise<Response> {
	return await askN8n(link, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams(fields).toString(),
	});
}
