import { type ListOptions, receiverFile, type Row } from '../../sms/receiverFile';
import { decodeText, readReceiverCsv } from '../../sms/receiverCsv';

const rowsOf = (...values: Array<Record<string, unknown>>): Row[] =>
	values.map((one, item) => ({ item, values: one }));

const make = (rows: Row[], options: Partial<ListOptions> = {}) =>
	receiverFile(rows, { numberField: 'number', characters: 'replace', ...options });

/** What a refusal says, and about which item. */
function refusal(work: () => unknown) {
	try {
		work();
	} catch (error) {
		const { message, item, advice } = error as { message: string; item?: number; advice: string };
		return { message, item, advice };
	}
	throw new Error('Nothing was refused');
}

describe('a list of receivers', () => {
	test('has the number in E.164 first, then every other field', () => {
		const { csv, columns } = make(
			rowsOf(
				{ name: 'Zoé', number: '06 12 34 56 78', code: 7 },
				{ number: '+447911123456', code: true, city: 'a;"b"' },
			),
			{ defaultCountry: 'FR' },
		);
		expect(columns).toEqual(['number', 'name', 'code', 'city']);
		expect(csv).toBe('number;name;code;city\n+33612345678;Zoé;7;\n+447911123456;;true;"a;""b"""\n');
	});

	test('takes the number from another field, and only the columns asked for', () => {
		const rows = rowsOf({ phone: '+33612345678', name: 'Ada', nested: { a: 1 } });
		const { csv } = make(rows, { numberField: 'phone', columns: ['name'] });
		expect(csv).toBe('number;name\n+33612345678;Ada\n');
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

	test('reports what cannot be a number, and fails when none can', () => {
		const rows = rowsOf({ number: '+33612345678' }, { number: 'nobody' }, { name: 'x' });
		expect(make(rows).invalidReceivers).toEqual(['nobody', '(empty, item 2)']);
		expect(refusal(() => make(rowsOf({ number: 'nobody' }))).message).toBe(
			'"Number Field" is "number", and it holds no phone number: "nobody"',
		);
		const wrong = refusal(() => make(rowsOf({ phone: '+33612345678' })));
		expect(wrong.message).toBe('"Number Field" is "number", which no item has');
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

	test.each(['keep', 'reject'] as const)('are refused as they are where the mode is %s', (mode) => {
		expect(refusal(() => make(named('Forêt'), { characters: mode }))).toMatchObject({
			message: '"name" holds characters that a receiver list cannot carry: "ê"',
			item: 1,
		});
	});

	test.each<[unknown, string]>([
		['Bob 🎉', '"name" holds characters that a receiver list cannot carry: "🎉"'],
		[{ first: 'Bob' }, '"name" is an object, which cannot be the text of a column'],
		[['Bob'], '"name" is a list, which cannot be the text of a column'],
	])('are refused with item and field where nothing helps: %j', (name, message) => {
		expect(refusal(() => make(named(name)))).toMatchObject({ message, item: 1 });
	});

	test('may be empty, several lines, or a date', () => {
		const date = new Date('2026-12-31T09:30:00Z');
		const rows = rowsOf({ number: '+33612345678', a: null, b: 'x\ny', c: date });
		expect(make(rows).csv).toBe('number;a;b;c\n+33612345678;;"x\ny";2026-12-31T09:30:00.000Z\n');
	});
});

describe('the names of columns', () => {
	test.each(['a#b', 'a;b', 'a"b', ' a', 'a\nb', '', 'forêt'])('cannot be %j', (name) => {
		expect(refusal(() => make(rowsOf({ number: '+33612345678', [name]: 'x' })))).toMatchObject({
			message: `"${name}" cannot be the name of a column of a receiver list`,
			item: 0,
		});
	});

	test('may be those that JavaScript has for itself', () => {
		const number = '+33612345678';
		const { csv } = make(rowsOf({ number, constructor: 'Ada' }, { number, name: 'Bob' }));
		expect(csv).toBe(`number;constructor;name\n${number};Ada;\n${number};;Bob\n`);
	});

	test('must exist', () => {
		const error = refusal(() => make(rowsOf({ number: '+33612345678' }), { columns: ['nmae'] }));
		expect(error.message).toBe('"Columns" names "nmae", which no item has');
	});

	test('cannot hide the phone number behind a field of the same name', () => {
		const rows = rowsOf({ phone: '+33612345678', number: 'B12' });
		expect(refusal(() => make(rows, { numberField: 'phone' }))).toMatchObject({
			message: expect.stringContaining('"number" cannot be a column of its own'),
			item: 0,
		});
		expect(make(rows, { numberField: 'phone', columns: [] }).csv).toBe('number\n+33612345678\n');
	});
});

describe('a file of a user', () => {
	const read = (text: string) => readReceiverCsv(text, 'File', 4);

	test.each([';', ',', '\t'])('is read with %j between its columns', (mark) => {
		const text = `\ufeffname${mark}number\r\n"Ada; ${mark}"${mark}+33612345678\r\n\r\n`;
		expect(read(text)).toEqual([
			{ item: 4, line: 2, values: { name: `Ada; ${mark}`, number: '+33612345678' } },
		]);
	});

	test('may have names with other separators in them', () => {
		const [{ values }] = read('number;name, first, last\n+33612345678;Ada\n');
		expect(values).toEqual({ number: '+33612345678', 'name, first, last': 'Ada' });
	});

	test('may have one column', () => {
		expect(read('number\n+33612345678\n')).toHaveLength(1);
	});

	test('that is the spreadsheet itself is refused as what it is', () => {
		const { message, advice } = refusal(() => read('PK\u0003\u0004\u0014\0\u0006\0'));
		expect(message).toBe('"File" is no text file');
		expect(advice).toContain('It must be a CSV file (not the spreadsheet itself)');
	});

	test('may have a field of millions of letters in quotes', () => {
		const [{ values }] = read(`number,text\n+33612345678,"${'a'.repeat(10_000_000)}"\n`);
		expect(values.text).toHaveLength(10_000_000);
	});

	test('names the line that cannot be used', () => {
		expect(refusal(() => read('a;b\n1;2\n3\n')).message).toContain('cannot be read at line 3');
		expect(refusal(() => read('a;b\n')).message).toContain('no line under the names');
		expect(refusal(() => read('a;a\n1;2\n')).message).toBe('"File" names the column "a" twice');
		const emoji = read('number;name\n+33612345678;Ada\n+33612345679;🎉\n');
		expect(refusal(() => make(emoji))).toMatchObject({
			message: '"name" holds characters that a receiver list cannot carry: "🎉" (line 3)',
			item: 4,
		});
	});

	test.each<[string, Buffer]>([
		['UTF-8', Buffer.from('Zoé €')],
		['Windows', Buffer.from([0x5a, 0x6f, 0xe9, 0x20, 0x80])],
		['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Zoé €', 'utf16le')])],
	])('may come in the encoding of %s', (_, bytes) => {
		expect(decodeText(bytes)).toBe('Zoé €');
	});
});
