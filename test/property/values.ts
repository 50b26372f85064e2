import fc from 'fast-check';

import { apiSchema, modelOf } from '../../sandbox/schema/api';

const WORD = fc.constantFrom('shop', '+33612345678', 'BOUTIQUE', 'STOP', 'é 👍', '', 'n8n-1');

const SCALARS: Record<string, fc.Arbitrary<unknown>> = {
	long: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 2 ** 40 })),
	double: fc.double({ min: 0, max: 1000, noNaN: true }),
	boolean: fc.boolean(),
	datetime: fc.constantFrom('2030-01-01T10:00:00+01:00', '2020-01-01T10:00:00+01:00'),
	date: fc.constant('2030-01-01'),
	uuid: fc.uuid(),
	ip: fc.ipV4(),
	internationalPhoneNumber: fc.constantFrom('+33612345678', '0033612345678', '+33612345679'),
	phoneNumber: fc.constantFrom('+33612345678', '+33612345679'),
	json: fc.dictionary(WORD, WORD),
	void: fc.constant(null),
};

/** Values of a type of OVHcloud's schema. */
export function valueOf(type: string): fc.Arbitrary<unknown> {
	if (type.endsWith('[]')) return fc.array(valueOf(type.slice(0, -2)), { maxLength: 4 });
	if (type.startsWith('map[')) return fc.dictionary(WORD, WORD);
	const alias = /^coreTypes\..+:(\w+)$/.exec(type);
	if (alias) return valueOf(alias[1]);
	const enumeration = apiSchema.enums[type];
	if (enumeration) {
		const numeric = enumeration.type === 'long';
		return fc.constantFrom(...enumeration.values.map((value) => (numeric ? Number(value) : value)));
	}
	if (type in SCALARS) return SCALARS[type];
	const model = modelOf(type) as ReturnType<typeof modelOf> | undefined;
	if (!model) return WORD;
	return fc.record(
		Object.fromEntries(
			Object.entries(model.properties).map(([name, property]) => [
				name,
				property.nullable ? fc.option(valueOf(property.type), { freq: 4 }) : valueOf(property.type),
			]),
		),
	);
}

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
	let value: unknown = 'deep';
	for (let level = 0; level < depth; level++) value = wrap(value);
	return value;
}

/** What a value could be instead. */
const JUNK: fc.Arbitrary<unknown> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.constantFrom<unknown>(
			null,
			true,
			false,
			0,
			-1,
			0.5,
			1e21,
			'',
			' ',
			'..',
			'.',
			'x,y|z',
			[],
			{},
		),
	},
	{
		weight: 2,
		arbitrary: fc.constantFrom<unknown>([null], [[]], [{}], [''], [1, 'a', null], { id: null }),
	},
	{ weight: 1, arbitrary: fc.constant('x'.repeat(100_000)) },
	{ weight: 1, arbitrary: fc.constant(nested(500, (inner) => [inner])) },
	{ weight: 1, arbitrary: fc.constant(nested(500, (inner) => ({ inner }))) },
	{
		weight: 1,
		arbitrary: fc.constantFrom<unknown>(
			JSON.parse('{"__proto__":{"polluted":1},"constructor":1,"toString":2}'),
			{ error: 'no', message: 'no' },
			{ key: 1, value: null, error: null },
		),
	},
	{ weight: 2, arbitrary: fc.jsonValue() },
);

/** A value with some of its parts lost, or become something else. */
export function damaged(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	return fc.oneof(
		{ weight: 4, arbitrary: value },
		{ weight: 1, arbitrary: JUNK },
		{
			weight: 5,
			arbitrary: fc
				.tuple(value, fc.array(fc.tuple(fc.nat(), fc.option(JUNK)), { minLength: 1, maxLength: 3 }))
				.map(([whole, wounds]) =>
					wounds.reduce((left, [place, junk]) => wounded(left, place, junk), whole),
				),
		},
	);
}

/** The value with one of its parts replaced, or left out where there is nothing in its place. */
function wounded(value: unknown, place: number, junk: unknown): unknown {
	if (typeof value !== 'object' || value === null) return junk;
	const names = Object.keys(value);
	if (names.length === 0) return junk;
	const name = names[place % names.length];
	const part = (value as Record<string, unknown>)[name];
	const goesDeeper = typeof part === 'object' && part !== null && place % 3 > 0;
	const next = goesDeeper ? wounded(part, Math.floor(place / 3), junk) : junk;
	if (Array.isArray(value))
		return value.map((entry, index) => (String(index) === name ? next : entry));
	const others = Object.entries(value).filter(([key]) => key !== name);
	return Object.fromEntries(next === null && place % 2 ? others : [...others, [name, next]]);
}
