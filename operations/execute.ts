import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Operation, Outcome, Resource } from './operation';
import { OperationRun } from './run';

/**
 * Executes the chosen operation over all input items: one entry or more for each item, linked to
 * it.
 *
 * A failing item is returned as `error` beside empty `json` where the node is set to continue.
 * n8n then sends it to the error output. (With `json.error` n8n would start the whole node anew
 * under Retry On Fail, and text the other recipients again.)
 * @throws NodeApiError | NodeOperationError of the first failing item, where it is set to stop
 */
export async function executeOperation(
	context: IExecuteFunctions,
	resources: Resource[],
): Promise<INodeExecutionData[]> {
	const run = await OperationRun.start(context);
	const outcomes = await chosenOperation(run, resources).run(run);
	const entries = await Promise.all(
		outcomes.map(async (outcome, item) => await toEntries(run, outcome, item)),
	);
	return entries.flat();
}

function chosenOperation(run: OperationRun, resources: Resource[]): Operation {
	const resource = run.text('resource', 0);
	const operation = run.text('operation', 0);
	const found = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (found) return found;
	throw new Error(`The operation "${operation}" of "${resource}" does not exist in this version`);
}

async function toEntries(
	run: OperationRun,
	outcome: Outcome,
	item: number,
): Promise<INodeExecutionData[]> {
	const pairedItem = { item };
	if ('json' in outcome) return outcome.json.map((json) => ({ json, pairedItem }));
	const error = await run.failure(outcome.error, item);
	if (run.stopsAtFailure) throw error;
	return [{ json: {}, error, pairedItem }];
}
