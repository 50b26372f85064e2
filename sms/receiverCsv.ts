import { CsvError, parse } from 'csv-parse/sync';

import { InputError } from './inputError';
import type { Row } from './receiverFile';

const SEPARATORS = [';', ',', '\t'];

/**
 * The rows of a CSV file of a user: the first line names the columns, which are separated by
 * semicolons, commas or tabs.
 * @param parameter display name of where the file comes from
 * @param item index of the input item that holds the file
 * @throws InputError that names the line
 */
export function readReceiverCsv(text: string, parameter: string, item: number): Row[] {
	const records = parseCsv(text, parameter);
	if (records.length === 0) {
		throw new InputError(parameter, 'has no line under the names of the columns', ADVICE);
	}
	return records.map(({ record, info }) => ({ item, line: info.lines, values: record }));
}

const ADVICE =
	'It must be a CSV file whose first line names the columns, one of them "number" (or the one that "Number Field" names), and whose other lines hold one recipient each.';

interface ParsedLine {
	record: Record<string, string>;
	info: { lines: number };
}

function parseCsv(text: string, parameter: string): ParsedLine[] {
	try {
		return parse(text, {
			bom: true,
			columns: (names: string[]) => uniqueNames(names, parameter),
			delimiter: separatorOf(text),
			info: true,
			skip_empty_lines: true,
		}) as unknown as ParsedLine[];
	} catch (error) {
		throw asInputError(error, parameter);
	}
}

function uniqueNames(names: string[], parameter: string): string[] {
	const trimmed = names.map((name) => name.trim());
	const twice = trimmed.find((name, index) => trimmed.indexOf(name) !== index);
	if (twice === undefined) return trimmed;
	throw new InputError(parameter, `names the column "${twice}" twice`, 'Rename one of them.');
}

function asInputError(error: unknown, parameter: string): unknown {
	if (!(error instanceof CsvError)) return error;
	const line = String(error.lines);
	return new InputError(parameter, `cannot be read at line ${line}: ${error.message}`, ADVICE);
}

/** The separator that stands most often in the first line, outside of quotes. */
export function separatorOf(text: string): string {
	const [header] = text.replace(/"(?:[^"]|"")*"/g, '').split(/\r?\n/, 1);
	const count = (separator: string): number => header.split(separator).length - 1;
	return SEPARATORS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/**
 * The text of a file of a user. Spreadsheets write Windows' own encoding as well as Unicode; what
 * is no UTF-8 is taken for the former.
 */
export function decodeText(bytes: Uint8Array): string {
	const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
	if (utf16) return new TextDecoder('utf-16le').decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return fromWindows(bytes);
	}
}

/** What Windows has in the place of the control characters from 0x80 on. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** By hand, since the decoder of some versions of Node takes these signs for control characters. */
function fromWindows(bytes: Uint8Array): string {
	return Buffer.from(bytes)
		.toString('latin1')
		.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS[sign.charCodeAt(0) - 0x80]);
}
