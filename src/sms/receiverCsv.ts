import { type CsvReading, type CsvRecord, readCsv } from './csv';
import { InputError, quoted } from './inputError';
import { NUMBER_COLUMN, type Row } from './receiverFile';

/** What a file of a user may hold at most. */
const MOST_BYTES = 20 * 1000 * 1000;
const MOST_ROWS = 100_000;
const MOST_COLUMNS = 200;

export interface ReceiverCsv extends Pick<CsvReading, 'parameter' | 'pause' | 'separator'> {
	/** Index of the input item that holds the file. */
	item: number;
	/** The column of the phone number; "number" by default. */
	numberField?: string;
	/** Whether the file comes from a user, so that it must keep to the limits. */
	limited?: boolean;
}

/** @throws InputError for a file that would take too much memory, before it is decoded */
export function checkSize(bytes: Uint8Array, parameter: string): void {
	if (bytes.length <= MOST_BYTES) return;
	throw tooLarge(parameter, `${(bytes.length / 1e6).toFixed(1)} MB`, `${MOST_BYTES / 1e6} MB`);
}

/**
 * The rows of a CSV file of receivers: the first line names the columns. Columns without a name are
 * left out, and missing fields are empty.
 * @param text as `decodeText` gives it
 * @throws InputError that names the line, and what the file has too much of
 */
export async function readReceiverCsv(text: string, reading: ReceiverCsv): Promise<Row[]> {
	const { parameter, item, numberField = NUMBER_COLUMN } = reading;
	if (text.includes('\0')) throw new InputError(parameter, 'is no text file', ADVICE);
	const rows: Row[] = [];
	let names: string[] | undefined;
	await readCsv(text, numberField, {
		...reading,
		take: (record) => {
			if (!names) {
				names = namesIn(record, reading);
				return;
			}
			if (reading.limited && rows.length === MOST_ROWS) throw tooManyRows(parameter);
			rows.push({ item, line: record.line, values: valuesOf(record, names, parameter) });
		},
	});
	if (rows.length > 0) return rows;
	throw new InputError(parameter, 'has no line under the names of the columns', ADVICE);
}

const ADVICE =
	'It must be a CSV file (not the spreadsheet itself) whose first line names the columns, one of them "number" (or the one that "Phone Field" names), and whose other lines hold one recipient each.';

function valuesOf({ fields, line }: CsvRecord, names: string[], parameter: string) {
	const extra = fields.slice(names.length).find((field) => field.trim() !== '');
	if (extra !== undefined) {
		throw new InputError(
			parameter,
			`has more fields in line ${line} than the first line has columns (${names.length}): ${quoted(extra)} belongs to none`,
			'Maybe a text holds the separator: put the text into quotation marks. Or name the column in the first line.',
		);
	}
	const values = names.map((name, index) => [name, plain(fields[index] ?? '')] as const);
	return Object.fromEntries(values.filter(([name]) => name !== ''));
}

/** `="0612345678"` is how people keep Excel from taking the zero away. */
function plain(field: string): string {
	const isFormula = field.startsWith('="') && field.endsWith('"') && field.length > 2;
	return isFormula ? field.slice(2, -1).replaceAll('""', '"') : field;
}

/** The names of the columns; empty for those without one. */
function namesIn({ fields, line }: CsvRecord, { parameter, limited }: ReceiverCsv): string[] {
	const names = fields.map((name) => plain(name.trim()));
	const named = names.filter((name) => name !== '');
	if (limited && named.length > MOST_COLUMNS) {
		throw tooLarge(parameter, `${named.length} columns`, `${MOST_COLUMNS}`);
	}
	const known = new Set<string>();
	for (const name of named) {
		if (known.has(name)) {
			throw new InputError(
				parameter,
				`names the column ${quoted(name)} twice (line ${line})`,
				'Rename one of them.',
			);
		}
		known.add(name);
	}
	return names;
}

function tooManyRows(parameter: string): InputError {
	return tooLarge(parameter, `more than ${MOST_ROWS} rows`, `${MOST_ROWS}`);
}

function tooLarge(parameter: string, what: string, most: string): InputError {
	return new InputError(
		parameter,
		`has ${what}, and ${most} is the most that can be read`,
		'Nothing was created. Split the file, or leave out what is not needed.',
	);
}
