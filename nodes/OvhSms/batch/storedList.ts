import type { IDataObject } from 'n8n-workflow';

import type { OperationRun } from '../../../src/operations/run';
import { pause } from '../../../src/n8n/yielding';
import { type FailureKind, OvhError } from '../../../src/ovh/errors';
import { InputError, listed, quoted } from '../../../src/sms/inputError';
import { tidied } from '../../../src/sms/leftovers';
import { readReceiverCsv } from '../../../src/sms/receiverCsv';
import { fieldsOf, type Listed, NUMBER_COLUMN } from '../../../src/sms/receiverFile';
import { parseRecipients } from '../../../src/sms/recipients';
import { impossible, receiversOf } from '../../../src/sending/report';
import { isDryRun, readLimit } from '../send/checks';

/** Failures that say nothing of the list: its content stays unknown. */
const UNKNOWN: FailureKind[] = ['right', 'iam', 'forbidden', 'unreadable'];

/** OVHcloud's own, in which its front end reads lists: another reading would see other numbers. */
const SEPARATOR = ';';

/** What OVHcloud has stored it sends to, and charges. */
const STORED = { allowPremium: true };

export interface StoredList {
	columns: string[];
	receivers: Listed[];
	/** What stands in the place of a number and cannot be read as one; an empty text for none. */
	unreadable: string[];
}

/**
 * Columns and recipients of a stored list, as far as the token may read them.
 * @throws InputError | OvhError
 */
export async function readStoredList(
	run: OperationRun,
	item: number,
	account: string,
	slotId: string,
): Promise<StoredList | undefined> {
	const path = { serviceName: account, slotId };
	const text = await run.client
		.read({ route: 'GET /sms/{serviceName}/receivers/{slotId}/csv', path })
		.catch((error: unknown) => {
			if (error instanceof OvhError && UNKNOWN.includes(error.facts.kind)) return undefined;
			throw error;
		});
	if (typeof text !== 'string') return undefined;
	const reading = { parameter: 'Receiver List', item, pause, separator: SEPARATOR };
	const rows = (await readReceiverCsv(tidied(reading.parameter, text), reading)).map((row) => ({
		row,
		recipients: parseRecipients(row.values[NUMBER_COLUMN], STORED),
	}));
	return {
		columns: fieldsOf(rows.map(({ row }) => row)),
		receivers: rows.flatMap(({ row, recipients }) =>
			receiversOf(recipients).map((recipient) => ({
				row,
				recipient,
				values: row.values as Record<string, string>,
			})),
		),
		unreadable: rows.flatMap(({ recipients }) =>
			recipients.length > 0 ? impossible(recipients) : [''],
		),
	};
}

/** Why it is not known whom a list reaches, as the rest of a sentence; nothing where it is. */
export function hiddenIn({ columns, unreadable: [other] }: StoredList): string | undefined {
	if (!columns.includes(NUMBER_COLUMN)) {
		return `it has no column "${NUMBER_COLUMN}" but ${listed(columns)}`;
	}
	if (other === undefined) return undefined;
	return other === ''
		? 'it has a line without a number'
		: `it holds ${quoted(other)}, whose country is not known`;
}

/** @throws InputError where a limit of credits cannot be held, or a dry run cannot tell */
export function checkCost(options: IDataObject, stored?: StoredList): void {
	const hidden = stored && hiddenIn(stored);
	if (stored && !hidden) return;
	const isLimited = readLimit(options) !== undefined;
	if (!isLimited && !isDryRun(options)) return;
	throw new InputError(
		isLimited ? 'Max Credits' : 'Dry Run',
		`cannot be checked: ${hidden ?? 'the token may not read the recipients of the list'}`,
		`Nothing was created. ${hidden ? 'Make the list anew' : 'Add the right GET /sms/*/receivers/*/csv to the token'}, or remove the option.`,
	);
}
