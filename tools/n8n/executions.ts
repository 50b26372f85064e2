/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as wait } from 'node:timers/promises';

import { parse } from 'flatted';
import type { IDataObject, IRunExecutionData } from 'n8n-workflow';

import { until } from './activation';
import type { N8nRest, SavedWorkflow } from './rest';

/** The statuses of an execution that is over. */
export const FINISHED = ['success', 'error', 'canceled', 'crashed'];
const FINISH_WITHIN_MS = 120_000;

/** An execution as n8n has saved it. */
export interface Execution {
	id: string;
	status: string;
	data: IRunExecutionData;
}

/** Runs a workflow as the editor's button does, from its trigger to its end. */
export async function runWorkflow(
	rest: N8nRest,
	workflow: SavedWorkflow,
	trigger = workflow.nodes[0].name,
): Promise<Execution> {
	const { executionId } = await rest.ask<{ executionId: string }>(
		'POST',
		`/rest/workflows/${workflow.id}/run`,
		// Older lines take the workflow from the request, newer ones from their database.
		{ workflowData: workflow, triggerToStartFrom: { name: trigger } },
	);
	return await finished(rest, executionId);
}

/** Waits until an execution is over, and reads it. */
export async function finished(rest: N8nRest, id: string): Promise<Execution> {
	for (const start = Date.now(); Date.now() - start < FINISH_WITHIN_MS; await wait(200)) {
		// n8n 2.20 fails to give an execution that goes on, but it lists it.
		const { results } = await latestExecutions(rest);
		const listed = results.find((execution) => execution.id === id);
		if (!listed || !FINISHED.includes(listed.status)) continue;
		const { data } = await rest.ask<{ data: string }>('GET', `/rest/executions/${id}`);
		return { id, status: listed.status, data: parse(data) as IRunExecutionData };
	}
	throw new Error(`Execution ${id} did not end`);
}

/**
 * Waits for the next production executions of a workflow.
 * @param after those that are known already
 */
export async function nextExecutions(
	rest: N8nRest,
	workflow: SavedWorkflow,
	count = 1,
	after: Execution[] = [],
): Promise<Execution[]> {
	const known = after.map(({ id }) => id);
	for (const start = Date.now(); Date.now() - start < FINISH_WITHIN_MS; await wait(200)) {
		const { results } = await latestExecutions(rest, { workflowId: workflow.id });
		const fresh = results.map(({ id }) => id).filter((id) => !known.includes(id));
		if (fresh.length >= count) {
			// The newest is listed first.
			return await Promise.all(fresh.reverse().map(async (id) => await finished(rest, id)));
		}
	}
	throw new Error(`"${workflow.name}" was not executed ${count} times`);
}

/** Waits until no execution of a workflow is under way. */
export async function allFinished(rest: N8nRest, workflow: SavedWorkflow): Promise<void> {
	const underWay = { workflowId: workflow.id, status: ['new', 'running'] };
	await until(
		`An execution of "${workflow.name}" did not end`,
		async () => (await latestExecutions(rest, underWay)).results.length === 0,
	);
}

/** One page of n8n's list, the newest first. */
async function latestExecutions(
	rest: N8nRest,
	filter: { workflowId?: string; status?: string[] } = {},
) {
	const query = `limit=100&filter=${encodeURIComponent(JSON.stringify(filter))}`;
	return await rest.ask<{ results: Array<{ id: string; status: string }> }>(
		'GET',
		`/rest/executions?${query}`,
	);
}

/** The `json` of the items that a node gave out, by output. */
export function givenOut(execution: Execution, node: string, output = 0): IDataObject[] {
	const runs = execution.data.resultData.runData[node] ?? [];
	return (runs.at(-1)?.data?.main?.[output] ?? []).map(({ json }) => json);
}

/** What the editor shows of the error that ended an execution. */
export function shownError(execution: Execution): { message: string; description?: string | null } {
	const { error } = execution.data.resultData;
	if (!error) throw new Error(`Execution ${execution.id} did not fail`);
	return { message: error.message, description: error.description };
}
