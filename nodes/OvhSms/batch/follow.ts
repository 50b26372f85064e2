import type { IDataObject } from 'n8n-workflow';

import type { OperationRun } from '../../../src/operations/run';
import { readUntil } from '../../../src/operations/wait';
import { expectObject } from '../../../src/ovh/answers';
import { OvhError } from '../../../src/ovh/errors';
import type { SmsBatch } from '../../../src/ovh/model.generated';
import { BATCH_FIELDS } from './fields';
import type { BatchPlan } from './plan';
import { type Created, deleteList } from './store';

/** States in which OVHcloud still reads the list of a batch. */
const READING: string[] = ['PENDING', 'INSERTING'] satisfies Array<SmsBatch['status']>;
const FINAL: string[] = ['COMPLETED', 'FAILED', 'CANCELED'] satisfies Array<SmsBatch['status']>;

/** Seconds to wait at least, where needed, until the list of a batch is not needed any more. */
const WAIT_FOR_READING = 60;

/** Whether the state of a batch will not change any more. */
export function isCompleted({ status }: { status?: unknown }): boolean {
	return typeof status === 'string' && FINAL.includes(status);
}

/**
 * What is given out for a batch that was created: the batch as it is after the wait. From here on
 * nothing fails any more, since the batch exists.
 */
export async function followBatch(
	run: OperationRun,
	plan: BatchPlan,
	{ batch, slotId }: Created,
): Promise<IDataObject> {
	const { account, waitForCompletion, report, simplify } = plan;
	const path = { serviceName: account, id: batch.id };
	const known: Known = { batch };
	const read = async (): Promise<SmsBatch> => {
		const call = { route: 'GET /sms/{serviceName}/batches/{id}', path } as const;
		known.batch = expectObject(call, await run.client.read(call));
		return known.batch;
	};
	const list = slotId === undefined ? {} : await releaseList(run, plan, slotId, known, read);
	const completed = waitForCompletion > 0 && {
		statistics: await unlessItFails(known, async () => {
			await readUntil(run, read, isCompleted, waitForCompletion);
			const call = { route: 'GET /sms/{serviceName}/batches/{id}/statistics', path } as const;
			return expectObject(call, await run.client.read(call));
		}),
	};
	const { status, ...others } = simplify ? simplified(known.batch) : known.batch;
	return {
		status,
		account,
		...others,
		...report,
		...list,
		...(completed && completed.statistics && completed),
		...(known.detailsMissing && { detailsMissing: known.detailsMissing }),
	} as unknown as IDataObject;
}

function simplified(batch: SmsBatch): Partial<SmsBatch> {
	const fields = Object.entries(batch).filter(([name]) => BATCH_FIELDS.includes(name));
	return Object.fromEntries(fields);
}

interface Known {
	batch: SmsBatch;
	/** Why the batch could not be read again. */
	detailsMissing?: string;
}

/** Deletes the list that was made for a batch, as soon as OVHcloud has read it. */
async function releaseList(
	run: OperationRun,
	{ account, keepList, waitForCompletion }: BatchPlan,
	slotId: number,
	known: Known,
	read: () => Promise<SmsBatch>,
): Promise<IDataObject> {
	if (keepList) return { slotId, listDeleted: false };
	const isRead = ({ status }: SmsBatch): boolean => !READING.includes(status);
	const seconds = Math.max(WAIT_FOR_READING, waitForCompletion);
	await unlessItFails(known, async () => await readUntil(run, read, isRead, seconds));
	if (isRead(known.batch) && (await deleteList(run, account, slotId))) return { listDeleted: true };
	run.hint(
		`The batch still uses its receiver list in slot ${slotId}, or the list could not be deleted: delete it when the batch is completed`,
	);
	return { slotId, listDeleted: false };
}

/** The batch exists, whether or not it can be looked at. */
async function unlessItFails<T>(known: Known, work: () => Promise<T>): Promise<T | undefined> {
	return await work().catch((error: unknown) => {
		if (!(error instanceof OvhError)) throw error;
		known.detailsMissing = `The batch was created, but it could not be read afterwards (${error.message})`;
		return undefined;
	});
}
