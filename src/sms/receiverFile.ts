import { stringify } from 'csv-stringify/sync';

import {
	applyCharacters,
	type CharacterMode,
	replaceForeign,
	type Replacement,
} from './characters';
import { composed } from './composed';
import { InputError, inItem, listed, quoted } from './inputError';
import { tidied } from './leftovers';
import { noNumber } from './numberProblems';
import { numberRefusal } from './numberRefusal';
import { type ReadOptions, type Recipient, recipientsIn, ValidRecipient } from './recipients';
import { isGsm, splitCharacters } from './text';

/** The column that OVHcloud reads the number from. */
export const NUMBER_COLUMN = 'number';

/** One row for a list: an input item, or a line of a file. */
export interface Row {
	/** Index of the input item. */
	item: number;
	/** Number of the line, where the item holds a file. */
	line?: number;
	values: Record<string, unknown>;
}

export interface ListOptions {
	/** The field that holds the phone number. */
	numberField: string;
	/** The fields that become columns; all by default. */
	columns?: string[];
	/** How numbers are read. */
	reading?: ReadOptions;
	/** What happens to characters that a column cannot carry. */
	characters: CharacterMode;
}

/** One line of the list. */
export interface Listed {
	row: Row;
	recipient: ValidRecipient;
	/** Texts by column, the number among them. */
	values: Record<string, string>;
}

/** A list of receivers as OVHcloud takes it. */
export interface ReceiverFile {
	/** UTF-8 with semicolons. */
	csv: string;
	columns: string[];
	receivers: Listed[];
	/** What cannot be a phone number, and why. */
	refused: Recipient[];
	/** The same as it was given, each once. */
	invalidReceivers: string[];
	/** Rows that are the same as another in all columns. */
	duplicates: number;
	replaced: Replacement[];
}

/**
 * A row of an item's fields; their names are compared in NFC.
 * @throws InputError that names the item, for a name that no person writes
 */
export function rowOf(item: number, json: Record<string, unknown>): Row {
	try {
		const names = Object.keys(json).map((name) => [name, composed(name, name)] as const);
		if (names.every(([given, name]) => given === name)) return { item, values: json };
		return { item, values: Object.fromEntries(names.map(([given, name]) => [name, json[given]])) };
	} catch (error) {
		throw inItem(error, item);
	}
}

/**
 * Makes the CSV file of a list, row by row: the column `number` in E.164 and texts of the GSM
 * alphabet in the others, by OVHcloud's notebook about SMS campaigns.
 */
export class ReceiverFileBuilder {
	private readonly columns: string[];
	private readonly texts: ColumnTexts;
	private readonly lines = new Map<string, Listed>();
	private readonly invalid = new Set<string>();
	private readonly refused: Recipient[] = [];
	private possible = 0;

	/**
	 * @param rows all that will be added
	 * @throws InputError that names the field
	 */
	constructor(
		rows: Row[],
		private readonly options: ListOptions,
	) {
		const fields = firstRows(rows);
		checkNumberField([...fields.keys()], options);
		this.columns = columnsOf(fields, options);
		this.texts = new ColumnTexts(options.characters);
	}

	/**
	 * Adds rows, recipient by recipient, so that others can have their turn.
	 * @throws InputError that names the item (and line) and the field
	 */
	*adding(rows: Row[]): Generator<void> {
		for (const row of rows) {
			const values = this.columns.map((column) => [column, this.texts.read(row, column)] as const);
			for (const recipient of numbersOf(row, this.options)) {
				this.add(row, recipient, Object.fromEntries(values));
				yield;
			}
		}
	}

	private add(row: Row, recipient: Recipient, values: Record<string, string>): void {
		const { input, receiver } = recipient;
		if (!receiver) {
			this.invalid.add(input || `(empty, ${placeOf(row)})`);
			this.refused.push(recipient);
			return;
		}
		this.possible++;
		const line = { [NUMBER_COLUMN]: receiver, ...values };
		const key = JSON.stringify(line);
		if (!this.lines.has(key)) this.lines.set(key, { row, recipient, values: line });
	}

	/** @throws InputError where no row has a phone number */
	file(): ReceiverFile {
		const { columns, lines, possible, refused, texts } = this;
		const invalidReceivers = [...this.invalid];
		if (lines.size === 0) throw noNumbers(this.refused, this.options);
		const receivers = [...lines.values()];
		const all = [NUMBER_COLUMN, ...columns];
		return {
			csv: stringify(
				receivers.map(({ values }) => all.map((column) => values[column])),
				{ header: true, columns: all, delimiter: ';' },
			),
			columns: all,
			receivers,
			refused,
			invalidReceivers,
			duplicates: possible - lines.size,
			replaced: texts.replaced(),
		};
	}
}

/** The value of a row's own field: "constructor" is not what every object has of that name. */
export function valueOf(row: Row, field: string): unknown {
	return has(row, field) ? row.values[field] : undefined;
}

function has({ values }: Row, field: string): boolean {
	return Object.prototype.hasOwnProperty.call(values, field);
}

/** The fields of all rows, in order of appearance. */
export function fieldsOf(rows: Row[]): string[] {
	return [...firstRows(rows).keys()];
}

/** The fields of all rows, in order of appearance, with the first row that has each. */
function firstRows(rows: Row[]): Map<string, Row> {
	const fields = new Map<string, Row>();
	for (const row of rows) {
		for (const field of Object.keys(row.values)) if (!fields.has(field)) fields.set(field, row);
	}
	return fields;
}

/** The columns beside the number's own. */
function columnsOf(fields: Map<string, Row>, { columns, numberField }: ListOptions): string[] {
	const wanted = columns ?? [...fields.keys()].filter((field) => field !== numberField);
	for (const column of wanted) {
		const at = fields.get(column);
		if (!at && column !== NUMBER_COLUMN) {
			throw new InputError(
				'Columns',
				`names ${quoted(column)}, which no item has`,
				`These fields exist: ${listed([...fields.keys()])}.`,
			);
		}
		checkName(column, at);
		if (column === NUMBER_COLUMN && numberField !== NUMBER_COLUMN && at) {
			throw new InputError(
				NUMBER_COLUMN,
				`cannot be a column of its own: OVHcloud keeps the phone number, here from ${quoted(numberField)}, in the column of this name`,
				`Rename the field in the items, or leave it out of "Columns".`,
				at.item,
			);
		}
	}
	return [...new Set(wanted)].filter((column) => column !== NUMBER_COLUMN);
}

/** What separates columns and placeholders cannot be part of a column's name. */
function checkName(column: string, row?: Row): void {
	const usable = /^[^#;"\r\n]+$/.test(column) && column === column.trim() && isGsm(column);
	if (usable) return;
	throw new InputError(
		column,
		'cannot be the name of a column of a receiver list',
		'It may hold no # ; " or line break, no blank at its ends, and only characters of the 7-bit alphabet of SMS (no ê, ç or emoji). Rename the field, or choose the fields to use in "Columns".',
		row?.item,
	);
}

function* numbersOf(row: Row, { numberField, reading }: ListOptions): Generator<Recipient> {
	let isEmpty = true;
	for (const recipient of recipientsIn(valueOf(row, numberField), reading)) {
		isEmpty = false;
		yield recipient;
	}
	if (isEmpty) yield { input: '', problem: noNumber('') };
}

/** The texts of columns; what was replaced in them is counted. */
class ColumnTexts {
	private readonly counts = new Map<string, Replacement>();

	private readonly replaces: boolean;

	constructor(mode: CharacterMode) {
		// A mode that does not exist is refused even if no text needs it.
		applyCharacters('', mode);
		this.replaces = mode === 'replace' || mode === 'replaceAlways';
	}

	read(row: Row, column: string): string {
		const original = asText(row, column);
		if (isGsm(original)) return original;
		// A column has no parts of its own that could be too many.
		const { text, replaced } = this.replaces
			? replaceForeign(original)
			: { text: original, replaced: [] };
		if (!isGsm(text)) throw this.foreign(row, column, text);
		for (const { count, ...replacement } of replaced) {
			const known = this.counts.get(replacement.character) ?? { ...replacement, count: 0 };
			known.count += count;
			this.counts.set(replacement.character, known);
		}
		return text;
	}

	replaced(): Replacement[] {
		return [...this.counts.values()];
	}

	private foreign(row: Row, column: string, text: string): InputError {
		const characters = new Set(splitCharacters(text).filter((character) => !isGsm(character)));
		return new InputError(
			column,
			`holds characters that a receiver list cannot carry: ${listed([...characters])}${lineOf(row)}`,
			this.replaces
				? 'OVHcloud takes only the 7-bit alphabet of SMS in the columns of a list, and there is nothing near enough to put in their place. Remove them from the text, or leave this column out.'
				: 'OVHcloud takes only the 7-bit alphabet of SMS in the columns of a list. Set "Characters" to "Replace", remove them from the text, or leave this column out.',
			row.item,
		);
	}
}

function asText(row: Row, column: string): string {
	const value = valueOf(row, column);
	if (value === null || value === undefined) return '';
	const isDate = value instanceof Date;
	if (isDate && !Number.isNaN(value.getTime())) return value.toISOString();
	if (typeof value !== 'object') return tidiedField(row, column, String(value));
	const kind = isDate ? 'an invalid date' : Array.isArray(value) ? 'a list' : 'an object';
	throw new InputError(
		column,
		`is ${kind}, which cannot be the text of a column${lineOf(row)}`,
		'Choose the fields that become columns in "Columns", or make a text of it before.',
		row.item,
	);
}

function tidiedField(row: Row, column: string, text: string): string {
	try {
		return tidied(column, text);
	} catch (error) {
		throw inItem(error, row.item);
	}
}

function checkNumberField(fields: string[], { numberField }: ListOptions): void {
	if (fields.includes(numberField)) return;
	throw new InputError(
		'Phone Field',
		`is ${quoted(numberField)}, which no item has`,
		`These fields exist: ${listed(fields)}. Nothing was created.`,
	);
}

function noNumbers(refused: Recipient[], { numberField, reading = {} }: ListOptions): InputError {
	const { what, advice } = numberRefusal(refused, reading);
	return new InputError(
		'Phone Field',
		`is ${quoted(numberField)}, and it ${what}`,
		`${advice} Nothing was created.`,
	);
}

function placeOf({ item, line }: Row): string {
	return line === undefined ? `item ${item}` : `line ${line}`;
}

function lineOf({ line }: Row): string {
	return line === undefined ? '' : ` (line ${line})`;
}
