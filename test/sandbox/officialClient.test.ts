import type { OvhClient } from 'ovh';
import type { Sandbox } from '../../sandbox';
import { send } from './client';
import { certificate, officialClient, trust } from './officialClient';
import { closeSandboxes, open } from './world';

afterEach(closeSandboxes);

const MESSAGE = 'Réponse 👍 + & = "€"';

describe("OVHcloud's own npm client", () => {
	let sandbox: Sandbox;
	let client: OvhClient;
	let undoTrust: () => void;

	beforeEach(async () => {
		const https = await certificate();
		sandbox = await open({ https });
		client = officialClient(sandbox);
		undoTrust = trust(https.cert, Number(new URL(sandbox.baseUrl).port));
	});
	afterEach(() => undoTrust());

	test('lists accounts', async () => {
		const accounts = await client.requestPromised('GET', '/sms');
		expect(accounts).toEqual(['sms-xx12345-1', 'sms-xx12345-2']);
		expect(sandbox.requests.map(({ path }) => path)).toEqual(['/auth/time', '/sms']);
	});

	test('sends an SMS with accents, an emoji and + & = "€"', async () => {
		const report = await client.requestPromised('POST', `/sms/${sandbox.accountName}/jobs`, {
			message: MESSAGE,
			receivers: ['+33612345678'],
			sender: 'BOUTIQUE',
			noStopClause: true,
		});
		expect(report).toMatchObject({ ids: [26929925], totalCreditsRemoved: 1 });
		expect(sandbox.sentTo('+33612345678').map(({ message }) => message)).toEqual([MESSAGE]);
	});

	test('finds sent messages by a tag with é +& in the query', async () => {
		const path = `/sms/${sandbox.accountName}`;
		for (const tag of ['é +&', 'other']) {
			await client.requestPromised('POST', `${path}/jobs`, {
				message: 'x',
				receivers: ['+33612345678'],
				sender: 'BOUTIQUE',
				noStopClause: true,
				tag,
			});
		}
		const ids = await client.requestPromised('GET', `${path}/outgoing`, { tag: 'é +&' });
		expect(ids).toEqual([26929925]);
		expect(await client.requestPromised('GET', `${path}/jobs`)).toEqual([]);
	});
});

describe("requests signed by OVHcloud's own signing function", () => {
	interface Signed {
		method: string;
		url: string;
		body: string;
		timestamp: number;
		signature: string;
	}
	let sandbox: Sandbox;
	let signed: Signed;

	beforeEach(async () => {
		sandbox = await open();
		const method = 'POST';
		const url = `${sandbox.baseUrl}/sms/${sandbox.accountName}/jobs`;
		const body = JSON.stringify({
			message: MESSAGE,
			receivers: ['+33612345678'],
			sender: 'BOUTIQUE',
			noStopClause: true,
		});
		const timestamp = Math.floor(Date.now() / 1000);
		const signature = officialClient(sandbox).signRequest(method, url, body, timestamp);
		signed = { method, url, body, timestamp, signature };
	});

	const replay = async ({ method, url, body, timestamp, signature }: Signed) =>
		await send(
			url,
			method,
			{
				'Content-Type': 'application/json',
				'X-Ovh-Application': sandbox.keys.applicationKey,
				'X-Ovh-Consumer': sandbox.keys.consumerKey,
				'X-Ovh-Timestamp': String(timestamp),
				'X-Ovh-Signature': signature,
			},
			body,
		);

	test('are accepted as they are', async () => {
		expect(await replay(signed)).toMatchObject({ status: 200, json: { ids: [26929925] } });
	});

	const otherEnd = (text: string) => text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
	const alterations: Array<[string, (request: Signed) => Partial<Signed>]> = [
		['a letter of the body', ({ body }) => ({ body: body.replace('ponse', 'ponze') })],
		['an accent of the body', ({ body }) => ({ body: body.replace('é', 'è') })],
		['a space more in the body', ({ body }) => ({ body: body.replace('{', '{ ') })],
		['an escaped accent in the body', ({ body }) => ({ body: body.replace('é', '\\u00e9') })],
		['a letter of the address', ({ url }) => ({ url: url.replace('12345-1', '12345-2') })],
		['the alias of the base path', ({ url }) => ({ url: url.replace('/1.0/', '/v1/') })],
		['a query', ({ url }) => ({ url: `${url}?a=1` })],
		['the host name', ({ url }) => ({ url: url.replace('127.0.0.1', 'localhost') })],
		['a second of the timestamp', ({ timestamp }) => ({ timestamp: timestamp - 1 })],
		['a character of the signature', ({ signature }) => ({ signature: otherEnd(signature) })],
		['the case of the signature', ({ signature }) => ({ signature: signature.toUpperCase() })],
	];

	test.each(alterations)('are refused with one change: %s', async (_what, change) => {
		const answer = await replay({ ...signed, ...change(signed) });
		expect(answer).toMatchObject({ status: 400, json: { errorCode: 'INVALID_SIGNATURE' } });
		expect(sandbox.sentTo('+33612345678')).toEqual([]);
	});

	test('are refused with another method on the same address', async () => {
		const url = `${sandbox.baseUrl}/sms/${sandbox.accountName}/jobs/1`;
		const signature = officialClient(sandbox).signRequest('GET', url, '', signed.timestamp);
		const answer = await replay({ ...signed, url, method: 'DELETE', body: '', signature });
		expect(answer).toMatchObject({ status: 400, json: { errorCode: 'INVALID_SIGNATURE' } });
	});
});
