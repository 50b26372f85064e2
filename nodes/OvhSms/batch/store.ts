import { createHash } from 'crypto';

import type { OperationRun } from '../../../src/operations/run';
import { isId, expectObject, expectObjects } from '../../../src/ovh/answers';
import { unreadable } from '../../../src/ovh/call';
import { OvhError } from '../../../src/ovh/errors';
import type { SmsBatch } from '../../../src/ovh/model.generated';
import { batchParams, type BatchParams, isBatch } from '../../../src/sending/batchRequest';
import { checkLimit, costOf, limitOf } from '../send/credits';
import { createList, keyOf, type NewList } from '../receivers/store';
import type { BatchPlan } from './plan';

/** A batch that was created, and the list that was made for it. */
export interface Created {
	batch: SmsBatch;
	slotId?: number;
}

/**
 * Whatever the next try would say (a text with the time in it, a moment counted from now), the item
 * has its batch.
 */
const KEY = ['batch'];

/** Whether an earlier try has created the batch of an item, or may have. */
export function isCreated(run: OperationRun, item: number): boolean {
	return run.isMade(item, KEY);
}

/**
 * Counts what a batch takes as spent, before anything is asked for: what runs at the same time, such
 * as another call of a tool, must know of it.
 * @returns the credits, by OVHcloud's prices; 0 without a limit, or where it is counted already
 * @throws InputError where others have left too little
 */
async function reserve(run: OperationRun, item: number, { charged }: BatchPlan): Promise<number> {
	const most = limitOf(charged);
	if (most === Infinity || isCreated(run, item)) return 0;
	const { credits } = await costOf(run, charged);
	checkLimit(most, credits, run.journal.spent, 'This batch was not created.');
	run.journal.spend(credits);
	return credits;
}

/**
 * Creates a batch, once in this execution, with a list of its own where it needs one.
 * @throws OvhError
 */
export async function createBatch(
	run: OperationRun,
	item: number,
	plan: BatchPlan,
): Promise<Created> {
	const { target, message, more, account } = plan;
	const reserved = await reserve(run, item, plan);
	if (!('csv' in target)) {
		const params = batchParams(message, target, more);
		return { batch: await postBatch(run, item, plan, params, reserved) };
	}
	const list = temporaryList(run, item, account, target);
	const { slotId } = await createList(run, item, list).catch((error: unknown) => {
		run.journal.spend(-reserved);
		throw error;
	});
	try {
		const params = batchParams(message, { slotID: String(slotId) }, more);
		return { slotId, batch: await postBatch(run, item, plan, params, reserved) };
	} catch (error) {
		throw await withoutBatch(run, item, list, slotId, error);
	}
}

async function postBatch(
	run: OperationRun,
	item: number,
	{ account, listChecked }: BatchPlan,
	params: BatchParams,
	reserved: number,
): Promise<SmsBatch> {
	const path = { serviceName: account };
	const creating = run.once(item, {
		key: KEY,
		asked: params,
		make: async () => {
			const call = {
				route: 'POST /sms/{serviceName}/batches',
				path,
				body: params,
				listChecked,
			} as const;
			const made = expectObject(call, await run.client.call(call), 'unknown');
			if (isId(made.id)) return made;
			throw unreadable(call, 'unknown', 'the ID of the batch was expected');
		},
		find: async (asked, since, isTaken) => {
			const call = { route: 'GET /sms/{serviceName}/batches', path } as const;
			const batches = expectObjects(call, await run.client.read(call)) as unknown as SmsBatch[];
			return batches.find((batch) => !isTaken(batch.id) && isBatch(batch, asked, since));
		},
	});
	return await creating.catch((error: unknown) => {
		const mayExist = error instanceof OvhError && error.facts.effect === 'unknown';
		if (!mayExist) run.journal.spend(-reserved);
		throw error;
	});
}

/** Its description is the same in each try of an execution, and different in all others. */
function temporaryList(
	run: OperationRun,
	item: number,
	account: string,
	content: { csv: string; records: number },
): NewList {
	const name = JSON.stringify([...Object.values(run.name), item, content.csv]);
	const hash = createHash('sha256').update(name).digest('hex').slice(0, 16);
	return { account, description: `n8n batch ${hash}`, content };
}

/**
 * The list of a batch that was not created goes again. If the batch may exist all the same, its
 * list stays: OVHcloud may still read it, and the next try finds the batch by it.
 */
async function withoutBatch(
	run: OperationRun,
	item: number,
	list: NewList,
	slotId: number,
	error: unknown,
): Promise<unknown> {
	if (!(error instanceof OvhError)) return error;
	const mayExist = error.facts.effect === 'unknown';
	if (!mayExist && (await deleteList(run, list.account, slotId))) {
		run.forget(item, keyOf(list));
		return error;
	}
	const leftBehind = `The receiver list that was made for the batch is still in slot ${slotId}: ${
		mayExist
			? 'another try of this execution uses it; if there is none, delete it.'
			: 'it could not be deleted again, so delete it by hand.'
	}`;
	return new OvhError({ ...error.facts, leftBehind });
}

/** @returns whether it is gone; that it is not must not hide what became of the batch */
export async function deleteList(
	run: OperationRun,
	account: string,
	slotId: number,
): Promise<boolean> {
	const path = { serviceName: account, slotId };
	return await run.client
		.call({ route: 'DELETE /sms/{serviceName}/receivers/{slotId}', path })
		.then(
			() => true,
			(error: unknown) => {
				if (error instanceof OvhError) return error.facts.kind === 'notFound';
				throw error;
			},
		);
}
