import type { CharacterMode } from '../../../src/sms/characters';
import type { ListOptions, Row } from '../../../src/sms/receiverFile';
import { receiverFile } from '../../helpers/receiverFile';
import { refused } from '../../helpers/refused';

const rowsOf = (...values: Array<Record<string, unknown>>): Row[] =>
	values.map((one, item) => ({ item, values: one }));

const make = (rows: Row[], options: Partial<ListOptions> = {}) =>
	receiverFile(rows, { numberField: 'number', characters: 'replace', ...options });

describe('a list of receivers', () => {
	test('has the number in E.164 first, then every other field', () => {
		const { csv, columns } = make(
			rowsOf(
				{ name: 'Zoé', number: '06 12 34 56 78', code: 7 },
				{ number: '+447911123456', code: true, city: 'a;"b"' },
			),
			{ reading: { defaultCountry: 'FR' } },
		);
		expect(columns).toEqual(['number', 'name', 'code', 'city']);
		expect(csv).toBe('number;name;code;city\n+33612345678;Zoé;7;\n+447911123456;;true;"a;""b"""\n');
	});

	test('takes the number from another field, and only the columns asked for', () => {
		const rows = rowsOf({ phone: '+33612345678', name: 'Ada', nested: { a: 1 } });
		const { csv } = make(rows, { numberField: 'phone', columns: ['name'] });
		expect(csv).toBe('number;name\n+33612345678;Ada\n');
	});

	test('takes the number from another field, and every other field as a column', () => {
		const rows = rowsOf({ phone: '+33612345678', name: 'Ada' });
		expect(make(rows, { numberField: 'phone' }).csv).toBe('number;name\n+33612345678;Ada\n');
	});

	test('holds a row for each number of an item', () => {
		const { csv } = make(rowsOf({ number: ['+33612345678', '+33612345679'], name: 'Ada' }));
		expect(csv).toBe('number;name\n+33612345678;Ada\n+33612345679;Ada\n');
	});

	test('holds the same row once, and says how many were left out', () => {
		const ada = { number: '+33612345678', name: 'Ada' };
		const { receivers, duplicates } = make(
			rowsOf(ada, { ...ada, name: 'Adele' }, { ...ada, number: '0033612345678' }),
		);
		expect(receivers.map(({ values }) => values.name)).toEqual(['Ada', 'Adele']);
		expect(duplicates).toBe(1);
	});

	test.each([
		['each column once', ['name', 'name']],
		['the number first, wherever it was named', ['name', 'number']],
	])('has %s', (_, columns) => {
		const rows = rowsOf({ name: 'Ada', number: '+33612345678' });
		expect(make(rows, { columns }).csv).toBe('number;name\n+33612345678;Ada\n');
	});

	test('may name the column of the number, though the number comes from another field', () => {
		const rows = rowsOf({ phone: '+33612345678' });
		const { csv } = make(rows, { numberField: 'phone', columns: ['number'] });
		expect(csv).toBe('number\n+33612345678\n');
	});

	test('names each number that is none once, and the line of a file without one', () => {
		const rows = [
			{ item: 0, line: 2, values: { number: '+33612345678' } },
			{ item: 0, line: 3, values: { number: 'nobody' } },
			{ item: 0, line: 4, values: { number: 'nobody' } },
			{ item: 0, line: 5, values: { number: '' } },
		];
		expect(make(rows).invalidReceivers).toEqual(['nobody', '(empty, line 5)']);
	});

	test('reports what cannot be a number, and fails when none can', () => {
		const rows = rowsOf({ number: '+33612345678' }, { number: 'nobody' }, { name: 'x' });
		expect(make(rows).invalidReceivers).toEqual(['nobody', '(empty, item 2)']);
		const none = refused(() => make(rowsOf({ number: 'nobody' })));
		expect(none.message).toBe('"Phone Field" is "number", and it holds no phone number: "nobody"');
		expect(none.advice).toContain('"Default Country" for national numbers');
		const wrong = refused(() => make(rowsOf({ phone: '+33612345678' })));
		expect(wrong.message).toBe('"Phone Field" is "number", which no item has');
		expect(wrong.advice).toContain('"phone"');
	});
});

describe('the texts of columns', () => {
	const named = (name: unknown) =>
		rowsOf({ number: '+33612345678', name: 'Bob' }, { number: '+33612345679', name });

	test('are brought into the alphabet that OVHcloud takes', () => {
		const { csv, replaced } = make(named('Forêt “œ”'));
		expect(csv).toContain('+33612345679;"Foret ""oe"""\n');
		expect(replaced).toContainEqual({ character: 'ê', by: 'e', count: 1 });
	});

	test('are so at any length: they are no message of their own', () => {
		expect(make(named('…'.repeat(60))).csv).toContain(`+33612345679;${'...'.repeat(60)}\n`);
	});

	test('are counted together where the same was replaced in several', () => {
		const { replaced } = make(
			rowsOf(
				{ number: '+33612345678', name: 'Forêt', city: 'Nîmes' },
				{ number: '+33612345679', name: 'Fêtes', city: 'Nîmes' },
			),
		);
		expect(replaced).toEqual([
			{ character: 'ê', by: 'e', count: 2 },
			{ character: 'î', by: 'i', count: 2 },
		]);
	});

	test('are not read in a mode that does not exist, even if none needs it', () => {
		const rows = rowsOf({ number: '+33612345678' });
		const { message } = refused(() => make(rows, { characters: 'Replace' as CharacterMode }));
		expect(message).toBe('"Characters" cannot be "Replace"');
	});

	test('that are refused say what can be done', () => {
		const advice = (characters: CharacterMode) =>
			refused(() => make(named('Forêt 🎉'), { characters })).advice;
		expect(advice('keep')).toContain('Set "Characters" to "Replace"');
		expect(advice('replace')).toContain('nothing near enough');
		expect(refused(() => make(named(['Bob']))).advice).toContain('"Columns"');
	});

	test.each(['keep', 'reject'] as const)('are refused as they are where the mode is %s', (mode) => {
		expect(refused(() => make(named('Forêt'), { characters: mode }))).toMatchObject({
			message: '"name" holds characters that a receiver list cannot carry: "ê"',
			item: 1,
		});
	});

	test.each<[unknown, string]>([
		['Bob 🎉', '"name" holds characters that a receiver list cannot carry: "🎉"'],
		[{ first: 'Bob' }, '"name" is an object, which cannot be the text of a column'],
		[['Bob'], '"name" is a list, which cannot be the text of a column'],
	])('are refused with item and field where nothing helps: %j', (name, message) => {
		expect(refused(() => make(named(name)))).toMatchObject({ message, item: 1 });
	});

	test('may be empty, several lines, or a date', () => {
		const date = new Date('2026-12-31T09:30:00Z');
		const rows = rowsOf({ number: '+33612345678', a: null, b: 'x\ny', c: date });
		expect(make(rows).csv).toBe('number;a;b;c\n+33612345678;;"x\ny";2026-12-31T09:30:00.000Z\n');
	});
});

describe('the names of columns', () => {
	test.each(['a#b', 'a;b', 'a"b', ' a', 'a\nb', '', 'forêt'])('cannot be %j', (name) => {
		expect(refused(() => make(rowsOf({ number: '+33612345678', [name]: 'x' })))).toMatchObject({
			message: `"${name}" cannot be the name of a column of a receiver list`,
			advice: expect.stringContaining('choose the fields to use in "Columns"') as string,
			item: 0,
		});
	});

	test('may be those that JavaScript has for itself', () => {
		const number = '+33612345678';
		const { csv } = make(rowsOf({ number, constructor: 'Ada' }, { number, name: 'Bob' }));
		expect(csv).toBe(`number;constructor;name\n${number};Ada;\n${number};;Bob\n`);
	});

	test('must exist', () => {
		const error = refused(() => make(rowsOf({ number: '+33612345678' }), { columns: ['nmae'] }));
		expect(error.message).toBe('"Columns" names "nmae", which no item has');
		expect(error.advice).toBe('These fields exist: "number".');
	});

	test('cannot hide the phone number behind a field of the same name', () => {
		const rows = rowsOf({ phone: '+33612345678', number: 'B12' });
		expect(refused(() => make(rows, { numberField: 'phone' }))).toMatchObject({
			message: expect.stringMatching(
				/^"number" cannot be a column of its own.* from "phone"/,
			) as string,
			advice: expect.stringContaining('leave it out of "Columns"') as string,
			item: 0,
		});
		expect(make(rows, { numberField: 'phone', columns: [] }).csv).toBe('number\n+33612345678\n');
	});
});
