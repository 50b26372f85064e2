import type { RequestOptions } from '../../../src/n8n/authorisedRequest';
import { randomText, seeded, wellFormed } from '../../helpers/random';
import { expectedSignature, sign } from '../../helpers/signing';

const BASE = 'https://eu.api.ovh.com/1.0';

/** The query that is sent for query parameters, as it goes over the wire. */
function sentQuery(options: RequestOptions): string {
	const { url, ...rest } = sign({ url: '/sms', ...options });
	expect(rest).not.toHaveProperty('qs');
	expect(new URL(url).href).toBe(url);
	return url.replace(/^[^?]*\??/, '');
}

describe('the address of a signed request', () => {
	test.each<[what: string, options: RequestOptions, address: string]>([
		['a path', { url: '/sms' }, `${BASE}/sms`],
		['a path without its slash', { url: 'sms' }, `${BASE}/sms`],
		['parts of a path without the first slash', { url: 'sms/x/jobs' }, `${BASE}/sms/x/jobs`],
		['no path at all', {}, `${BASE}/`],
		['a complete address', { url: `${BASE}/sms` }, `${BASE}/sms`],
		[
			"another of the API's versions",
			{ url: 'https://eu.api.ovh.com/v1/sms' },
			`https://eu.api.ovh.com/v1/sms`,
		],
		['an address in uri', { uri: `${BASE}/sms` }, `${BASE}/sms`],
		['a path in uri', { uri: '/sms' }, `${BASE}/sms`],
		[
			'baseURL and url',
			{ baseURL: 'https://eu.api.ovh.com/v1', url: '/sms' },
			'https://eu.api.ovh.com/v1/sms',
		],
		[
			'baseURL beside a complete address',
			{ baseURL: 'https://eu.api.ovh.com/v1', url: `${BASE}/sms` },
			`${BASE}/sms`,
		],
		['slashes doubled where two parts meet', { baseURL: `${BASE}//`, url: '//sms' }, `${BASE}/sms`],
		['a fragment', { url: '/sms#top' }, `${BASE}/sms`],
		['an empty fragment', { url: '/sms#' }, `${BASE}/sms`],
		['a fragment behind a query', { url: '/sms?a=1#top', qs: { b: 2 } }, `${BASE}/sms?a=1&b=2`],
		['the default port', { url: 'https://eu.api.ovh.com:443/1.0/sms' }, `${BASE}/sms`],
		['a host in capitals', { url: 'HTTPS://EU.API.OVH.COM/1.0/sms' }, `${BASE}/sms`],
		[
			'spaces and accents in a path',
			{ url: '/sms/x/senders/Été 1' },
			`${BASE}/sms/x/senders/%C3%89t%C3%A9%201`,
		],
		[
			'what is encoded already',
			{ url: '/sms/x/senders/My%20Shop' },
			`${BASE}/sms/x/senders/My%20Shop`,
		],
		['a query in the address', { url: '/sms?tag=a%20b' }, `${BASE}/sms?tag=a%20b`],
		['a query in the address and in qs', { url: '/sms?a=1', qs: { b: 2 } }, `${BASE}/sms?a=1&b=2`],
		['an empty qs', { url: '/sms', qs: {} }, `${BASE}/sms`],
		['a question mark with nothing behind it', { url: '/sms?' }, `${BASE}/sms`],
		['a question mark that qs completes', { url: '/sms?', qs: { b: 2 } }, `${BASE}/sms?b=2`],
	])('from %s is complete and normal', (_, options, address) => {
		const request = sign(options);
		expect(request.url).toBe(address);
		expect(request.headers['X-Ovh-Signature']).toBe(expectedSignature(request));
	});

	test('leaves nothing for the HTTP client to add', () => {
		const request = sign({ baseURL: BASE, url: '/sms', uri: `${BASE}/other`, qs: { a: 1 } });
		expect(request.url).toBe(`${BASE}/sms?a=1`);
		expect(Object.keys(request)).not.toEqual(expect.arrayContaining(['baseURL']));
		expect(Object.keys(request)).not.toEqual(expect.arrayContaining(['uri']));
		expect(Object.keys(request)).not.toEqual(expect.arrayContaining(['qs']));
	});
});

describe('query parameters', () => {
	test.each<[what: string, value: unknown, encoded: string]>([
		['accents', 'promo été', 'promo%20%C3%A9t%C3%A9'],
		['emoji', '🎉', '%F0%9F%8E%89'],
		['half an emoji', '\ud83c', '%EF%BF%BD'],
		['signs with a meaning of their own', '+&=?#/%', '%2B%26%3D%3F%23%2F%25'],
		['quotes', `'"`, '%27%22'],
		['blanks and line breaks', ' \r\n\t', '%20%0D%0A%09'],
		['a time', '2024-01-01T00:00:00+00:00', '2024-01-01T00%3A00%3A00%2B00%3A00'],
		['a Date', new Date(0), '1970-01-01T00%3A00%3A00.000Z'],
		['a number', 0, '0'],
		['a flag', false, 'false'],
		['an empty text', '', ''],
	])('with %s are sent byte for byte as signed', (_, value, encoded) => {
		expect(sentQuery({ qs: { tag: value } })).toBe(`tag=${encoded}`);
	});

	test.each<[what: string, options: RequestOptions, query: string]>([
		['arrays by default', { qs: { a: [1, 2] } }, 'a=1&a=2'],
		['arrays as repeat', { qs: { a: [1, 2] }, arrayFormat: 'repeat' }, 'a=1&a=2'],
		['arrays as brackets', { qs: { a: [1, 2] }, arrayFormat: 'brackets' }, 'a%5B%5D=1&a%5B%5D=2'],
		['arrays as indices', { qs: { a: [1, 2] }, arrayFormat: 'indices' }, 'a%5B0%5D=1&a%5B1%5D=2'],
		[
			"arrays in the HTTP Request node's option",
			{ qs: { a: ['é'] }, qsStringifyOptions: { arrayFormat: 'brackets' } },
			'a%5B%5D=%C3%A9',
		],
		['nested values', { qs: { a: { b: { c: 'd e' } } } }, 'a%5Bb%5D%5Bc%5D=d%20e'],
		['objects in arrays', { qs: { a: [{ b: 1 }] }, arrayFormat: 'indices' }, 'a%5B0%5D%5Bb%5D=1'],
		['names with a dot', { qs: { 'creationDatetime.from': 'x' } }, 'creationDatetime.from=x'],
		['names with other signs', { qs: { "d'é&": 1 } }, 'd%27%C3%A9%26=1'],
		['null and undefined left out', { qs: { a: null, b: undefined, c: [null, 1] } }, 'c=1'],
		['nothing but what is left out', { qs: { a: null, b: [], c: {} } }, ''],
	])('write %s', (_, options, query) => {
		expect(sentQuery(options)).toBe(query);
	});

	test('of any characters arrive as they were given (500 pseudo-random ones)', () => {
		const random = seeded(20_240_101);
		for (let round = 0; round < 500; round++) {
			const name = `n${randomText(random)}`;
			const value = randomText(random);
			const request = sign({ url: '/sms', qs: { [name]: value, last: 'é' } });
			const address = new URL(request.url);
			expect(address.href).toBe(request.url);
			expect(request.url).toMatch(/^[\x21-\x7e]+$/);
			expect([...address.searchParams]).toEqual([
				[wellFormed(name), wellFormed(value)],
				['last', 'é'],
			]);
			expect(request.headers['X-Ovh-Signature']).toBe(expectedSignature(request));
		}
	});
});
