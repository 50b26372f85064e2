import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';

import { pause } from '../../src/n8n/yielding';
import { readReceiverFile } from '../../sandbox/routes/receiverFile';
import { InputError } from '../../src/sms/inputError';
import { decodeText } from '../../src/sms/encoding';
import { tidied } from '../../src/sms/leftovers';
import { readReceiverCsv } from '../../src/sms/receiverCsv';
import type { ListOptions, Row } from '../../src/sms/receiverFile';
import { isGsm } from '../../src/sms/text';
import { receiverFile } from '../helpers/receiverFile';
import { runs } from './settings';
import { anyText, gsmText } from './texts';

const NUMBERS = ['+33612345678', '+33612345679', '+447911123456', '+393471234567'];
const NUMBER = fc.constantFrom(...NUMBERS);

/** What can be the name of a column, also where it is a name of JavaScript's own. */
const NAME = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.constantFrom('name', 'city', 'first name', '1', '0', "l'été", 'a,b,c'),
	},
	{ weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'length') },
	{
		weight: 2,
		arbitrary: gsmText
			.map((text) =>
				text
					.replace(/[#;"\r\n]/g, '')
					.slice(0, 20)
					.trim(),
			)
			.filter((text) => text !== '' && text !== 'number'),
	},
);

/** An object with its own keys, whatever they are called. */
const withKeys = <T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>, maxLength: number) =>
	fc
		.uniqueArray(fc.tuple(key, value), { maxLength, selector: ([name]) => name })
		.map((entries) => Object.fromEntries(entries));

const rowsOf = (all: Array<Record<string, unknown>>): Row[] =>
	all.map((values, item) => ({ item, values }));

const REPLACE: ListOptions = { numberField: 'number', characters: 'replace' };

const own = (values: Record<string, unknown>, name: string): unknown =>
	Object.getOwnPropertyDescriptor(values, name)?.value;

/** Texts by column, in the order of the columns. */
const texts = (columns: string[], values: Record<string, unknown>) =>
	columns.map((column) => own(values, column));

/** What OVHcloud reads from a list, by the sandbox that stands in for it. */
function readByOvhcloud(csv: string) {
	const { columns, rows } = readReceiverFile(Buffer.from(csv));
	return { columns, rows: rows.map((row) => texts(columns, row)) };
}

const read = async (text: string, parameter = 'File', item = 3) =>
	await readReceiverCsv(text, {
		parameter,
		item,
		pause,
	});

/** The result, or the refusal; anything else is thrown. */
async function refusalOr<T>(work: () => T | Promise<T>): Promise<T | InputError> {
	try {
		return await work();
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		const refusal = error as InputError;
		expect(refusal.advice).not.toBe('');
		expect(refusal.message.length).toBeLessThan(1000);
		return refusal;
	}
}

test('what stands in a list is what stood in the items, also for whoever reads it back', async () => {
	const text = fc.oneof(
		{ weight: 5, arbitrary: gsmText.map((long) => long.slice(-12)) },
		{ weight: 1, arbitrary: gsmText },
	);
	const table = fc.array(fc.tuple(NUMBER, withKeys(NAME, text, 3)), { minLength: 1, maxLength: 5 });
	await fc.assert(
		fc.asyncProperty(table, async (all) => {
			const rows = rowsOf(all.map(([number, fields]) => ({ number, ...fields })));
			const { csv, columns, receivers, duplicates } = receiverFile(rows, REPLACE);
			expect(receivers.length + duplicates).toBe(rows.length);
			const written = receivers.map(({ row }) =>
				columns.map((column) => tidied(column, String(own(row.values, column) ?? ''))),
			);
			expect(receivers.map(({ values }) => texts(columns, values))).toEqual(written);
			expect(readByOvhcloud(csv)).toEqual({ columns, rows: written });
			const readBack = await read(csv, 'Receiver List', 0);
			expect(readBack.map(({ values }) => texts(columns, values))).toEqual(written);
		}),
		runs(250),
	);
});

const ANY_NAME = fc.oneof(
	{ weight: 4, arbitrary: NAME },
	{ weight: 3, arbitrary: fc.constant('number') },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
	{ weight: 1, arbitrary: fc.constantFrom('a#b', ' a', '', 'forêt', '👍', 'x'.repeat(5000)) },
);
const ANY_VALUE = fc.oneof(
	{ weight: 4, arbitrary: fc.oneof(NUMBER, gsmText, anyText) },
	{ weight: 1, arbitrary: fc.array(fc.oneof(NUMBER, anyText), { maxLength: 3 }) },
	{ weight: 1, arbitrary: fc.jsonValue() },
	{ weight: 1, arbitrary: fc.date({ noInvalidDate: false }) },
	{ weight: 1, arbitrary: fc.anything({ withNullPrototype: true, withBigInt: true }) },
	{ weight: 1, arbitrary: fc.constant('="👍".'.repeat(5000)) },
);
const OPTIONS: fc.Arbitrary<ListOptions> = fc.record(
	{
		numberField: fc.oneof(
			{ weight: 4, arbitrary: fc.constant('number') },
			{ weight: 1, arbitrary: ANY_NAME },
		),
		characters: fc.constantFrom('replace', 'replaceAlways', 'keep', 'reject'),
		columns: fc.array(ANY_NAME, { maxLength: 3 }),
		reading: fc.constantFrom({ defaultCountry: 'FR' }, { defaultCountry: 'GB' }),
	},
	{ requiredKeys: ['numberField', 'characters'] },
);

const ANY_ROW = fc.oneof(
	{
		weight: 3,
		arbitrary: fc
			.tuple(
				NUMBER,
				withKeys(NAME, fc.oneof(gsmText, fc.constantFrom(0.1, new Date(0), new Date(NaN))), 2),
			)
			.map(([number, fields]) => ({ ...fields, number })),
	},
	{ weight: 1, arbitrary: withKeys(ANY_NAME, ANY_VALUE, 4) },
);

test('whatever the items hold, there is a list that OVHcloud takes, or a refusal', async () => {
	let made = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(ANY_ROW, { maxLength: 4 }), OPTIONS, async (all, options) => {
			const file = await refusalOr(() => receiverFile(rowsOf(all), options));
			if (file instanceof InputError) return;
			made++;
			const { csv, columns, receivers } = file;
			for (const { values } of receivers) {
				expect(values.number).toMatch(/^\+[1-9]\d{3,16}$/);
				expect(isGsm(Object.values(values).join(''))).toBe(true);
			}
			const written = receivers.map(({ values }) => texts(columns, values));
			const readBack = await read(csv, 'Receiver List', 0);
			expect(readBack.map(({ values }) => texts(columns, values))).toEqual(written);
		}),
		runs(400),
	);
	expect(made).toBeGreaterThan(100);
});

/** Accents by the dozen on one letter are refused: `test/engine/hardInputs.test.ts`. */
const isWritten = (text: string) => !/[\p{M}\uff9e\uff9f]{31}/u.test(text);

const CELL = fc.oneof(anyText.filter(isWritten), fc.string({ unit: 'grapheme' }), NUMBER);

/** A name that has to stand in quotes. */
const IN_QUOTES = 'a;b,,c\t"\n';

/** A file of a spreadsheet, its columns named by words. */
const sheet = (cell: fc.Arbitrary<string>) =>
	fc.record({
		columns: fc.uniqueArray(fc.constantFrom('number', 'name', 'a b', '__proto__', IN_QUOTES), {
			minLength: 1,
		}),
		rows: fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
		delimiter: fc.constantFrom(';', ',', '\t'),
		record_delimiter: fc.constantFrom<'unix' | 'windows'>('unix', 'windows'),
		quoted: fc.boolean(),
	});

type Sheet = ReturnType<typeof sheet> extends fc.Arbitrary<infer T> ? T : never;

function saved({ columns, rows, ...how }: Sheet) {
	const cells = rows.map((row) => row.slice(0, columns.length));
	// A single column shows no separator: it is read as if it were the usual one.
	const one = columns.length === 1 && { delimiter: ';' };
	const names = columns.map((name) => name.trim());
	// Spreadsheets put every text with a line break into quotes, whatever ends their lines.
	const csv = stringify([columns, ...cells], { ...how, ...one, quoted_match: /[\r\n]/ });
	return { csv, columns: names, cells };
}

/** Lines that hold nothing are no recipients. */
const filled = (cells: string[][]) => cells.filter((row) => row.some((cell) => cell !== ''));

async function expectRead(
	bytes: Uint8Array,
	{ columns, cells }: ReturnType<typeof saved>,
): Promise<void> {
	fc.pre(filled(cells).length === cells.length);
	const rows = await read(decodeText(bytes, 'File'));
	expect(rows.map(({ values }) => texts(columns, values))).toEqual(
		cells.map((row) => row.map((name) => tidied(name, name))),
	);
	expect(rows.every(({ item, line }) => item === 3 && line !== undefined && line > 1)).toBe(true);
}

/** As text: halves of emoji have no place in a file. */
const wellFormed = CELL.map((text) => Buffer.from(text.replaceAll('\0', '')).toString());

test('a file of a spreadsheet is read as it was saved, in UTF-8 and UTF-16', async () => {
	await fc.assert(
		fc.asyncProperty(
			sheet(wellFormed),
			fc.constantFrom('utf8', 'utf8 bom', 'utf16le'),
			async (one, as) => {
				const file = saved(one);
				const text = as === 'utf8' ? file.csv : `\ufeff${file.csv}`;
				await expectRead(Buffer.from(text, as === 'utf16le' ? as : 'utf8'), file);
			},
		),
		runs(250),
	);
});

/** Windows' codes of some letters, from its own table. */
const WINDOWS: Record<string, number> = {
	'€': 0x80,
	'…': 0x85,
	Œ: 0x8c,
	'’': 0x92,
	œ: 0x9c,
	Ÿ: 0x9f,
	é: 0xe9,
	ÿ: 0xff,
};
const windowsText = fc
	.array(fc.constantFrom('Zoé', 'Œuvre', 'l’eau', '5 €', 'cœur…', 'a', ...' ;",\n'), {
		maxLength: 9,
	})
	.map((words) => words.join(' '));

test('a file of a spreadsheet is read as it was saved, in the encoding of Windows', async () => {
	await fc.assert(
		fc.asyncProperty(sheet(windowsText), async (one) => {
			const file = saved(one);
			const bytes = Buffer.from([...file.csv].map((sign) => WINDOWS[sign] ?? sign.charCodeAt(0)));
			await expectRead(bytes, file);
		}),
		runs(200),
	);
});

/** Bytes that are no file of recipients, or one that something has happened to. */
const BYTES = fc.oneof(
	fc.uint8Array({ maxLength: 300 }),
	fc
		.tuple(sheet(CELL), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat())
		.map(([one, wounds, end]) => {
			const bytes = Buffer.from(saved(one).csv);
			for (const [place, byte] of wounds) if (bytes.length) bytes[place % bytes.length] = byte;
			return bytes.subarray(0, end % 3 ? undefined : end % (bytes.length + 1));
		}),
	fc
		.constantFrom(
			'',
			'\n\n\n',
			'number',
			'"',
			'number;name\n"',
			'number;number\n1;2',
			';'.repeat(5000),
			`number\n${'"'.repeat(5001)}`,
			`${'x'.repeat(10_000)}\n1`,
			`<!DOCTYPE html><html>${'<p>\n'.repeat(1000)}`,
			'{"number":"+33612345678"}',
			'PK\u0003\u0004\u0014\0\u0006\0',
		)
		.chain((text) =>
			fc.constantFrom('utf8', 'utf16le', 'latin1').map((as) => Buffer.from(text, as as 'utf8')),
		),
);

test('whatever bytes a file has, there are rows of texts, or a refusal that names the file', async () => {
	await fc.assert(
		fc.asyncProperty(BYTES, async (bytes) => {
			const rows = await refusalOr(async () => await read(decodeText(bytes, 'File')));
			if (rows instanceof InputError) {
				expect(rows.parameter).toBe('File');
				return;
			}
			const [first] = rows;
			for (const { values } of rows) {
				expect(Object.keys(values)).toEqual(Object.keys(first.values));
				expect(Object.values(values).every((value) => typeof value === 'string')).toBe(true);
			}
			const file = await refusalOr(() => receiverFile(rows, REPLACE));
			if (!(file instanceof InputError)) expect(file.receivers.length).toBeGreaterThan(0);
		}),
		runs(500),
	);
});
