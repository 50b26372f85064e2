import { parse, type CsvError } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { badRequest } from '../errors';
import type { ReceiverTable, Row } from '../state/receiverLists';
import { measureText } from '../state/text';

/** OVHcloud's guide asks for semicolons, and its own front end reads lists with them (read in November 2026). */
const SEPARATOR = ';';
const NUMBER_COLUMN = 'number';
const E164 = /^\+[1-9]\d{6,14}$/;
const FETCH_TIMEOUT_MS = 10_000;

/**
 * Reads a CSV file of receivers as OVHcloud's notebook about SMS campaigns describes it: UTF-8, a
 * column `number` with E.164 numbers, and texts of the GSM alphabet in the others. A refusal names
 * the line at its end, which OVHcloud's front end looks for (ovh/manager, modules/sms, receivers; read
 * in November 2026).
 */
export function readReceiverFile(bytes: Uint8Array): ReceiverTable {
	const text = utf8(bytes);
	if (text === undefined) throw badRequest('The file is not encoded in UTF-8');
	let columns: string[] = [];
	const lines = parseLines(text, (header) => (columns = header));
	if (!columns.includes(NUMBER_COLUMN)) {
		throw badRequest(`The file has no column "${NUMBER_COLUMN}" (separator ${SEPARATOR})`);
	}
	if (lines.length === 0) throw badRequest('The file has no receivers');
	for (const { record, info } of lines) {
		if (!E164.test(record[NUMBER_COLUMN])) {
			throw badRequest(`Invalid number "${record[NUMBER_COLUMN]}" on line ${info.lines}`);
		}
		const texts = Object.values(record).join('');
		if (measureText(texts, true).charactersClass !== '7bits') {
			throw badRequest(`Characters outside of the GSM alphabet on line ${info.lines}`);
		}
	}
	return { columns, rows: lines.map(({ record }) => record) };
}

export function writeReceiverFile({ columns, rows }: ReceiverTable): string {
	return stringify(rows, { header: true, columns, delimiter: SEPARATOR });
}

/** Reads a file of receivers from an address. The sandbox asks nothing but this machine. */
export async function fetchReceiverFile(address: string): Promise<ReceiverTable> {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw badRequest(`"${address}" is no address of a file`);
	}
	if (!['127.0.0.1', 'localhost'].includes(url.hostname)) {
		throw badRequest(`The sandbox reads files from 127.0.0.1 only, not from ${url.hostname}`);
	}
	const response = await fetch(url, {
		redirect: 'error',
		signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
	}).catch((error: unknown) => {
		throw badRequest(`The file at ${url.origin} can not be read: ${String(error)}`);
	});
	if (!response.ok) throw badRequest(`The file at ${url.origin} answers ${response.status}`);
	return readReceiverFile(new Uint8Array(await response.arrayBuffer()));
}

function parseLines(text: string, columns: (header: string[]) => string[]) {
	try {
		return parse(text, {
			bom: true,
			columns,
			delimiter: SEPARATOR,
			info: true,
			skip_empty_lines: true,
		}) as unknown as Array<{ record: Row; info: { lines: number } }>;
	} catch (error) {
		throw badRequest(`Invalid CSV on line ${String((error as CsvError).lines)}`);
	}
}

function utf8(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}
