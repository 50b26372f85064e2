import { createHash } from 'crypto';

import { readIds, readObjects } from '../../../src/ovh/objects';
import type { OperationRun } from '../../../src/operations/run';
import { expectObject } from '../../../src/ovh/answers';
import { expireDocument, uploadDocument } from '../../../src/ovh/documents';
import { OvhError } from '../../../src/ovh/errors';
import type { SmsReceiver } from '../../../src/ovh/model.generated';
import { InputError } from '../../../src/sms/inputError';
import { lists } from '../lists';

/** OVHcloud keeps nine lists for an account, in slots that the client chooses. */
export const SLOTS = 9;

export interface NewList {
	account: string;
	description: string;
	/** The file's text, or the address from which OVHcloud reads it. */
	content: { csv: string; records: number } | { csvUrl: string; autoUpdate: boolean };
	/** The first free one by default. */
	slotId?: number;
}

/** What tells a list from others that an execution makes. */
export function keyOf({ account, description, content, slotId }: NewList): unknown[] {
	const digest = createHash('sha256').update(JSON.stringify(content)).digest('base64');
	return ['list', account, description, digest, slotId];
}

/**
 * Creates a list of receivers, once in this execution.
 * @throws InputError where there is no free slot
 * @throws OvhError
 */
export async function createList(
	run: OperationRun,
	item: number,
	list: NewList,
): Promise<SmsReceiver> {
	return await run.once(item, {
		key: keyOf(list),
		asked: undefined,
		make: async () => await storeList(run, list),
		find: async (_, since, isTaken) => await findList(run, list, since, isTaken),
	});
}

async function storeList(run: OperationRun, list: NewList): Promise<SmsReceiver> {
	const path = { serviceName: list.account };
	const free = list.slotId === undefined ? await freeSlots(run, list.account) : [list.slotId];
	const source = await sourceOf(run, list);
	for (const [index, slotId] of free.entries()) {
		try {
			const call = {
				route: 'POST /sms/{serviceName}/receivers',
				path,
				body: { autoUpdate: false, description: list.description, ...source, slotId },
				// Who makes a file has held its numbers against the rules of the credential.
				listChecked: 'csv' in list.content,
			} as const;
			const made = expectObject(call, await run.client.call(call), 'unknown');
			return { ...made, slotId: Number.isInteger(made.slotId) ? made.slotId : slotId };
		} catch (error) {
			// Somebody else took the slot in the meantime.
			if (!isConflict(error) || list.slotId !== undefined) throw conflictOf(error, slotId);
			if (index === free.length - 1) break;
		}
	}
	throw noFreeSlot();
}

async function sourceOf(run: OperationRun, { content, description }: NewList) {
	if ('csvUrl' in content) return content;
	const name = `${description.replace(/[^\w.-]+/g, '-').slice(0, 50) || 'receivers'}.csv`;
	// Not remembered: the answer holds an address to write to, and an empty document does no harm.
	const upload = uploadDocument(
		run.client,
		async (call) => await run.client.call(call),
		name,
		content.csv,
	);
	const documentId = await upload;
	if (!(await expireDocument(run.client, documentId))) {
		run.hint(
			`The list's file stays in the OVHcloud account as document ${documentId}: delete it there, and add the right PUT /me/document/* to the token`,
		);
	}
	return { documentId };
}

async function freeSlots(run: OperationRun, account: string): Promise<number[]> {
	const used = await readIds(run.client, lists.receiverLists, { serviceName: account });
	const free = Array.from({ length: SLOTS }, (_, index) => index + 1).filter(
		(slot) => !used.includes(slot),
	);
	if (free.length === 0) throw noFreeSlot();
	return free;
}

function noFreeSlot(): InputError {
	return new InputError(
		'Receiver List',
		`has no free place: all ${SLOTS} slots of the account are used`,
		'Nothing was created. Delete a list that is not needed any more (Receiver List: Get Many shows them, Delete frees the slot), then run again.',
	);
}

function isConflict(error: unknown): boolean {
	return error instanceof OvhError && error.facts.kind === 'conflict';
}

function conflictOf(error: unknown, slotId: number): unknown {
	if (!isConflict(error)) return error;
	return new InputError(
		'Slot ID',
		`is ${slotId}, and there is a list in this slot already`,
		'Nothing was created. Leave the option out to take the first free slot, or delete that list first.',
	);
}

/** A list with the same description and as many records, made since then. */
async function findList(
	run: OperationRun,
	{ account, description, content, slotId }: NewList,
	since: number,
	isTaken: (slotId: unknown) => boolean,
): Promise<SmsReceiver | undefined> {
	const found = await readObjects(run.client, lists.receiverLists, { serviceName: account });
	if (found.some(({ detailsMissing }) => detailsMissing)) {
		throw new Error('the token may not read the receiver lists');
	}
	return (found as unknown as SmsReceiver[]).find(
		(list) =>
			!isTaken(list.slotId) &&
			typeof list.datetime === 'string' &&
			list.description === description &&
			(slotId === undefined || list.slotId === slotId) &&
			(!('records' in content) || list.records === content.records) &&
			Date.parse(list.datetime) / 1000 >= since,
	);
}
