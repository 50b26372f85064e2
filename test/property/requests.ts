import fc from 'fast-check';

import { wellFormed } from '../helpers/random';

/** Texts that make trouble in addresses and bodies. */
const TROUBLE = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: 'grapheme' }),
	fc.constantFrom(
		'é',
		'👍',
		'\ud83d',
		'..',
		'%2F',
		'%',
		'+',
		"'",
		'"',
		'&=?#',
		'€',
		'\u2028',
		'\\',
		'a b',
		',|',
	),
);

const JSON_VALUE = fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 });

/** A request of any kind, as callers of the credential may ask for it. */
export const anyRequest = fc.record({
	method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'get', 'post'),
	segments: fc.array(TROUBLE, { minLength: 1, maxLength: 4 }),
	/** Whether the segments are encoded by the caller; n8n's HTTP Request node takes what is typed. */
	encoded: fc.boolean(),
	ownQuery: fc.option(TROUBLE),
	query: fc.dictionary(
		TROUBLE,
		fc.oneof(
			TROUBLE,
			fc.double(),
			fc.boolean(),
			fc.constant(null),
			fc.array(TROUBLE, { maxLength: 3 }),
			fc.dictionary(TROUBLE, TROUBLE, { maxKeys: 2 }),
		),
		{ maxKeys: 4 },
	),
	arrayFormat: fc.constantFrom('repeat', 'brackets', 'indices', undefined),
	body: fc.oneof(
		fc.constant(undefined),
		fc.dictionary(TROUBLE, JSON_VALUE, { maxKeys: 4 }),
		fc.array(JSON_VALUE, { maxLength: 3 }),
		TROUBLE,
		fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
	),
});

export type AnyRequest = typeof anyRequest extends fc.Arbitrary<infer T> ? T : never;

/** The options that n8n would hand to the credential's hook. */
export function optionsOf(request: AnyRequest) {
	const { method, segments, encoded, ownQuery, query, arrayFormat, body } = request;
	const path = segments
		.map((segment) => (encoded ? encodeURIComponent(wellFormed(segment)) : segment))
		.join('/');
	return {
		method,
		url: `/${path}${ownQuery === null ? '' : `?${ownQuery}`}`,
		qs: query,
		...(arrayFormat && { arrayFormat }),
		...(body !== undefined && { body }),
	};
}
