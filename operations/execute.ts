import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type FailureKind, OvhError } from '../ovh/errors';
import { PartlySent } from '../sending/report';
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
	if (onError !== 'continueErrorOutput' || retryOnFail !== true) return entries.flat();
	return mendableFirst(outcomes, entries).flat();
}

/** The errors of the failing items, by item, beside what was sent all the same. */
async function failedEntries(
	run: OperationRun,
	outcomes: Outcome[],
): Promise<Record<number, INodeExecutionData[]>> {
	const failed: Record<number, INodeExecutionData[]> = {};
	for (const [item, outcome] of outcomes.entries()) {
		if (!('error' in outcome)) continue;
		const error = await run.failure(outcome.error, item);
		if (run.stopsAtFailure) throw error;
		const { message, description } = error;
		const sent = outcome.error instanceof PartlySent ? outcome.error.result : {};
		// An agent sees the json only.
		const told = run.isTool ? `${message} ${description ?? ''}`.trim() : message;
		failed[item] = [{ json: { error: told, ...sent } as IDataObject, error, pairedItem: { item } }];
	}
	return failed;
}

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
 * For Retry On Fail: n8n tries again only where the first entry has an `error`, and then parts
 * failed items from the others, whose order stays. What no try can mend does not stand first.
 */
function mendableFirst(
	outcomes: Outcome[],
	entries: INodeExecutionData[][],
): INodeExecutionData[][] {
	const rankOf = (outcome: Outcome): number => {
		if (!('error' in outcome)) return 1;
		return isMendable(outcome.error) ? 0 : 2;
	};
	const ranks = outcomes.map(rankOf);
	return [0, 1, 2].flatMap((rank) => entries.filter((_, item) => ranks[item] === rank));
}

/** Failures that pass by themselves. */
const PASSING: FailureKind[] = [
	'server',
	'connection',
	'timeout',
	'unreachable',
	'unreadable',
	'rateLimit',
	'notReady',
];

/** Whether a next try can mend a failure. */
function isMendable(error: unknown): boolean {
	if (error instanceof PartlySent) return isMendable(error.failure);
	if (!(error instanceof OvhError)) return false;
	// What was looked for is looked for again by the next try; other lost changes are not repeated.
	const { kind, method, effect, lookUp } = error.facts;
	const isLost = method !== 'GET' && effect === 'unknown' && lookUp === undefined;
	return PASSING.includes(kind) && !isLost;
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
