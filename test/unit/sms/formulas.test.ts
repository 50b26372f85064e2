import { exported, harmless } from '../../../src/sms/formulas';

const reading = { parameter: 'CSV', pause: async () => await Promise.resolve() };

test.each(['=1+1', '+1+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '\u200b=1', ' =1', '＝1', '=', '-a'])(
	'%j is shown, not carried out',
	(field) => {
		expect(harmless(field)).toBe(`'${field}`);
	},
);

test.each(['+33612345678', '-1,5', '+33 6 12 34', 'a=b', '', 'Ada', '1-2', "'=1"])(
	'%j stays as it is',
	(field) => {
		expect(harmless(field)).toBe(field);
	},
);

test('a file without formulas stays as it is, byte for byte', async () => {
	const text = '\ufeff"id";date\r\n"1";  "x"\r\n\r\n';
	expect(await exported(text, true, reading)).toEqual({ text, rows: 1 });
});

test('a file with one keeps its mark, its separator and its ends of lines', async () => {
	const text = '\ufeffid,message\r\n1,=1\r\n2,"a, b"\r\n';
	expect(await exported(text, true, reading)).toEqual({
		text: '\ufeffid,message\r\n1,\'=1\r\n2,"a, b"\r\n',
		rows: 2,
	});
	expect(await exported(text, false, reading)).toEqual({ text, rows: 2 });
});
