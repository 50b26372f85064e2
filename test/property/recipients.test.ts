import fc from 'fast-check';

import { InputError } from '../../src/sms/inputError';
import { parseRecipients, type Recipient } from '../../src/sms/recipients';
import { runs } from './settings';

/** What people, tables and models write where a number is wanted. */
const WRITTEN = fc.oneof(
	fc
		.tuple(fc.constantFrom('+33', '0033', '+44', '+1', '00', '+', '0', '(+33)'), digits(0, 16))
		.map(([prefix, rest]) => prefix + rest),
	fc
		.tuple(
			fc.constantFrom('+33 ', '+49(0)', '+39 0', '06 ', 'tel:+33', "'+33", '="+33'),
			digits(3, 12),
		)
		.map(([prefix, rest]) => prefix + rest.replace(/(\d\d)/g, '$1 ')),
	fc
		.array(fc.constantFrom(...'+0123456789 ()-./;,\n\t[]"\'x#e\u00a0\u202a'), { maxLength: 40 })
		.map((signs) => signs.join('')),
	fc.string({ unit: 'binary' }),
	fc.string({ unit: 'grapheme' }),
	digits(150, 300),
);

function digits(minLength: number, maxLength: number) {
	return fc
		.array(fc.constantFrom(...'0123456789'), { minLength, maxLength, size: 'max' })
		.map((all) => all.join(''));
}

/** Values of every shape that an expression can give. */
const SHAPES = fc.oneof(
	WRITTEN,
	fc.array(WRITTEN).map((texts) => texts.join(';')),
	fc.array(fc.oneof(WRITTEN, fc.double(), fc.maxSafeInteger(), fc.array(WRITTEN))),
	fc.array(WRITTEN).map((texts) => JSON.stringify(texts)),
	fc.double(),
	fc.bigInt(),
	fc.jsonValue(),
	fc.json(),
	fc.anything({ withDate: true, withNullPrototype: true, withBigInt: true, withMap: true }),
	fc.constantFrom<unknown>({ toString: 1, valueOf: null }, { toJSON: 1 }, Object.create(null)),
);

const COUNTRY = fc.option(
	fc.oneof(fc.constantFrom('FR', 'gb', 'IT', 'US', ' de ', ''), fc.string({ maxLength: 3 })),
	{ nil: undefined },
);

/** The recipients, or nothing where the country is refused; anything else is thrown. */
function parse(to: unknown, country?: string): Recipient[] {
	try {
		return parseRecipients(to, { defaultCountry: country });
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		expect((error as InputError).advice).not.toBe('');
		return [];
	}
}

test('whatever stands in "To", each recipient is a number in E.164 or none at all', () => {
	fc.assert(
		fc.property(SHAPES, COUNTRY, (to, country) => {
			for (const { input, receiver, country: of } of parse(to, country)) {
				expect(input.trim()).not.toBe('');
				if (receiver !== undefined) expect(receiver).toMatch(/^\+[1-9]\d{3,16}$/);
				if (of !== undefined) expect(of).toMatch(/^[A-Z]{2}$/);
				expect(receiver === undefined && of !== undefined).toBe(false);
			}
		}),
		runs(3000),
	);
});

test('a receiver that is read again is the same receiver, whatever the default country', () => {
	fc.assert(
		fc.property(
			SHAPES,
			COUNTRY,
			fc.constantFrom(undefined, 'FR', 'US', 'IT'),
			(to, country, other) => {
				for (const { receiver, country: of, remark } of parse(to, country)) {
					if (receiver === undefined) continue;
					expect(parse(receiver, other)).toEqual([
						{
							input: receiver,
							receiver,
							...(of !== undefined && { country: of }),
							...(remark !== undefined && { remark }),
						},
					]);
				}
			},
		),
		runs(1500),
	);
});

test('a list gives what its entries give one by one', () => {
	fc.assert(
		fc.property(fc.array(SHAPES, { maxLength: 5 }), (entries) => {
			expect(parse(entries)).toEqual(entries.flatMap((entry) => parse(entry)));
		}),
		runs(500),
	);
});

test('a list inside lists inside lists is only a list', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 1000 }), (depth) => {
			let nested: unknown = '+33612345678';
			for (let level = 0; level < depth; level++) nested = [nested];
			expect(parse(nested).map(({ receiver }) => receiver)).toEqual(['+33612345678']);
		}),
		runs(20),
	);
});
