import type { IDataObject } from 'n8n-workflow';

import { sameForAll } from '../../../src/operations/allItems';
import type { OperationRun } from '../../../src/operations/run';
import { settle } from '../../../src/operations/settle';
import { isGiven } from '../../../src/sms/given';
import { composed } from '../../../src/sms/composed';
import { InputError } from '../../../src/sms/inputError';
import { fieldsOf, type Row } from '../../../src/sms/receiverFile';
import { PHONE_FIELD } from './properties';

/** A field of the item, as n8n writes it where one is dragged into a text. */
const FIELD = /\{\{\s*\$json(?:\.([\p{L}_$][\p{L}\p{N}_$]*)|\[(["'])([^"'\\]+)\2\])\s*\}\}/gu;

/**
 * An expression as a text with placeholders (`Hello {{ $json.name }}` as `Hello #name#`); nothing
 * where it does more than putting fields into a text.
 */
export function withPlaceholders(expression: string): string | undefined {
	const text = expression
		.replace(/^=/, '')
		.replace(FIELD, (_, plain?: string, __?: string, named?: string) => `#${plain ?? named}#`);
	return text.includes('{{') ? undefined : text;
}

const SAME_TEXT =
	'Nothing was created. Make the text in a field of the items (node "Edit Fields", say as text), and write #text# here. Or choose "Numbers" as the recipients, which makes a batch of each item.';

/**
 * A text is for all items. Fields that were dragged into it, so that it differs, are taken for
 * placeholders.
 * @throws InputError for any other text that differs
 */
export async function settleMessage(run: OperationRun): Promise<void> {
	const read = (item: number) => run.parameter('message', item, '');
	const same = await settle(sameForAll(run, 'Message', read, SAME_TEXT));
	if (!('error' in same)) return;
	const text = withPlaceholders(run.expression('message') ?? '{{');
	if (text === undefined || !(same.error instanceof InputError)) throw same.error;
	run.fill('message', text);
}

/**
 * The rows, and which of their fields holds the phone numbers. A path such as `customer.phone`, which
 * n8n writes where a field is dragged in, becomes a field of its own.
 * @throws InputError
 */
export async function withPhoneField(
	run: OperationRun,
	rows: Row[],
	options: IDataObject,
): Promise<{ rows: Row[]; numberField: string }> {
	const numberField = await phoneField(run, fieldsOf(rows), options);
	if (!numberField.includes('.') || fieldsOf(rows).includes(numberField)) {
		return { rows, numberField };
	}
	const path = numberField.split('.');
	const deeper = rows.map((row): Row => {
		const value = path.reduce<unknown>(
			(object, name) => (object as IDataObject | null | undefined)?.[name],
			row.values,
		);
		return value === undefined ? row : { ...row, values: { ...row.values, [numberField]: value } };
	});
	return { rows: deeper, numberField };
}

async function phoneField(
	run: OperationRun,
	fields: string[],
	{ numberField: saved }: IDataObject,
): Promise<string> {
	const field = composed(PHONE_FIELD.displayName, run.text(PHONE_FIELD.name, 0));
	const expression = run.expression(PHONE_FIELD.name);
	if (expression !== undefined && !fields.includes(field)) {
		const [, dragged] = /^#([^#]+)#$/.exec(withPlaceholders(expression) ?? '') ?? [];
		if (dragged !== undefined) return dragged;
	}
	await sameForAll(run, PHONE_FIELD.displayName, (item) => run.text(PHONE_FIELD.name, item));
	// Workflows of before this parameter have the field among the options.
	return field === PHONE_FIELD.default && isGiven(saved) ? String(saved) : field;
}
