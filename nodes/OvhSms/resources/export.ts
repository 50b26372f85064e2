import type { INodeProperties } from 'n8n-workflow';

import { collection, flag, number } from '../../../src/operations/fields';
import { eachItemAtOnce, type Entries, type Operation } from '../../../src/operations/operation';
import { accountOf } from '../../../src/operations/path';
import { ACCOUNT } from '../../../src/operations/properties';
import type { OperationRun } from '../../../src/operations/run';
import { pause } from '../../../src/n8n/yielding';
import { optionalValues } from '../../../src/operations/values';
import type { ApiCall, RouteName } from '../../../src/ovh/call';
import { discardDocument, documentIdIn, downloadDocument } from '../../../src/ovh/documents';
import { OvhError } from '../../../src/ovh/errors';
import type { SmsDocumentWayTypeEnum } from '../../../src/ovh/model.generated';
import { exported } from '../../../src/sms/formulas';

const MAX_WAIT = number(
	'maxWait',
	'Max Wait',
	'Seconds to wait at most until OVHcloud has written the file, which takes longer for many messages',
	{ default: 120, typeOptions: { minValue: 0, maxValue: 3600, numberPrecision: 0 } },
);

const ESCAPE_FORMULAS = flag(
	'escapeFormulas',
	'Escape Formulas',
	'Whether to put an apostrophe before texts that a spreadsheet would carry out, such as =HYPERLINK(…): anyone can send you one',
	{ default: true },
);

const OPTIONS = [ESCAPE_FORMULAS, MAX_WAIT];

/** An account without messages may get an empty file, for which there is no use to wait long. */
const WAIT_FOR_NOTHING = 5;

const WORDS: Record<SmsDocumentWayTypeEnum, { noun: string; list: RouteName }> = {
	incoming: { noun: 'received', list: 'GET /sms/{serviceName}/incoming' },
	outgoing: { noun: 'sent', list: 'GET /sms/{serviceName}/outgoing' },
};

/**
 * `outgoing` and `incoming` → `export`: the history as a CSV file, which OVHcloud writes in the
 * background.
 * @param filters query parameters of the export, which the list of messages has, too
 */
export function exportHistory(
	wayType: SmsDocumentWayTypeEnum,
	filters: INodeProperties[],
): Operation {
	const { noun, list } = WORDS[wayType];
	return {
		value: 'export',
		name: 'Export to CSV',
		action: `Export ${noun} SMS to CSV`,
		description: `Get the ${noun} messages as a CSV file, as the OVHcloud control panel exports them; it costs nothing`,
		routes: ['GET /sms/{serviceName}/document', list, 'DELETE /me/document/{id}'],
		output: {
			more: {
				account: 'string',
				wayType: 'string',
				fileName: 'string',
				rows: 'integer',
				size: 'integer',
			},
		},
		properties: [
			ACCOUNT,
			collection('filters', 'Filters', filters, 'Add filter'),
			collection('options', 'Options', OPTIONS, 'Add option'),
		],
		run: eachItemAtOnce(async (run, item) => {
			const account = accountOf(run, item);
			const query = { ...optionalValues(run, item, 'filters', filters) };
			const { maxWait = MAX_WAIT.default, escapeFormulas = true } = optionalValues(
				run,
				item,
				'options',
				OPTIONS,
			);
			const path = { serviceName: account };
			const messages = await countOf(run, { route: list, path, query } as ApiCall);
			const text = await read(
				run,
				{
					route: 'GET /sms/{serviceName}/document',
					path,
					query: { wayType, ...query },
				},
				Number(maxWait),
				messages,
			);
			const file = await exported(text, escapeFormulas === true, { parameter: 'CSV', pause });
			return await entryOf(run, { account, wayType }, file);
		}),
	};
}

/** How many messages there are; undefined where the token may not list them. */
async function countOf(run: OperationRun, call: ApiCall): Promise<number | undefined> {
	return await run.client.read(call).then(
		(ids: unknown) => (Array.isArray(ids) ? ids.length : undefined),
		(error: unknown) => {
			if (error instanceof OvhError && error.facts.kind === 'right') return undefined;
			throw error;
		},
	);
}

/** The file's text; that of no messages may never be written. */
async function read(
	run: OperationRun,
	call: ApiCall<'GET /sms/{serviceName}/document'>,
	maxWait: number,
	messages?: number,
): Promise<string> {
	const seconds = messages === 0 ? Math.min(maxWait, WAIT_FOR_NOTHING) : maxWait;
	const id = documentIdIn(call, await run.client.read(call));
	return await downloadDocument(run.client, call, id, seconds)
		.catch((error: unknown) => {
			if (messages === 0 && isEmptyDocument(error)) return '';
			throw error;
		})
		.finally(async () => {
			// Texts and numbers of people must not stay behind.
			if (!run.cancelled && !(await discardDocument(run.client, id))) run.hint(staysBehind(id));
		});
}

function staysBehind(id: string): string {
	return `The exported file stays in the OVHcloud account as document ${id}: delete it there, and add the right DELETE /me/document/* to the token`;
}

function isEmptyDocument(error: unknown): boolean {
	return error instanceof OvhError && error.facts.kind === 'notReady';
}

async function entryOf(
	run: OperationRun,
	{ account, wayType }: { account: string; wayType: string },
	{ text, rows }: { text: string; rows: number },
): Promise<Entries> {
	const bytes = Buffer.from(text, 'utf8');
	const fileName = `${account}-${wayType}.csv`;
	const data = await run.file(bytes, fileName, 'text/csv');
	return {
		json: [{ account, wayType, fileName, rows, size: bytes.length }],
		binary: [{ data }],
	};
}
