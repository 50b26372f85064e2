import { COUNTRIES, parseRecipients } from '../../../src/sms/recipients';

const receivers = (to: unknown, country?: string) =>
	parseRecipients(to, { defaultCountry: country }).map(({ receiver }) => receiver);

const PROBLEM = expect.objectContaining({ what: expect.any(String) as string }) as object;

describe('a recipient', () => {
	test.each<[to: unknown, receiver: string, country: string | undefined]>([
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
		['0612345678', '+33612345678', ' fr '],
		['(+33) 6 12 34 56 78', '+33612345678', undefined],
		['(0033) 6 12 34 56 78', '+33612345678', undefined],
		['+0033612345678', '+33612345678', undefined],
		['0033 (0) 6 12 34 56 78', '+33612345678', undefined],
		['+33 [0]6 12 34 56 78', '+33612345678', undefined],
		['+33 06 12 34 56 78', '+33612345678', undefined],
		['(0)6 12 34 56 78', '+33612345678', 'FR'],
		['+44 (0)7400 123456', '+447400123456', undefined],
		['+49 (0) 151 12345678', '+4915112345678', undefined],
		['+34 (0)612 345 678', '+34612345678', undefined],
		// Where numbers keep their 0 abroad.
		['+39 (0)347 1234567', '+393471234567', undefined],
		['+39 (0)6 1234 5678', '+390612345678', undefined],
		['+242 (0)6 612 3456', '+242066123456', undefined],
		['tel:+33-6-12-34-56-78', '+33612345678', undefined],
		['TEL: +33612345678', '+33612345678', undefined],
		['tel:0612345678;phone-context=+33', '+33612345678', undefined],
		["'0612345678", '+33612345678', 'FR'],
		["'+33612345678", '+33612345678', undefined],
		['’+33612345678', '+33612345678', undefined],
		['="0612345678"', '+33612345678', 'FR'],
		['"+33612345678"', '+33612345678', undefined],
		['« +33612345678 »', '+33612345678', undefined],
		['33612345678.0', '+33612345678', 'FR'],
		['33612345678.00', '+33612345678', 'FR'],
		['+33\u202f6\u202f12\u202f34\u202f56\u202f78', '+33612345678', undefined],
		['\u202a+33 6 12 34 56 78\u202c', '+33612345678', undefined],
		['\u200e+33 6 12 34 56 78\u200b', '+33612345678', undefined],
		['\ufeff+33612345678', '+33612345678', undefined],
		['＋３３ ６ １２ ３４ ５６ ７８', '+33612345678', undefined],
		['００３３６１２３４５６７８', '+33612345678', undefined],
		['06.12.34.56.78', '+33612345678', 'FR'],
		['06-12-34-56-78', '+33612345678', 'FR'],
		['06/12/34/56/78', '+33612345678', 'FR'],
		['011 33 6 12 34 56 78', '+33612345678', 'US'],
		['33612345678', '+33612345678', 'FR'],
		// Possible, though no plan knows it: plans change faster than this package.
		['+33700000001', '+33700000001', undefined],
		['+441234000000', '+441234000000', undefined],
	])('%j is understood as %s', (to, receiver, country) => {
		expect(receivers(to, country)).toEqual([receiver]);
	});

	test.each<[to: unknown, country: string | undefined]>([
		['0612345678', undefined],
		['06 12 34 56 78', undefined],
		['33612345678', undefined],
		['+33612', 'FR'],
		['+336123456789', undefined],
		['+999612345678', undefined],
		['0612', 'FR'],
		[33612345678, undefined],
		[612345678, undefined],
		[612345678.5, 'FR'],
		[-612345678, 'FR'],
		['-612345678', 'FR'],
		[1e21, 'FR'],
		[NaN, 'FR'],
		['+33612345678.5', undefined],
		['+33612345678 ext 3', undefined],
		['+33612345678 x3', undefined],
		['+33612345678#3', undefined],
		['+33612345678;ext=3', undefined],
		['+33612345678abc', undefined],
		['call +33612345678', undefined],
		['Tél. : 06 12 34 56 78', 'FR'],
		['tel:', 'FR'],
		['36180', 'FR'],
		['+800', undefined],
		['hotel:0612345678', 'FR'],
		['+33612345678.05', undefined],
		['hello', undefined],
		['someone@example.com', undefined],
		['+', undefined],
		['00', undefined],
		['++33612345678', undefined],
		[true, undefined],
		// No number begins with a zero after the country code here.
		['+33000000000', undefined],
		['061234567', 'FR'],
	])('%j cannot be a number, and is kept as it was written', (to, country) => {
		const [recipient, ...others] = parseRecipients(to, { defaultCountry: country });
		expect(recipient).toEqual({ input: String(to), problem: PROBLEM });
		expect(others).toEqual([]);
	});

	// Their names would be as long as they are.
	test.each([
		['digits', '1'.repeat(5000)],
		['quotes', `${"'".repeat(50_000)}x`],
		['blanks', `06${' '.repeat(100)}12345678`],
	])('of endless %s cannot be a number, and is kept as it was written', (_, to) => {
		expect(parseRecipients(to, { defaultCountry: 'FR' })).toEqual([
			{ input: to, problem: PROBLEM },
		]);
	});

	test.each<[object, string]>([
		[{ phone: '+33612345678', name: 'Ada' }, '{"phone":"+33612345678","name":"Ada"}'],
		[{ toString: 1, valueOf: null }, '{"toString":1,"valueOf":null}'],
		[Object.create(null) as object, '{}'],
		[{ toJSON: () => undefined }, 'object'],
		[{ amount: 1n }, 'object'],
	])('that is an object (%#) cannot be a number, and is shown as what it is', (to, input) => {
		expect(parseRecipients([to, '+33612345678'])).toEqual([
			{ input, problem: PROBLEM },
			{ input: '+33612345678', receiver: '+33612345678', country: 'FR' },
		]);
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
			{ input: '+33698765432', receiver: '+33698765432', country: 'FR' },
			{ input: 'nobody', problem: PROBLEM },
			{ input: '0033612345678', receiver: '+33612345678', country: 'FR' },
			{ input: '+33698765432', receiver: '+33698765432', country: 'FR' },
		]);
	});

	// As language models fill in a list of numbers.
	test.each([
		['["+33612345678", "+33698765432"]', ['+33612345678', '+33698765432']],
		['["+33612345678"]', ['+33612345678']],
		['[]', []],
	])('may come as the JSON text %s', (to, inputs) => {
		expect(parseRecipients(to).map(({ input }) => input)).toEqual(inputs);
	});

	test('in brackets that are no JSON are kept as they were written', () => {
		expect(parseRecipients('[+33612345678, 12]')).toEqual([
			{ input: '[+33612345678', problem: PROBLEM },
			{ input: '12]', problem: PROBLEM },
		]);
	});

	test('of 100,000 different ones are all read', () => {
		const to = Array.from({ length: 100_000 }, (_, index) => `06 ${10_000_000 + index}`);
		const recipients = parseRecipients(to, { defaultCountry: 'FR' });
		expect(recipients).toHaveLength(100_000);
		expect(recipients[99_999].receiver).toBe('+33610099999');
	});
});

describe('the country of a recipient', () => {
	test.each([
		['+33612345678', 'FR'],
		['+447400123456', 'GB'],
		['+12025550123', 'US'],
		['+14165550123', 'CA'],
		['+447797712345', 'JE'],
		['+262692123456', 'RE'],
		['+590690001234', 'GP'],
		// In no plan: the country that has most of the calling code.
		['+390000000000', 'IT'],
	])('of %s is %s', (to, country) => {
		expect(parseRecipients(to)[0].country).toBe(country);
	});

	test('is unknown for a number of no country', () => {
		expect(parseRecipients('+80012345678')).toEqual([
			{ input: '+80012345678', receiver: '+80012345678' },
		]);
	});
});

describe('the default country', () => {
	test.each(['XX', 'France', 'UK'])('cannot be "%s"', (country) => {
		expect(() => parseRecipients('0612345678', { defaultCountry: country })).toThrow(
			`"Default Country" "${country}" is not a country`,
		);
	});

	test.each([undefined, '', ' '])('may be missing: %j', (country) => {
		expect(receivers('+33612345678, 0612345678', country)).toEqual(['+33612345678', undefined]);
	});

	test('is chosen from a list by name', () => {
		expect(COUNTRIES.length).toBeGreaterThan(240);
		expect(COUNTRIES).toContainEqual({ name: 'France', value: 'FR' });
		expect(COUNTRIES.map(({ name }) => name)).toEqual(
			COUNTRIES.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'en')),
		);
		expect(COUNTRIES.filter(({ name, value }) => name === value)).toEqual([]);
		const [first, ...others] = COUNTRIES.flatMap(({ value }) =>
			parseRecipients('+33612345678', { defaultCountry: value }),
		);
		expect(others.every(({ receiver }) => receiver === first.receiver)).toBe(true);
	});
});
