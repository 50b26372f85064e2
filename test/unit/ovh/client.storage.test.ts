import { BASE_URL, failureOf, scripted, type Step } from '../../helpers/scripted';

const URL_OF_FILE = 'https://storage.gra.cloud.ovh.net/files/1?signature=confidential';
const read = { method: 'GET', url: URL_OF_FILE } as const;
const write = { method: 'PUT', url: URL_OF_FILE, body: 'number\n+33612345678' } as const;
const text = (body: string): Step => ({ status: 200, text: body });

describe("a file of OVHcloud's storage", () => {
	test.each([
		['reading', read],
		['writing', write],
	])('%s is one request without keys, signature or time', async (_, file) => {
		const { client, requests } = scripted([text('')]);
		await client.storage(file);
		expect(requests).toEqual([
			{ ...file, headers: {}, signed: false, idempotent: true, timeoutMs: 30_000 },
		]);
	});

	test('is given as it is: it need not be JSON', async () => {
		const { client } = scripted([text('number\n+33612345678')]);
		expect(await client.storage(read)).toBe('number\n+33612345678');
	});

	test('is written with its own headers', async () => {
		const { client, requests } = scripted([{ status: 201 }]);
		await client.storage({ ...write, headers: { 'Content-Type': 'text/csv' } });
		expect(requests[0].headers).toEqual({ 'Content-Type': 'text/csv' });
	});

	// To write a file twice is to write it once.
	test.each([
		['reading', read],
		['writing', write],
	])('%s is repeated after a failure that passes', async (_, file) => {
		const { client, requests, pauses } = scripted([
			{ status: 500 },
			{ network: 'ECONNRESET' },
			text('a'),
		]);
		expect(await client.storage(file)).toBe('a');
		expect(requests).toHaveLength(3);
		expect(pauses).toEqual([500, 1000]);
	});

	test.each([300, 304, 403, 404, 499])('is not there when the storage says %i', async (status) => {
		const { client, requests } = scripted([{ status, text: '<Error>AccessDenied</Error>' }]);
		const { facts } = await failureOf(client.storage(read));
		expect(facts).toMatchObject({ kind: 'forbidden', effect: 'none', status, method: 'GET' });
		expect(requests).toHaveLength(1);
	});

	test('that stays out of reach is a failure of the server', async () => {
		const { client } = scripted(Array<Step>(5).fill({ status: 500 }));
		const { facts } = await failureOf(client.storage(read));
		expect(facts).toMatchObject({ kind: 'server', effect: 'none', status: 500 });
	});

	// The temporary address is the permission.
	test('is named in an error by its host only', async () => {
		const { client } = scripted([{ status: 403 }]);
		const error = await failureOf(client.storage(read));
		expect(error.facts.path).toBe('storage storage.gra.cloud.ovh.net');
		expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/confidential|files/);
	});

	test('is not sent for by an address without encryption', async () => {
		const { client, requests } = scripted([text('a')]);
		const url = URL_OF_FILE.replace('https', 'http');
		const { facts } = await failureOf(client.storage({ ...read, url }));
		expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
		expect(facts.reason).toContain('not https');
		expect(requests).toEqual([]);
	});

	describe("on one of OVHcloud's endpoints", () => {
		const known = { baseUrl: 'https://eu.api.ovh.com/1.0' };

		test.each([
			'storage.gra.cloud.ovh.net',
			'storage.us-east-va-1.cloud.ovh.us',
			's3.gra.io.cloud.ovh.net',
			'STORAGE.SBG.CLOUD.OVH.NET',
			'files.ovhcloud.com',
		])('may lie on %s', async (host) => {
			const { client } = scripted([text('a')], known);
			expect(await client.storage({ ...read, url: `https://${host}/files/1` })).toBe('a');
		});

		test.each([
			'storage.example',
			'169.254.169.254',
			'localhost',
			'cloud.ovh.net.evil.example',
			'evilovh.net',
			'ovh.net@evil.example',
			'evil.example#.ovh.net',
			'ns123456.ip-192-0-2.eu',
		])('may not lie on %s', async (host) => {
			const { client, requests } = scripted([text('a')], known);
			const url = `https://${host}/files/1?signature=confidential`;
			const error = await failureOf(client.storage({ ...read, url }));
			expect(error.facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
			expect(error.facts.reason).toContain('not one of OVHcloud');
			expect(error.message).not.toContain('confidential');
			expect(requests).toEqual([]);
		});
	});

	test('may be without encryption where the API is, as on a test stand', async () => {
		const baseUrl = BASE_URL.replace('https', 'http');
		const { client } = scripted([text('a'), text('b')], { baseUrl });
		const url = URL_OF_FILE.replace('https', 'http');
		expect(await client.storage({ ...read, url })).toBe('a');
		expect(await client.storage(read)).toBe('b');
	});
});
