import type { IExecuteFunctions, INode, INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import { type FailureKind, isLostChange, OvhError } from '../ovh/errors';
import { PartlySent } from '../sending/report';
import { InputError } from '../sms/inputError';
import type { NodeFailure } from '../n8n/errors';
import { fillAccount } from './account';
import type { Operation, Outcome, Resource } from './operation';
import { OperationRun } from './run';
import { settle } from './settle';

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
	const outcomes = await outcomesOf(run, chosenOperation(run, resources)).catch(
		(error: unknown) => {
			run.save();
			throw error;
		},
	);
	run.save(outcomes.map((outcome) => 'error' in outcome));
	const { onError, retryOnFail } = context.getNode();
	const failed = await failedEntries(run, outcomes, onError);
	const entries = outcomes.map(
		(outcome, item) => succeeded(outcome, item) ?? failed[item]?.entries ?? [],
	);
	if (!retryOnFail) return entries.flat();
	const ordered = onError === 'continueErrorOutput' ? mendableFirst(outcomes, entries) : entries;
	return endingTries(ordered.flat(), failed);
}

async function outcomesOf(run: OperationRun, operation: Operation): Promise<Outcome[]> {
	const account = await settle(fillAccount(run, operation));
	return 'error' in account ? run.items.map(() => account) : await operation.run(run);
}

/** What a failing item gives out. */
interface Failed {
	entries: INodeExecutionData[];
	cause: unknown;
	error: NodeFailure;
}

/** The errors of the failing items, by item, beside what was sent all the same. */
async function failedEntries(
	run: OperationRun,
	outcomes: Outcome[],
	onError: INode['onError'],
): Promise<Record<number, Failed>> {
	const failed: Record<number, Failed> = {};
	for (const [item, outcome] of outcomes.entries()) {
		if (!('error' in outcome)) continue;
		const error = await run.failure(outcome.error, item);
		if (run.stopsAtFailure) throw withAllRefused(error, outcomes);
		const entry: INodeExecutionData = { json: { error: error.message }, pairedItem: { item } };
		if (outcome.error instanceof PartlySent) {
			Object.assign(entry.json, outcome.error.result);
			if (onError === 'continueErrorOutput') leadToErrorOutput(entry, error);
		} else if (onError === 'continueRegularOutput' && !run.isTool) {
			// The editor shows it with what to do. To an agent, n8n would leave the message only.
			entry.error = error;
		}
		failed[item] = { entries: [entry], cause: outcome.error, error };
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

/**
 * n8n takes an entry to the error output if it has an `error`, or nothing but `json.error`; and
 * where it finds an `error` afterwards, it leaves nothing of the `json` but the message. This one is
 * not copied with the entry.
 */
function leadToErrorOutput(entry: INodeExecutionData, error: INodeExecutionData['error']): void {
	Object.defineProperty(entry, 'error', { value: error, enumerable: false });
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

/**
 * n8n tries again for the first entry only, and not where it finds nothing but an `error`: that is
 * for failures that stay, and for lost changes that must not be repeated.
 */
function endingTries(
	entries: INodeExecutionData[],
	failed: Record<number, Failed>,
): INodeExecutionData[] {
	const [first, ...others] = entries;
	const { item } = (first?.pairedItem ?? {}) as IPairedItemData;
	const failure = failed[item];
	if (!first || !failure?.entries.includes(first)) return entries;
	const isHarmless = failure.cause instanceof PartlySent && !isLost(failure.cause.failure);
	if (isHarmless || isMendable(failure.cause)) return entries;
	return [{ json: {}, error: failure.error, pairedItem: { item } }, ...others];
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
	return PASSING.includes(error.facts.kind) && !isLost(error);
}

/** A lost change that nobody looked for; what was looked for, the next try looks for again. */
function isLost(error: unknown): boolean {
	return isLostChange(error) && error.facts.lookUp === undefined;
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
