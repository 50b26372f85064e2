import type { RequestOptions } from '../../../src/n8n/authorisedRequest';
import { type OvhCredential, signRequest } from '../../../src/n8n/signedRequest';
import { credential, sign } from '../../helpers/signing';

describe('a credential refuses to sign', () => {
	test.each<[what: string, url: string]>([
		['another host', 'https://evil.example/1.0/sms'],
		["another of OVHcloud's endpoints", 'https://ca.api.ovh.com/1.0/sms'],
		['a host that begins alike', 'https://eu.api.ovh.com.evil.example/1.0/sms'],
		['a host that ends alike', 'https://evil-eu.api.ovh.com/1.0/sms'],
		['a host with a final dot', 'https://eu.api.ovh.com./1.0/sms'],
		['a host that poses as the user', 'https://eu.api.ovh.com@evil.example/1.0/sms'],
		['a host behind a backslash', 'https://evil.example\\@eu.api.ovh.com/1.0/sms'],
		['a user', 'https://user@eu.api.ovh.com/1.0/sms'],
		['a user and a password', 'https://user:password@eu.api.ovh.com/1.0/sms'],
		['a password', 'https://:password@eu.api.ovh.com/1.0/sms'],
		['a connection in the clear', 'http://eu.api.ovh.com/1.0/sms'],
		['another scheme', 'ftp://eu.api.ovh.com/1.0/sms'],
		['a scheme without a host', 'javascript:alert(1)'],
		['another port', 'https://eu.api.ovh.com:8443/1.0/sms'],
		["another scheme's port", 'https://eu.api.ovh.com:80/1.0/sms'],
	])('for %s', (_, url) => {
		for (const options of [{ url }, { uri: url }, { baseURL: url, url: '/sms' }]) {
			expect(() => sign(options)).toThrow('signs requests for https://eu.api.ovh.com only');
		}
	});

	test.each(['https://', 'https://:443', 'https://eu.api.ovh.com:port/sms'])(
		'for what is no address: %s',
		(url) => {
			expect(() => sign({ url })).toThrow(
				`signs requests for https://eu.api.ovh.com only, not for "${url}". Correct the address`,
			);
		},
	);

	test.each([
		'//evil.example/sms',
		'\\\\evil.example/sms',
		'/\\evil.example',
		' https://evil.example',
		'@evil.example',
		'.evil.example',
		':80@evil.example',
	])('and never takes %j for another host, it is a path', (url) => {
		for (const options of [{ url }, { uri: url }, { baseURL: 'https://eu.api.ovh.com', url }]) {
			expect(new URL(sign(options).url).origin).toBe('https://eu.api.ovh.com');
		}
	});

	test('and does not repeat a password in its message', () => {
		const message = String(failureOf({ url: 'https://user:hunter2@eu.api.ovh.com/1.0/sms' }));
		expect(message).toContain('signs requests for');
		expect(message).not.toContain('hunter2');
	});

	test.each<[field: keyof OvhCredential, label: string]>([
		['applicationKey', 'Application Key'],
		['applicationSecret', 'Application Secret'],
		['consumerKey', 'Consumer Key'],
	])('without %s, and names it', (field, label) => {
		for (const missing of ['', undefined, null]) {
			const incomplete = { ...credential, [field]: missing } as OvhCredential;
			expect(() => signRequest(incomplete, { url: '/sms' })).toThrow(`has no ${label}.`);
		}
	});

	test.each<[what: string, options: RequestOptions]>([
		['a form', { form: { a: 1 } }],
		['form data', { formData: { a: 1 } }],
		['form data beside a body', { formData: {}, body: { a: 1 } }],
		['URL-encoded parameters', { body: new URLSearchParams('a=1') }],
		['a stream of Node', { body: { pipe: () => undefined } }],
		['a form object', { body: new FormData() }],
		['a web stream', { body: new ReadableStream() }],
		['a file', { body: new Blob(['{"a":1}']) }],
		['bytes outside a Buffer', { body: new Uint8Array([123, 125]) }],
	])('%s as the body of a write, and says what to choose', (_, options) => {
		expect(() => sign({ method: 'POST', url: '/sms/x/jobs', ...options })).toThrow(/takes JSON/);
	});
});

describe('a credential with a custom endpoint', () => {
	const custom = { ...credential, endpoint: 'custom', baseUrl: 'http://127.0.0.1:8080/ovh/1.0/' };

	test('signs for its own address, in the clear, too', () => {
		const { url } = signRequest<RequestOptions>(custom, { url: '/sms', qs: { tag: 'a b' } });
		expect(url).toBe('http://127.0.0.1:8080/ovh/1.0/sms?tag=a%20b');
	});

	test.each([
		'https://127.0.0.1:8080/ovh/1.0/sms',
		'http://127.0.0.1/ovh/1.0/sms',
		'https://eu.api.ovh.com/1.0/sms',
	])('does not sign for %s', (url) => {
		expect(() => signRequest<RequestOptions>(custom, { url })).toThrow(
			'signs requests for http://127.0.0.1:8080/ovh/1.0 only',
		);
	});

	test.each([
		'http://127.0.0.1:8080/',
		'http://127.0.0.1:8080/admin',
		'http://127.0.0.1:8080/ovh/1.0',
		'http://127.0.0.1:8080/ovh/1.01/sms',
		'http://127.0.0.1:8080/ovh/1.0/../admin',
		'http://127.0.0.1:8080/ovh/1.0/%2e%2e/admin',
		'http://127.0.0.1:8080/ovh/1.0/x%2f..%2f..%2fadmin',
		'http://127.0.0.1:8080/ovh/1.0/..%5c..%5cadmin',
		'../../admin',
		'/..\\..\\admin',
	])('does not sign beside its own path: %s', (url) => {
		expect(() => signRequest<RequestOptions>(custom, { url })).toThrow(
			'signs requests for http://127.0.0.1:8080/ovh/1.0 only',
		);
	});
});

function failureOf(options: RequestOptions): unknown {
	try {
		return sign(options);
	} catch (error) {
		return error;
	}
}

describe('under rules, a credential refuses to sign', () => {
	const job = { method: 'POST', url: '/sms/a/jobs', body: { receivers: ['+33612345678'] } };
	const signUnder = (options: RequestOptions) =>
		signRequest({ ...credential, allowedCountries: ['FR'] }, options);

	test.each(['X-HTTP-Method-Override', 'x-http-method', 'X-Method-Override'])(
		'what another method may be made of by %s',
		(name) => {
			const headers = { [name]: 'PUT' };
			expect(() => signUnder({ ...job, headers })).toThrow(`has the header "${name}"`);
			expect(() => signUnder({ ...job, method: 'OPTIONS', headers })).toThrow('has the header');
			expect(sign({ ...job, headers }).headers).toHaveProperty(name);
		},
	);

	test('what is nested too deeply to be looked through, with the reason', () => {
		const body = `{"receivers":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
		expect(() => signUnder({ ...job, body })).toThrow('nested too deeply');
	});

	test('nothing that only reads', () => {
		expect(signUnder({ method: 'OPTIONS', url: '/sms/a' }).method).toBe('OPTIONS');
	});
});
