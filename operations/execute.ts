import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { OvhError } from '../ovh/errors';
import { PartlySent } from '../sending/report';
import { InputError } from '../sms/inputError';
import type { NodeFailure } from './errors';
import type { Operation, Outcome, Resource } from './operation';
import { OperationRun } from './run';

/**
 * Executes the chosen operation over all input items: one entry or more for each item, linked to
 * it. Failing items are returned, too, where the node is set to continue.
 * @param continueOnFail whether it is
 * @throws NodeApiError | NodeOperationError of the first failing item, where it is set to stop
 */
export async function executeOperation(
	context: IExecuteFunctions,
	resources: Resource[],
	continueOnFail: boolean,
): Promise<INodeExecutionData[]> {
	const run = await OperationRun.start(context, !continueOnFail);
	const outcomes = await chosenOperation(run, resources)
		.run(run)
		.catch((error: unknown) => {
			run.save();
			throw error;
		});
	run.save(outcomes);
	const { onError, retryOnFail } = context.getNode();
	const failed = await failedEntries(run, outcomes);
	const entries = outcomes.map((outcome, item) => succeeded(outcome, item) ?? failed[item]);
	if (onError !== 'continueErrorOutput') return entries.flat();
	return forErrorOutput(entries, mayRunAgain(outcomes, retryOnFail === true));
}

/**
 * The errors of the failing items, by item.
 *
 * An item with `error` beside empty `json` is a failed one to n8n in every setting. One with
 * `json.error` would, as the first item, also make n8n start the whole node anew under Retry On
 * Fail, and so text the other recipients again.
 */
async function failedEntries(
	run: OperationRun,
	outcomes: Outcome[],
): Promise<Record<number, INodeExecutionData[]>> {
	const failed: Record<number, INodeExecutionData[]> = {};
	for (const [item, outcome] of outcomes.entries()) {
		if (!('error' in outcome)) continue;
		const error = await run.failure(outcome.error, item);
		if (run.stopsAtFailure) throw withAllRefused(error, outcomes);
		// An agent sees the json only.
		const json = run.isTool ? { error: `${error.message} ${error.description ?? ''}`.trim() } : {};
		failed[item] = [{ json, error, pairedItem: { item } }];
	}
	return failed;
}

/** Refused items are named all at once, so that they can be corrected at once. */
function withAllRefused(error: NodeFailure, outcomes: Outcome[]): NodeFailure {
	const refused = outcomes.flatMap((outcome, item) =>
		'error' in outcome && outcome.error instanceof InputError
			? [{ item, error: outcome.error }]
			: [],
	);
	// One error for all of them is about the whole run.
	if (new Set(refused.map((one) => one.error)).size < 2) return error;
	const named = refused.slice(0, MOST_NAMED).map(({ item }) => item);
	const more = refused.length > named.length ? ', …' : '';
	error.description = `${refused.length} of ${outcomes.length} items are refused: ${named.join(', ')}${more}. ${error.description ?? ''}`;
	return error;
}

const MOST_NAMED = 50;

function succeeded(outcome: Outcome, item: number): INodeExecutionData[] | undefined {
	if ('error' in outcome) return undefined;
	const { json: entries, binary = [], items } = outcome;
	return entries.map((json, index) => ({
		json,
		...(binary[index] && { binary: binary[index] }),
		pairedItem: items?.map((from) => ({ item: from })) ?? { item },
	}));
}

/**
 * Entries for a node with an error output. n8n adds the input item's data to a failed one only
 * where its message stands in `json.error`. With the successes in front (n8n parts them anyway,
 * in this order) such an item is the first one only if all items failed.
 */
function forErrorOutput(entries: INodeExecutionData[][], mayRetry: boolean): INodeExecutionData[] {
	const all = entries.flat();
	const failed = all.filter(({ error }) => error);
	if (failed.length === all.length && !mayRetry) return all;
	return [
		...all.filter(({ error }) => !error),
		...failed.map(({ error, pairedItem }) => ({ json: { error: error?.message }, pairedItem })),
	];
}

/** Whether n8n may run the node again: not if a send may have gone through unnoticed. */
function mayRunAgain(outcomes: Outcome[], retryOnFail: boolean): boolean {
	return !retryOnFail || outcomes.every((outcome) => !hasUnknownEffect(outcome));
}

function hasUnknownEffect(outcome: Outcome): boolean {
	if (!('error' in outcome)) return false;
	const error = outcome.error instanceof PartlySent ? outcome.error.failure : outcome.error;
	if (!(error instanceof OvhError)) return false;
	// What was looked for is looked for again by the next try, before it sends.
	const { method, effect, lookUp } = error.facts;
	return method !== 'GET' && effect === 'unknown' && lookUp === undefined;
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
