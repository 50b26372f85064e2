import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../sms/inputError';
import type { Outcome, Runner } from './operation';
import type { OperationRun } from './run';
import { mapYielding } from '../n8n/yielding';

/**
 * Makes a runner of work that makes one thing of all items together: what it gives out is linked to
 * each of them. When it fails, nothing is made, and every item says why.
 */
export function allItems(work: (run: OperationRun) => Promise<IDataObject[]>): Runner {
	return async (run) => {
		const items = [...run.items.keys()];
		return await work(run).then(
			(json) => items.map((item): Outcome => (item === 0 ? { json, items } : { json: [] })),
			(error: unknown) => failures(run, error),
		);
	};
}

function failures(run: OperationRun, error: unknown): Outcome[] {
	const cause = error instanceof InputError ? (error.item ?? 0) : 0;
	return run.items.map((_, item): Outcome => {
		if (item === cause) return { error };
		return run.stopsAtFailure ? { json: [] } : { error: sharedFailure(error, cause) };
	});
}

/** Why an item that could be used was not. */
function sharedFailure(error: unknown, cause: number): unknown {
	if (!(error instanceof InputError) || error.item === undefined) return error;
	return new InputError(
		error.parameter,
		`${error.what} (in item ${cause}), and all items are handled together, so nothing was done`,
		error.advice,
	);
}

/**
 * The value of a parameter that must be the same for all items.
 * @throws InputError naming the first item where it differs
 */
export async function sameForAll<T>(
	run: OperationRun,
	displayName: string,
	read: (item: number) => T,
	advice = 'Choose one value for all items.',
): Promise<T> {
	const first = read(0);
	const wanted = JSON.stringify(first);
	await mapYielding(run.items, (_, item) => {
		if (JSON.stringify(read(item)) === wanted) return;
		const what = 'differs from that of the first item, and all items are handled together';
		throw new InputError(displayName, what, advice, item);
	});
	return first;
}
