import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { OperationRun } from './run';

/** What became of one input item. */
export type Outcome = { json: IDataObject[] } | { error: unknown };

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
	/** The operation's own parameters, without display options. */
	properties: INodeProperties[];
	run: Runner;
}

export interface Resource {
	value: string;
	name: string;
	operations: Operation[];
}

/** Makes a runner of what is to be done for one item, one item after the other. */
export function eachItem(
	work: (run: OperationRun, item: number) => Promise<IDataObject[]>,
): Runner {
	return async (run) => {
		const outcomes: Outcome[] = [];
		for (let item = 0; item < run.items.length; item++) {
			const outcome = await work(run, item).then(
				(json) => ({ json }),
				(error: unknown) => ({ error }),
			);
			outcomes.push(outcome);
			if ('error' in outcome && (run.stopsAtFailure || run.cancelled)) break;
		}
		return outcomes;
	};
}
