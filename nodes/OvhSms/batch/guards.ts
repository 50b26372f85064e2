import type { IDataObject } from 'n8n-workflow';

import type { OperationRun } from '../../../src/operations/run';
import { expectObject } from '../../../src/ovh/answers';
import { InputError, inItem } from '../../../src/sms/inputError';
import { type Listed, type Row, valueOf } from '../../../src/sms/receiverFile';
import { checkGuards, checkPieces, hasGuards } from '../send/guards';
import { hiddenIn, type StoredList } from './storedList';

/** @throws InputError naming the item whose field holds far more numbers than are allowed */
export function checkFields(
	run: OperationRun,
	rows: Row[],
	numberField: string,
	options: IDataObject,
): void {
	for (const row of rows) {
		try {
			checkPieces(run, 'Number Field', valueOf(row, numberField), options);
		} catch (error) {
			throw inItem(error, row.item);
		}
	}
}

/** @throws InputError naming the item whose numbers a guard refuses */
export function checkRows(run: OperationRun, receivers: Listed[], options: IDataObject): void {
	if (!hasGuards(run, options)) return;
	const byItem = new Map<number, string[]>();
	for (const { row, recipient } of receivers) {
		const numbers = byItem.get(row.item) ?? [];
		byItem.set(row.item, numbers);
		numbers.push(recipient.receiver);
	}
	for (const [item, numbers] of byItem) {
		try {
			checkGuards(run, 'Phone Field', numbers, options);
		} catch (error) {
			throw inItem(error, item);
		}
	}
}

/**
 * Holds a stored list against the guards.
 * @param stored what the token may read of it
 * @returns whether it is the list that was seen that will be texted
 * @throws InputError for a number that a guard refuses, or where the numbers cannot be known
 */
export async function checkStoredList(
	run: OperationRun,
	options: IDataObject,
	account: string,
	slotId: string,
	stored?: StoredList,
): Promise<boolean> {
	if (!hasGuards(run, options)) return false;
	if (!stored) {
		throw unseen('the token may not read it: add the right GET /sms/*/receivers/*/csv');
	}
	const path = { serviceName: account, slotId };
	const call = { route: 'GET /sms/{serviceName}/receivers/{slotId}', path } as const;
	const { autoUpdate } = expectObject(call, await run.client.read(call));
	if (autoUpdate !== false) throw unseen('OVHcloud reads it anew when it sends (Auto Update)');
	const hidden = hiddenIn(stored);
	if (hidden) throw unseen(hidden);
	const numbers = stored.receivers.map(({ recipient }) => recipient.receiver);
	checkGuards(run, 'Receiver List', numbers, options);
	return true;
}

function unseen(why: string): InputError {
	return new InputError(
		'Receiver List',
		`cannot be held against the guards of the node and the credential: ${why}`,
		'Nothing was created. Give numbers or input items as the recipients instead, or remove the guards.',
	);
}
