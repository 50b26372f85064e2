import { CsvError, parse } from 'csv-parse/sync';

import { InputError, quoted } from './inputError';
import { NUMBER_COLUMN, type Row } from './receiverFile';

const SEPARATORS = [';', ',', '\t'];

/**
 * The rows of a CSV file of a user: the first line names the columns, which are separated by
 * semicolons, commas or tabs.
 * @param parameter display name of where the file comes from
 * @param item index of the input item that holds the file
 * @throws InputError that names the line
 */
export function readReceiverCsv(text: string, parameter: string, item: number): Row[] {
	if (text.includes('\0')) throw new InputError(parameter, 'is no text file', ADVICE);
	const records = parseCsv(text, parameter);
	if (records.length === 0) {
		throw new InputError(parameter, 'has no line under the names of the columns', ADVICE);
	}
	return records.map(({ record, info }) => ({ item, line: info.lines, values: record }));
}

const ADVICE =
	'It must be a CSV file (not the spreadsheet itself) whose first line names the columns, one of them "number" (or the one that "Number Field" names), and whose other lines hold one recipient each.';

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
	throw new InputError(parameter, `names the column ${quoted(twice)} twice`, 'Rename one of them.');
}

function asInputError(error: unknown, parameter: string): unknown {
	if (!(error instanceof CsvError)) return error;
	const line = String(error.lines);
	return new InputError(parameter, `cannot be read at line ${line}: ${error.message}`, ADVICE);
}

/**
 * The separator that stands most often in the first line, outside of quotes; of those that leave a
 * column "number", if there are any: other columns may hold commas in their names.
 */
export function separatorOf(text: string): string {
	const header = firstLine(text);
	const count = (separator: string): number => header.split(separator).length - 1;
	const fitting = SEPARATORS.filter((separator) =>
		header.split(separator).some((name) => name.trim() === NUMBER_COLUMN),
	);
	return (fitting.length ? fitting : SEPARATORS).reduce((best, next) =>
		count(next) > count(best) ? next : best,
	);
}

/** Without what stands in quotes, but for the name of the number's column. */
function firstLine(text: string): string {
	let end = 0;
	for (let quoted = false; end < text.length; end++) {
		if (text[end] === '"') quoted = !quoted;
		if (!quoted && /[\r\n]/.test(text[end])) break;
	}
	return text
		.slice(0, end)
		.replaceAll(`"${NUMBER_COLUMN}"`, NUMBER_COLUMN)
		.split('"')
		.filter((_, index) => index % 2 === 0)
		.join('');
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
