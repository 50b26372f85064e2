import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { choice, collection, flag, number, text } from '../../../src/operations/fields';
import { eachItem, type Operation } from '../../../src/operations/operation';
import { accountOf } from '../../../src/operations/path';
import { ACCOUNT } from '../../../src/operations/properties';
import { hintAtRemarks } from '../../../src/operations/numbers';
import type { OperationRun } from '../../../src/operations/run';
import { allItems, sameForAll } from '../../../src/operations/allItems';
import { collectYielding, pause } from '../../../src/n8n/yielding';
import { optionalValues, requiredValues } from '../../../src/operations/values';
import { checkAllowed } from '../../../src/sms/rules';
import { decodeText } from '../../../src/sms/encoding';
import { checkSize, readReceiverCsv } from '../../../src/sms/receiverCsv';
import { ReceiverFileBuilder, type Row, rowOf } from '../../../src/sms/receiverFile';
import { amountOf } from '../send/amounts';
import { leftOut } from './leftOut';
import { LIST_OPTIONS, listOptionsOf } from './listOptions';
import { createList, type NewList, SLOTS } from './store';

const SOURCE = choice(
	'source',
	'Source',
	[
		{
			name: 'CSV File',
			value: 'file',
			description: 'A CSV file of each input item becomes a list; it is checked before',
		},
		{
			name: 'CSV at an Address',
			value: 'url',
			description: 'OVHcloud reads the file from a public address; the node cannot check it',
		},
		{
			name: 'Input Items',
			value: 'items',
			description: 'All input items together become one list, their fields its columns',
		},
	],
	'Where the recipients come from',
	{ default: 'items', noDataExpression: true },
);

const DESCRIPTION = text('description', 'Description', 'Name of the list for people', {
	required: true,
});

const FILE = text(
	'binaryPropertyName',
	'Input Binary Field',
	'Field of the input item that holds the CSV file: its first line names the columns, which are separated by semicolons, commas or tabs',
	{ default: 'data', required: true },
);

const URL = text(
	'csvUrl',
	'CSV URL',
	'Public address of a CSV file in UTF-8 with semicolons, whose column "number" holds numbers such as +33612345678',
	{ required: true, placeholder: 'e.g. https://example.com/customers.csv' },
);

const AUTO_UPDATE = flag(
	'autoUpdate',
	'Auto Update',
	'Whether OVHcloud reads the file anew each time that a message is sent to the list',
);

const SLOT = number(
	'slotId',
	'Slot ID',
	'Place of the list, from 1 to 9; the first free one where this is not set',
	{ default: 1, typeOptions: { minValue: 1, maxValue: SLOTS, numberPrecision: 0 } },
);

const shownFor = (property: INodeProperties, source: string): INodeProperties => ({
	...property,
	displayOptions: { show: { source: [source] } },
});

/** `receiverList` → `create`: from the input items, a file, or an address. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create receiver list',
	description:
		'Store a list of recipients, from the input items or a CSV file, to which batches and messages can be sent. It costs nothing and sends nothing; an account has nine places for lists.',
	routes: [
		'POST /sms/{serviceName}/receivers',
		'GET /sms/{serviceName}/receivers',
		'GET /sms/{serviceName}/receivers/{slotId}',
	],
	output: {
		object: 'POST /sms/{serviceName}/receivers',
		more: { invalidReceivers: 'array', duplicates: 'integer' },
	},
	properties: [
		ACCOUNT,
		SOURCE,
		DESCRIPTION,
		shownFor(FILE, 'file'),
		shownFor(URL, 'url'),
		shownFor(AUTO_UPDATE, 'url'),
		collection('options', 'Options', [...LIST_OPTIONS, SLOT], 'Add option'),
	],
	run: async (run) => {
		const source = run.text('source', 0);
		if (source === 'items') return await allItems(fromItems)(run);
		return await eachItem(source === 'file' ? fromFile : fromUrl)(run);
	},
};

async function fromItems(run: OperationRun): Promise<IDataObject[]> {
	await sameForAll(run, ACCOUNT.displayName, (item) => accountOf(run, item));
	await sameForAll(run, DESCRIPTION.displayName, (item) => run.text(DESCRIPTION.name, item));
	const rows = run.items.map(({ json }, item) => rowOf(item, json));
	return await fromRows(run, 0, rows);
}

async function fromFile(run: OperationRun, item: number): Promise<IDataObject[]> {
	const { binaryPropertyName } = requiredValues(run, item, [FILE]);
	const bytes = await run.readFile(String(binaryPropertyName), FILE.displayName, item);
	const parameter = FILE.displayName;
	checkSize(bytes, parameter);
	const { numberField } = listOptionsOf(run.options(item), run.rules);
	const reading = { parameter, item, numberField, pause, limited: true };
	return await fromRows(run, item, await readReceiverCsv(decodeText(bytes, parameter), reading));
}

async function fromRows(run: OperationRun, item: number, rows: Row[]): Promise<IDataObject[]> {
	const wanted = listOf(run, item);
	const builder = new ReceiverFileBuilder(rows, listOptionsOf(run.options(item), run.rules));
	await collectYielding(builder.adding(rows));
	const file = builder.file();
	const { csv, receivers, refused, invalidReceivers, duplicates, replaced } = file;
	hintAtRemarks(
		run,
		receivers.map(({ recipient }) => recipient),
	);
	checkAllowed(
		run.rules,
		'Phone Field',
		receivers.map(({ recipient }) => recipient.receiver),
	);
	const content = { csv, records: receivers.length };
	const list = await createList(run, item, { ...wanted, content });
	const missing = leftOut(refused, duplicates);
	const stored = `Stored ${amountOf(receivers.length, 'recipient')} from ${amountOf(rows.length, 'row')}.`;
	run.hint(`${stored} ${missing}`.trim(), missing ? 'warning' : 'info');
	return [
		{
			...list,
			invalidReceivers,
			duplicates,
			...(replaced.length > 0 && { replaced: replaced as unknown as IDataObject[] }),
		},
	];
}

async function fromUrl(run: OperationRun, item: number): Promise<IDataObject[]> {
	const { csvUrl } = requiredValues(run, item, [URL]);
	const content = {
		csvUrl: String(csvUrl),
		autoUpdate: run.flag(AUTO_UPDATE.name, item),
	};
	const list = await createList(run, item, { ...listOf(run, item), content });
	return [{ ...list, invalidReceivers: [], duplicates: 0 }];
}

function listOf(run: OperationRun, item: number): Omit<NewList, 'content'> {
	const { description } = requiredValues(run, item, [DESCRIPTION]);
	const { slotId } = optionalValues(run, item, 'options', [SLOT]);
	return {
		account: accountOf(run, item),
		description: String(description),
		...(slotId !== undefined && { slotId: Number(slotId) }),
	};
}
