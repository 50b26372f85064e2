import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { RouteName } from '../ovh/call';
import { mapConcurrently } from '../ovh/concurrency';
import type { OperationRun } from './run';

/** What an item gives out: entries, each with its file, if any. */
export interface Entries {
	json: IDataObject[];
	binary?: IBinaryKeyData[];
	/** The input items that the entries are made of; by default the one that gives them out. */
	items?: number[];
}

/** What became of one input item, or why it failed. */
export type Outcome = Entries | { error: unknown };

/** What an operation gives out: an object of the API, or fields by their JSON type. */
export interface Output {
	/** Route whose answer is the object. */
	object?: RouteName;
	/** The object's fields that Simplify keeps. */
	fields?: readonly string[];
	/** The same for nodes from version 1.1 on, where it is new there. */
	fieldsFrom1_1?: readonly string[];
	/** Those that no output shows. */
	without?: readonly string[];
	/** Further fields, by JSON type. */
	more?: Record<string, JsonType | JsonType[]>;
}

type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';

/** Runs an operation over all input items; outcomes stand in the order of the items. */
export type Runner = (run: OperationRun) => Promise<Outcome[]>;

/** How an operation is shown in n8n. */
export interface OperationTexts {
	/** The value that saved workflows hold: never changes. */
	value: string;
	/** Title Case: "Get Many". */
	name: string;
	/** Sentence case, without articles: "Get many SMS accounts". */
	action: string;
	description: string;
}

export interface Operation extends OperationTexts {
	/** The routes of the API that it stands for. */
	routes: readonly RouteName[];
	/** For the preview in the editor; without it there is a file of its own. */
	output?: Output;
	/** The operation's own parameters, without display options. */
	properties: INodeProperties[];
	run: Runner;
}

export interface Resource {
	value: string;
	name: string;
	operations: Operation[];
}

/** What is to be done for one item. */
export type ItemWork = (run: OperationRun, item: number) => Promise<IDataObject[] | Entries>;

/** Makes a runner of work that changes something: one item after the other. */
export function eachItem(work: ItemWork): Runner {
	return async (run) => await outcomesOf(run, work, 1);
}

/** Makes a runner of work that only reads: several items at a time. */
export function eachItemAtOnce(work: ItemWork): Runner {
	return async (run) => await outcomesOf(run, work, run.concurrentRequests);
}

/** Outcomes in the order of the items, up to the one that ends the run. */
async function outcomesOf(run: OperationRun, work: ItemWork, atOnce: number): Promise<Outcome[]> {
	let ended = false;
	const outcomes = await mapConcurrently([...run.items.keys()], atOnce, async (item) => {
		if (ended) return undefined;
		const outcome: Outcome = await work(run, item).then(
			(made) => (Array.isArray(made) ? { json: made } : made),
			(error: unknown) => ({ error }),
		);
		ended ||= endsRun(run, outcome);
		return outcome;
	});
	// Items are begun in order, so none before this one is missing.
	const end = outcomes.findIndex((outcome) => outcome && endsRun(run, outcome));
	return (end < 0 ? outcomes : outcomes.slice(0, end + 1)) as Outcome[];
}

function endsRun(run: OperationRun, outcome: Outcome): boolean {
	return 'error' in outcome && (run.stopsAtFailure || run.cancelled);
}
