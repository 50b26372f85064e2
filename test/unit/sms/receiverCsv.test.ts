import { pause } from '../../../src/n8n/yielding';
import { separatorOf } from '../../../src/sms/csv';
import { InputError } from '../../../src/sms/inputError';
import { checkSize, readReceiverCsv } from '../../../src/sms/receiverCsv';
import { receiverFile } from '../../helpers/receiverFile';
import { refused } from '../../helpers/refused';

const read = async (text: string, more = {}) =>
	await readReceiverCsv(text, { parameter: 'File', item: 4, pause, limited: true, ...more });
const valuesOf = async (text: string) => (await read(text)).map(({ values }) => values);
const refusal = async (text: string): Promise<InputError> => {
	const error = await read(text).catch((reason: unknown) => reason);
	expect(error).toBeInstanceOf(InputError);
	return error as InputError;
};

const ADA = { number: '+33612345678', name: 'Ada' };

describe('a file of a user', () => {
	test.each([';', ',', '\t'])('is read with %j between its columns', async (mark) => {
		const text = `name${mark}number\n"Ada; ${mark}"${mark}+33612345678\n\n`;
		expect(await read(text)).toEqual([
			{ item: 4, line: 2, values: { name: `Ada; ${mark}`, number: '+33612345678' } },
		]);
	});

	test.each([
		['sep= in the first line', 'sep=;\nnumber;name\n+33612345678;Ada\n'],
		['sep= in quotes', '"sep=,"\nnumber,name\n+33612345678,Ada\n'],
		['another sep=', 'sep=|\nnumber|name\n+33612345678|Ada'],
		['blank lines before and within', '\n\nnumber;name\n\n+33612345678;Ada\n\n\n'],
		['rows of separators only', 'number;name\n;\n+33612345678;Ada\n;;;\n'],
		['a separator at the end of each row', 'number;name;\n+33612345678;Ada;\n'],
		['a separator at the end of the rows alone', 'number;name\n+33612345678;Ada;;\n'],
		['a separator at the end of the names alone', 'number;name;;\n+33612345678;Ada\n'],
		['a nameless index column', ',number,name\n0,+33612345678,Ada\n'],
		['a formula that keeps the digits', 'number;name\n="+33612345678";Ada\n'],
		['such a formula in quotes', 'number;name\n"=""+33612345678""";Ada\n'],
		['a blank behind the separators', 'number, name\n"+33612345678", "Ada"\n'],
	])('is read with %s', async (_, text) => {
		expect(await valuesOf(text)).toEqual([ADA]);
	});

	test.each([
		['Jean "Jo" D', 'Jean "Jo" D'],
		['"Jean "Jo" D"', 'Jean "Jo" D'],
		['"Jean ""Jo"" D"', 'Jean "Jo" D'],
		['"a \\"b\\" c"', 'a "b" c'],
		['20" pipe', '20" pipe'],
		['""', ''],
		['"a\nb"', 'a\nb'],
	])('may have %j as a field', async (field, name) => {
		expect(await valuesOf(`number;name\n+33612345678;${field}\n+33612345679;B\n`)).toEqual([
			{ number: '+33612345678', name },
			{ number: '+33612345679', name: 'B' },
		]);
	});

	test('has empty texts where a row is short', async () => {
		expect(await valuesOf('number;name;city\n+33612345678\n+33612345679;B\n')).toEqual([
			{ number: '+33612345678', name: '', city: '' },
			{ number: '+33612345679', name: 'B', city: '' },
		]);
	});

	test('names the line and the text that belong to no column', async () => {
		const { message, advice } = await refusal('number;name\n+33612345678;Ada\n+33612345679;B;C\n');
		expect(message).toBe(
			'"File" has more fields in line 3 than the first line has columns (2): "C" belongs to none',
		);
		expect(advice).toContain('quotation marks');
	});

	test('names line and column of a quotation mark that nothing closes', async () => {
		const { message } = await refusal('sep=;\nnumber;name\n1;2\n3;"open\n5;6\n7;8\n');
		expect(message).toBe(
			'"File" cannot be read from line 4 on, column "name": a quotation mark opens a text there, and none closes it',
		);
	});

	test('counts the lines of the file', async () => {
		const rows = await read('sep=;\nnumber;name\n\n1;"a\nb"\n\n2;c\n');
		expect(rows.map(({ line }) => line)).toEqual([5, 7]);
	});

	test('may have names with other separators in them', async () => {
		expect(await valuesOf('number;name, first, last\n+33612345678;Ada\n')).toEqual([
			{ number: '+33612345678', 'name, first, last': 'Ada' },
		]);
	});

	test('is separated by what leaves the column of the number', async () => {
		const rows = await read('phone;a,b,c\n1;2\n', { numberField: 'phone' });
		expect(rows[0].values).toEqual({ phone: '1', 'a,b,c': '2' });
	});

	test.each([
		['a,b;c;d\n', ';', 'most often'],
		['a;b,c\n', ';', 'first of those that stand as often'],
		['a;b\n1,2,3,4\n', ';', 'in the first line'],
		['\n\na,b\n1;2;3;4\n', ',', 'in the first line with something in it'],
		['"a,b,c";d\n', ';', 'outside of quotes'],
		['"a ""b,c,d""";e\n', ';', 'outside of quotes in quotes'],
	])('of %j has the columns that its sign makes: %j, which stands %s', (text, separator) => {
		expect(separatorOf(text, 'number')).toBe(separator);
	});

	test('may have blanks around the names of its columns, or one column', async () => {
		expect(await valuesOf(' number ; name\n+33612345678;Ada\n')).toEqual([ADA]);
		expect(await read('number\n+33612345678\n')).toHaveLength(1);
	});

	test('that cannot be used is told what it must be', async () => {
		for (const text of ['', 'a;b\n', '\0']) {
			const { parameter, advice } = await refusal(text);
			expect(parameter).toBe('File');
			expect(advice).toContain('first line names the columns');
		}
		expect((await refusal('a;b\n')).message).toContain('no line under the names');
		const twice = await refusal('a;a\n1;2\n');
		expect(twice.message).toBe('"File" names the column "a" twice (line 1)');
		expect(twice.advice).toBe('Rename one of them.');
	});

	test('may have a field of millions of letters in quotes', async () => {
		const [values] = await valuesOf(`number,text\n+33612345678,"${'a'.repeat(10_000_000)}"\n`);
		expect(values.text).toHaveLength(10_000_000);
	});

	test('keeps letters whole wherever its pieces end', async () => {
		const text = `number;text\n${'1;é👍\n'.repeat(60_000)}`;
		const texts = new Set((await valuesOf(text)).map((values) => values.text));
		expect([...texts]).toEqual(['é👍']);
	});

	test('is held by whoever makes a list of it to its line', async () => {
		const emoji = await read('number;name\n+33612345678;Ada\n+33612345679;🎉\n');
		const options = { numberField: 'number', characters: 'replace' } as const;
		expect(refused(() => receiverFile(emoji, options))).toMatchObject({
			message: '"name" holds characters that a receiver list cannot carry: "🎉" (line 3)',
			item: 4,
		});
	});
});

describe('a file that is too large', () => {
	test.each([
		[
			'rows',
			`number\n${'1\n'.repeat(100_001)}`,
			'has more than 100000 rows, and 100000 is the most',
		],
		[
			'columns',
			`${'a'.repeat(3)};${Array.from({ length: 200 }, (_, i) => `c${i}`).join(';')}\n1\n`,
			'has 201 columns, and 200 is the most',
		],
	])('in %s is refused with what is allowed', async (_, text, why) => {
		expect((await refusal(text)).message).toContain(why);
	});

	test('in bytes is refused before it is read', () => {
		const { message, advice } = refused(() => checkSize(new Uint8Array(20_000_001), 'File'));
		expect(message).toBe('"File" has 20.0 MB, and 20 MB is the most that can be read');
		expect(advice).toContain('Split the file');
		expect(() => checkSize(new Uint8Array(20_000_000), 'File')).not.toThrow();
	});

	test('is none where it is a list that OVHcloud keeps', async () => {
		const text = `number\n${'1\n'.repeat(100_001)}`;
		expect(await read(text, { limited: false })).toHaveLength(100_001);
	});

	test('a file within the limits leaves others their turn', async () => {
		let turns = 0;
		await read(`number;text\n${`1;${'x'.repeat(100)}\n`.repeat(50_000)}`, {
			pause: async () => {
				turns++;
				await pause();
			},
		});
		expect(turns).toBeGreaterThan(10);
	});
});
