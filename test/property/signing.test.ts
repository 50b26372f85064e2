import fc from 'fast-check';

import { authenticate } from '../../sandbox/auth/authenticate';
import { TokenStore } from '../../sandbox/auth/tokens';
import { encodeQuery, fillPath } from '../../src/ovh/address';
import { type SignedRequest, sign } from '../helpers/signing';
import { keys, timestamp } from '../helpers/signature-vectors.json';
import { anyRequest, optionsOf } from './requests';
import { runs } from './settings';

const tokens = new TokenStore(() => timestamp * 1000);
tokens.add({ rules: [] }, keys);

/** Whether the sandbox takes a request for signed, over the bytes that are sent. */
function accepted({ method, url, body, headers }: SignedRequest): boolean {
	const values = new Map(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	authenticate(
		{
			method,
			path: new URL(url).pathname,
			address: url,
			body: body ?? Buffer.alloc(0),
			header: (name) => values.get(name) ?? '',
		},
		{ tokens, serverSeconds: () => timestamp, timestampWindowSeconds: 60 },
		false,
	);
	return true;
}

const headers = { 'X-Ovh-Timestamp': String(timestamp) };

test('any request is signed as it is sent', () => {
	fc.assert(
		fc.property(anyRequest, (request) => {
			expect(accepted(sign({ ...optionsOf(request), headers }))).toBe(true);
		}),
		runs(3000),
	);
});

test('nothing is left in a signed address that the HTTP client would write another way', () => {
	fc.assert(
		fc.property(anyRequest, (request) => {
			const { url } = sign({ ...optionsOf(request), headers });
			expect(new URL(url).href).toBe(url);
			expect(url).toMatch(/^https:\/\/eu\.api\.ovh\.com\/[\x21-\x7e]*$/);
			expect(url).not.toContain('#');
		}),
		runs(3000),
	);
});

test('one changed byte, and the signature does not fit any more', () => {
	fc.assert(
		fc.property(
			anyRequest,
			fc.constantFrom<(request: SignedRequest) => SignedRequest>(
				(request) => ({ ...request, url: `${request.url}x` }),
				(request) => ({ ...request, method: `${request.method}x` }),
				(request) => ({
					...request,
					body: Buffer.concat([request.body ?? Buffer.alloc(0), Buffer.from(' ')]),
				}),
				(request) => ({
					...request,
					headers: { ...request.headers, 'X-Ovh-Timestamp': String(timestamp + 1) },
				}),
			),
			(request, change) => {
				const signed = sign({ ...optionsOf(request), headers });
				expect(() => accepted(change(signed))).toThrow('Invalid signature');
			},
		),
		runs(500),
	);
});

const text = fc.string({ unit: 'binary' });

test('a value fills its place in a path, and comes out of it as it went in', () => {
	fc.assert(
		fc.property(text, (value) => {
			const usual = value.trim();
			if (usual === '' || usual === '.' || usual === '..') {
				expect(() => fillPath('/sms/{id}/jobs', { id: value })).toThrow('is not a value for "id"');
				return;
			}
			const path = fillPath('/sms/{id}/jobs', { id: value });
			const url = new URL(path, 'https://eu.api.ovh.com');
			expect(url.pathname).toBe(path);
			const [, , segment, ...others] = url.pathname.split('/');
			expect(decodeURIComponent(segment)).toBe(usual);
			expect(others).toEqual(['jobs']);
		}),
		runs(1000),
	);
});

test('values of a query come out of it as they went in', () => {
	fc.assert(
		fc.property(fc.dictionary(text, text, { maxKeys: 5 }), (query) => {
			expect(Object.fromEntries(new URLSearchParams(encodeQuery(query)))).toEqual({ ...query });
		}),
		runs(1000),
	);
});
