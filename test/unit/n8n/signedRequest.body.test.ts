import { signRequest } from '../../../src/n8n/signedRequest';
import { timestamp } from '../../helpers/signature-vectors.json';
import { credential, expectedSignature, sign, type SignedRequest } from '../../helpers/signing';

const job = { message: 'tèsté € 🎉', receivers: ['+33600000000'] };

/** Header names as they are sent, in lower case. */
function headerNames({ headers }: SignedRequest): string[] {
	return Object.keys(headers)
		.map((name) => name.toLowerCase())
		.sort();
}

describe('the body of a signed request', () => {
	test.each<[what: string, body: unknown, sent: string]>([
		['an object', job, JSON.stringify(job)],
		['an array', [1, 'é'], '[1,"é"]'],
		['an empty array', [], '[]'],
		['a number', 0, '0'],
		['a flag', true, 'true'],
		['JSON text', '{"a":"é"}', '{"a":"é"}'],
		['JSON text with blanks around it', ' \n{"a":1}\r\n ', ' \n{"a":1}\r\n '],
		['bytes', Buffer.from('{"a":"é"}'), '{"a":"é"}'],
	])('given as %s is sent byte for byte as signed', (_, body, sent) => {
		const request = sign({ method: 'POST', url: '/sms/x/jobs', body });
		expect(Buffer.isBuffer(request.body)).toBe(true);
		expect(request.body?.toString('utf8')).toBe(sent);
		expect(request.headers['Content-Type']).toBe('application/json');
		expect(request.headers['X-Ovh-Signature']).toBe(expectedSignature(request));
	});

	test('may be bytes that are no text', () => {
		const body = Buffer.from([0xff, 0x00, 0xfe]);
		const request = sign({ method: 'PUT', url: '/sms/x', body });
		expect(request.body).toEqual(body);
		expect(request.headers['X-Ovh-Signature']).toBe(expectedSignature(request));
	});

	test.each<[what: string, body: unknown]>([
		['undefined', undefined],
		['null', null],
		['an empty text', ''],
		['an empty object', {}],
		['no bytes', Buffer.alloc(0)],
	])('is left out where it is %s', (_, body) => {
		const request = sign({ method: 'POST', url: '/sms/x/jobs', body });
		expect(request).not.toHaveProperty('body');
		expect(headerNames(request)).not.toContain('content-type');
		expect(request.headers['X-Ovh-Signature']).toBe(expectedSignature(request));
	});

	test.each(['GET', 'DELETE', 'HEAD', 'get', 'delete', undefined])(
		'is never sent with %s',
		(method) => {
			const request = sign({ method, url: '/sms', body: job, form: { a: 1 }, formData: {} });
			expect(request).not.toHaveProperty('body');
			expect(request).not.toHaveProperty('form');
			expect(request).not.toHaveProperty('formData');
			expect(request.method).toBe((method ?? 'GET').toUpperCase());
			expect(request.headers['X-Ovh-Signature']).toBe(expectedSignature(request));
		},
	);
});

describe('the headers of a signed request', () => {
	const names = ['x-ovh-application', 'x-ovh-consumer', 'x-ovh-signature', 'x-ovh-timestamp'];

	test("carry the keys, this server's time and the signature", () => {
		jest.useFakeTimers({ now: timestamp * 1000 + 999 });
		const request = sign({ url: '/sms' });
		jest.useRealTimers();
		expect(request.headers).toEqual({
			'X-Ovh-Application': credential.applicationKey,
			'X-Ovh-Consumer': credential.consumerKey,
			'X-Ovh-Timestamp': String(timestamp),
			'X-Ovh-Signature': expectedSignature(request),
		});
	});

	test.each(['X-Ovh-Timestamp', 'x-ovh-timestamp', 'X-OVH-TIMESTAMP'])(
		'keep the time that the caller has set as %s',
		(name) => {
			for (const time of [timestamp, String(timestamp)]) {
				const request = sign({ url: '/sms', headers: { accept: '*/*', [name]: time } });
				expect(headerNames(request)).toEqual(['accept', ...names]);
				expect(request.headers['X-Ovh-Timestamp']).toBe(String(timestamp));
				expect(request.headers['X-Ovh-Signature']).toBe(expectedSignature(request));
			}
		},
	);

	test('never hold a header twice, whatever the caller has set', () => {
		const given = { 'x-ovh-signature': '$1$0', 'X-OVH-APPLICATION': 'a', 'x-Ovh-Consumer': 'b' };
		const request = sign({ url: '/sms', headers: { ...given, accept: '*/*' } });
		expect(headerNames(request)).toEqual(['accept', ...names]);
		expect(request.headers['X-Ovh-Application']).toBe(credential.applicationKey);
		expect(request.headers['X-Ovh-Signature']).toBe(expectedSignature(request));
	});

	test.each(['X-Ovh-Batch', 'X-Ovh-Consumer-Note', 'My-X-Ovh-Consumer'])(
		'keep what is none of them, such as %s, and tell that the body is JSON',
		(name) => {
			const request = sign({ method: 'POST', url: '/a', body: job, headers: { [name]: '1' } });
			expect(request.headers[name]).toBe('1');
			expect(request.headers['Content-Type']).toBe('application/json');
		},
	);

	test.each(['Content-Type', 'content-type'])('keep a %s that the user has set', (name) => {
		const type = 'application/json; charset=utf-8';
		const request = sign({ method: 'POST', url: '/a', body: job, headers: { [name]: type } });
		expect(headerNames(request)).toEqual(['content-type', ...names]);
		expect(request.headers[name]).toBe(type);
	});
});

describe('the other options of a request', () => {
	test('never let a signed request follow a redirect, under any of the names that n8n knows', () => {
		const asked = { followRedirect: true, followAllRedirects: true, maxRedirects: 5 };
		expect(sign({ url: '/sms', ...asked, disableFollowRedirect: false })).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
			maxRedirects: 0,
		});
	});

	test('are kept', () => {
		const others = { timeout: 5, returnFullResponse: true, encoding: 'text', json: true };
		expect(sign({ url: '/sms', ...others })).toMatchObject(others);
	});

	test("are not modified in the caller's object", () => {
		const options = () => ({
			method: 'post',
			baseURL: 'https://eu.api.ovh.com/1.0',
			url: '/sms/x/jobs#a',
			qs: { tags: ['a', 'b'], nested: { date: new Date(0) } },
			body: { ...job },
			headers: { 'x-ovh-timestamp': 1, 'X-Ovh-Signature': 'old' },
			followRedirect: true,
		});
		const given = options();
		for (const part of [given, given.qs, given.body, given.headers]) Object.freeze(part);
		signRequest(Object.freeze({ ...credential }), given);
		expect(given).toEqual(options());
	});
});
