import { parseRecipients } from '../../sms/recipients';

type Country = Parameters<typeof parseRecipients>[1];

const receivers = (to: unknown, country?: Country) =>
	parseRecipients(to, country).map(({ receiver }) => receiver);

describe('a recipient', () => {
	test.each<[to: unknown, receiver: string, country: Country]>([
		['+33612345678', '+33612345678', undefined],
		['0033612345678', '+33612345678', undefined],
		[' +33 6 12 34 56 78 ', '+33612345678', undefined],
		['+33.6.12.34.56.78', '+33612345678', undefined],
		['+33 (0)6-12-34-56-78', '+33612345678', undefined],
		['00 33 6 12 34 56 78', '+33612345678', undefined],
		['+33\u00a06 12\u00a034\u00a056\u00a078', '+33612345678', undefined],
		['+1 202-555-0123', '+12025550123', undefined],
		['+33612345678', '+33612345678', 'DE'],
		['0033612345678', '+33612345678', 'US'],
		['06 12 34 56 78', '+33612345678', 'FR'],
		['0612345678', '+33612345678', 'FR'],
		[33612345678, '+33612345678', 'FR'],
		[612345678, '+33612345678', 'FR'],
		['07911 123456', '+447911123456', 'GB'],
	])('%j is understood as %s', (to, receiver, country) => {
		expect(receivers(to, country)).toEqual([receiver]);
	});

	test.each<[to: unknown, country: Country]>([
		['0612345678', undefined],
		['06 12 34 56 78', undefined],
		['33612345678', undefined],
		['+33612', 'FR'],
		['+336123456789', undefined],
		['+999612345678', undefined],
		['0612', 'FR'],
		['hello', undefined],
		['someone@example.com', undefined],
		['+', undefined],
		['00', undefined],
		['++33612345678', undefined],
		[{ phone: '+33612345678' }, undefined],
		[true, undefined],
	])('%j cannot be a number, and is kept as it was written', (to, country) => {
		const [recipient, ...others] = parseRecipients(to, country);
		expect(recipient).toEqual({ input: String(to) });
		expect(others).toEqual([]);
	});

	// Taking the first one only would leave the others without their message, unnoticed.
	test.each(['+33612345678 +33698765432', '+33612345678/+33698765432', '0612345678 0698765432'])(
		'is never the first of several in %j',
		(to) => {
			expect(receivers(to, 'FR')).not.toContain('+33612345678');
		},
	);
});

describe('recipients', () => {
	test.each<[what: string, to: unknown, inputs: string[]]>([
		['commas', '+33612345678,+33698765432', ['+33612345678', '+33698765432']],
		['semicolons and blanks', ' +33612345678 ; +33698765432 ;', ['+33612345678', '+33698765432']],
		['new lines', '+33612345678\r\n\n+33698765432\n', ['+33612345678', '+33698765432']],
		['a list', ['+33612345678', 33698765432], ['+33612345678', '33698765432']],
		['lists in lists', [['+33612345678'], ['a,b', []]], ['+33612345678', 'a', 'b']],
		['nothing', undefined, []],
		['null', null, []],
		['an empty text', '', []],
		['blanks and commas', ' , ;\n', []],
		['a list of nothing', [null, '', undefined], []],
	])('are taken apart: %s', (_, to, inputs) => {
		expect(parseRecipients(to).map(({ input }) => input)).toEqual(inputs);
	});

	test('keep their order and their repetitions', () => {
		expect(parseRecipients('+33698765432, nobody, 0033612345678, +33698765432')).toEqual([
			{ input: '+33698765432', receiver: '+33698765432' },
			{ input: 'nobody' },
			{ input: '0033612345678', receiver: '+33612345678' },
			{ input: '+33698765432', receiver: '+33698765432' },
		]);
	});
});
