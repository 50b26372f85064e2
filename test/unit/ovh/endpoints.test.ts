import {
	ALL_RIGHTS,
	type Endpoint,
	type EndpointName,
	ENDPOINTS,
	resolveEndpoint,
	tokenPageFor,
} from '../../../src/ovh/endpoints';

const known: Array<[name: Exclude<EndpointName, 'custom'>, baseUrl: string, tokenPage: string]> = [
	['ovh-eu', 'https://eu.api.ovh.com/1.0', 'https://auth.eu.ovhcloud.com/api/createToken'],
	['ovh-ca', 'https://ca.api.ovh.com/1.0', 'https://auth.ca.ovhcloud.com/api/createToken'],
	['ovh-us', 'https://api.us.ovhcloud.com/1.0', 'https://auth.us.ovhcloud.com/api/createToken'],
	[
		'soyoustart-eu',
		'https://eu.api.soyoustart.com/1.0',
		'https://eu.api.soyoustart.com/createToken/',
	],
	[
		'soyoustart-ca',
		'https://ca.api.soyoustart.com/1.0',
		'https://ca.api.soyoustart.com/createToken/',
	],
	['kimsufi-eu', 'https://eu.api.kimsufi.com/1.0', 'https://eu.api.kimsufi.com/createToken/'],
	['kimsufi-ca', 'https://ca.api.kimsufi.com/1.0', 'https://ca.api.kimsufi.com/createToken/'],
];

describe("OVHcloud's endpoints", () => {
	test.each(known)('%s is %s', (endpoint, baseUrl, tokenPage) => {
		// A Base URL left over from an earlier choice does not matter.
		const resolved = resolveEndpoint({ endpoint, baseUrl: 'https://evil.example' });
		expect(resolved).toEqual({ name: endpoint, baseUrl, tokenPage });
	});

	test('are all told apart by their labels', () => {
		expect(Object.keys(ENDPOINTS)).toEqual(known.map(([name]) => name));
		expect(new Set(Object.values(ENDPOINTS).map(({ label }) => label)).size).toBe(known.length);
	});

	test('are Europe by default', () => {
		expect(resolveEndpoint({}).name).toBe('ovh-eu');
	});

	test.each(['', 'ovh-asia', 'OVH-EU', 'toString', '__proto__'])(
		'do not include %j',
		(endpoint) => {
			expect(() => resolveEndpoint({ endpoint })).toThrow(
				`"${endpoint}" is not known. Choose one of ovh-eu, ovh-ca,`,
			);
		},
	);
});

describe('a custom endpoint', () => {
	test.each([
		['https://proxy.example/ovh/1.0', 'https://proxy.example/ovh/1.0'],
		['https://proxy.example/1.0/', 'https://proxy.example/1.0'],
		['https://proxy.example/1.0//', 'https://proxy.example/1.0'],
		[' https://proxy.example/1.0\n', 'https://proxy.example/1.0'],
		['\u00a0https://proxy.example/1.0', 'https://proxy.example/1.0'],
		['http://127.0.0.1:8080/1.0', 'http://127.0.0.1:8080/1.0'],
		['HTTPS://PROXY.example:443/v1', 'https://proxy.example/v1'],
	])('%j is used as %s', (baseUrl, used) => {
		expect(resolveEndpoint({ endpoint: 'custom', baseUrl })).toEqual({
			name: 'custom',
			baseUrl: used,
		});
	});

	test.each([
		undefined,
		'',
		'eu.api.ovh.com/1.0',
		'localhost:8080/1.0',
		'//eu.api.ovh.com/1.0',
		'ftp://eu.api.ovh.com/1.0',
		'file:///1.0',
		'https://user@eu.api.ovh.com/1.0',
		'https://user:password@eu.api.ovh.com/1.0',
		'https://:password@eu.api.ovh.com/1.0',
		'https://eu.api.ovh.com/1.0?key=1',
		'https://',
	])('%j is refused with an example of a right one', (baseUrl) => {
		expect(() => resolveEndpoint({ endpoint: 'custom', baseUrl })).toThrow(
			/"Base URL".*https:\/\/eu\.api\.ovh\.com\/1\.0/,
		);
	});

	test.each([
		['http://127.0.0.1:8090', 'http://127.0.0.1:8090/1.0'],
		['http://127.0.0.1:8090//', 'http://127.0.0.1:8090/1.0'],
		['https://proxy.example/ovh/', 'https://proxy.example/ovh/1.0'],
		['https://proxy.example/1.0/sms', 'https://proxy.example/1.0/sms/1.0'],
	])('%j lacks the version, and is refused with %s', (baseUrl, right) => {
		expect(() => resolveEndpoint({ endpoint: 'custom', baseUrl })).toThrow(`write ${right}`);
	});

	test.each(['v1', 'v2'])('the version may be %s', (version) => {
		const baseUrl = `https://proxy.example/${version}`;
		expect(resolveEndpoint({ endpoint: 'custom', baseUrl }).baseUrl).toBe(baseUrl);
	});
});

describe('a custom endpoint without encryption', () => {
	const baseUrlOf = (host: string) =>
		resolveEndpoint({ endpoint: 'custom', baseUrl: `http://${host}/1.0` }).baseUrl;

	test.each([
		'localhost:8090',
		'127.0.0.1',
		'127.8.9.1',
		'[::1]:8090',
		'10.1.2.3',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.1.9',
		'[fd12:3456::1]',
		'[fe80::1]',
		'sandbox',
		'sandbox:8090',
		'nas.local',
		'ovh.internal',
		'host.docker.internal',
	])("may be on a network of one's own: %s", (host) => {
		expect(baseUrlOf(host)).toBe(`http://${host}/1.0`);
	});

	test.each([
		'proxy.example',
		'eu.api.ovh.com',
		'8.8.8.8',
		'172.15.0.1',
		'172.32.0.1',
		'192.169.0.1',
		'11.0.0.1',
		'134744072',
		'169.254.169.254',
		'0.0.0.0',
		'[2001:db8::1]',
		'[::ffff:8.8.8.8]',
		'localhost.evil.example',
		'127.0.0.1.evil.example',
		'evil.example.',
		'com.',
		'10.evil.example',
		'local.example',
	])('may be nowhere else: %s', (host) => {
		expect(() => baseUrlOf(host)).toThrow(/"Base URL".*https:\/\//);
	});
});

describe('the link to the token page', () => {
	test.each(known)('of %s asks for all rights that the package needs', (endpoint, _, tokenPage) => {
		const link = tokenPageFor(resolveEndpoint({ endpoint })) ?? '';
		expect(link.startsWith(`${tokenPage}?`)).toBe(true);
		expect(link).not.toMatch(/\s/);
		const { searchParams } = new URL(link);
		expect(searchParams.getAll('GET')).toEqual(['/sms', '/sms/', '/sms/*', '/me/document/*']);
		expect(searchParams.getAll('POST')).toEqual(['/sms/*', '/me/document']);
		for (const method of ['PUT', 'DELETE']) {
			expect(searchParams.getAll(method)).toEqual(['/sms/*', '/me/document/*']);
		}
		expect([...searchParams]).toHaveLength(ALL_RIGHTS.length);
	});

	test('can ask for one right only', () => {
		const link = tokenPageFor(resolveEndpoint({}), [{ method: 'GET', path: '/sms/*/jobs' }]);
		expect(link).toBe('https://auth.eu.ovhcloud.com/api/createToken?GET=/sms/*/jobs');
	});

	test('does not exist for a custom endpoint', () => {
		const endpoint: Endpoint = resolveEndpoint({ endpoint: 'custom', baseUrl: 'http://a/1.0' });
		expect(tokenPageFor(endpoint)).toBeUndefined();
	});
});
