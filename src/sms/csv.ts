import { type CsvError, type Options, parse } from 'csv-parse/sync';

import { InputError, quoted } from './inputError';

/** A line of a file. */
export interface CsvRecord {
	fields: string[];
	/** Number of its (last) line in the file. */
	line: number;
}

export interface CsvReading {
	/** Display name of where the file comes from. */
	parameter: string;
	/** Lets others have their turn. */
	pause: () => Promise<void>;
	/** Where it is known; found out otherwise. */
	separator?: string;
	/** Takes each line; the first holds the names of the columns. */
	take: (record: CsvRecord) => void;
}

const SEPARATORS = [';', ',', '\t'];
/** Lines that are read before others have their turn. */
const PIECE = 2000;

/**
 * Reads a CSV file as spreadsheets and old systems write it. Lines that hold nothing are left out.
 * @param text as `decodeText` gives it
 * @param column the name of a column: the separator has to leave it
 * @throws InputError that names the line and the column
 */
export async function readCsv(
	text: string,
	column: string,
	{ parameter, pause, take, separator: known }: CsvReading,
): Promise<void> {
	const { body, separator, skipped } = known
		? { body: text, separator: known, skipped: 0 }
		: headOf(text, column);
	const bytes = Buffer.from(body);
	const options: Options = {
		delimiter: separator,
		record_delimiter: '\n',
		relax_column_count: true,
		relax_quotes: true,
		skip_empty_lines: true,
		to: PIECE,
		...(hasStrayQuotes(body) && { cast: withoutStrayQuotes }),
	};
	let names: string[] | undefined;
	let [at, line] = [0, skipped];
	for (let hasMore = true; hasMore; ) {
		let read = { bytes: 0, lines: 0 };
		const onRecord: Options['on_record'] = (fields: string[], { bytes: end, lines }) => {
			read = { bytes: end, lines };
			if (fields.some((field) => field !== '')) take({ fields, line: line + lines });
			names ??= fields;
			return null;
		};
		try {
			parse(bytes.subarray(at), { ...options, on_record: onRecord });
		} catch (error) {
			throw asInputError(error, parameter, line + read.lines + 1, names);
		}
		at += read.bytes;
		line += read.lines;
		hasMore = read.bytes > 0 && at < bytes.length;
		await pause();
	}
}

/** What the file's own first line says of its separator (`sep=;`), or what the names of the columns do. */
function headOf(text: string, column: string) {
	const [line, given] = /^"?sep=(.)"?[;,\t ]*(?:\n|$)/.exec(text) ?? [];
	if (line === undefined) return { body: text, separator: separatorOf(text, column), skipped: 0 };
	return { body: text.slice(line.length), separator: given, skipped: 1 };
}

/**
 * The separator that stands most often in the first line, outside of quotes; of those that leave a
 * column of the name, if there are any: other columns may hold commas in their names.
 */
export function separatorOf(text: string, column: string): string {
	const header = firstLine(text, column);
	const count = (separator: string): number => header.split(separator).length - 1;
	const fitting = SEPARATORS.filter((separator) =>
		header.split(separator).some((name) => name.trim() === column),
	);
	return (fitting.length ? fitting : SEPARATORS).reduce((best, next) =>
		count(next) > count(best) ? next : best,
	);
}

/** The first line with something in it, without what stands in quotes, but for the column's name. */
function firstLine(text: string, column: string): string {
	const start = text.search(/[^\n]/);
	let end = Math.max(0, start);
	for (let inQuotes = false; end < text.length; end++) {
		if (text[end] === '"') inQuotes = !inQuotes;
		if (!inQuotes && text[end] === '\n') break;
	}
	return text
		.slice(Math.max(0, start), end)
		.replaceAll(`"${column}"`, () => column)
		.split('"')
		.filter((_, index) => index % 2 === 0)
		.join('');
}

/**
 * Whether quotes neither begin nor end a field: `"Jean "Jo" D"`, `5" pipe`, `, "Ada"`. Three in a row
 * are those of a program that doubles them, whose fields may begin and end with one.
 */
function hasStrayQuotes(text: string): boolean {
	return /[^\n;,\t"]"[^\n;,\t"]/.test(text) && !text.includes('"""');
}

/** A field that the parser took as it stands, for its quotes are not doubled, without the outer ones. */
const withoutStrayQuotes: Options['cast'] = (field) => {
	const trimmed = field.trim();
	const isQuoted = trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"');
	return isQuoted ? trimmed.slice(1, -1).replaceAll('\\"', '"') : field;
};

function asInputError(
	error: unknown,
	parameter: string,
	line: number,
	names: string[] = [],
): unknown {
	const { code, column } = error as Partial<CsvError>;
	if (typeof code !== 'string' || !code.startsWith('CSV_')) return error;
	const name = typeof column === 'number' ? names[column] : undefined;
	const where = name === undefined ? '' : `, column ${quoted(name.trim())}`;
	return new InputError(
		parameter,
		`cannot be read from line ${line} on${where}: ${code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quotation mark opens a text there, and none closes it' : (error as Error).message}`,
		'Correct this line: a text in quotation marks ends with one, and those within it are doubled ("").',
	);
}
