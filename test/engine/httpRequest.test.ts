import type { INode } from 'n8n-workflow';

import { startSandbox } from '../../sandbox';
import { outputOf } from '../helpers/engine';
import { errorOf, setStage } from '../helpers/stage';
import { httpRequest } from '../helpers/workflows';

const stage = setStage();

const api = (path: string) => `${stage.sandbox.baseUrl}${path}`;

const answers = async (parameters: INode['parameters']) =>
	outputOf(await stage.run(httpRequest(parameters)), 'HTTP Request').map(({ json }) => json);

const queryParameters = (...parameters: Array<{ name: string; value: string }>) => ({
	sendQuery: true,
	queryParameters: { parameters },
});

test('reads any path of the chosen endpoint, other OVHcloud APIs too', async () => {
	expect(await answers({ url: api('/me') })).toEqual([
		expect.objectContaining({ nichandle: expect.any(String) as string }),
	]);
});

test('signs queries with accents, signs and emoji as they are sent', async () => {
	await answers({
		url: api('/sms/sms-xx12345-1/outgoing'),
		...queryParameters({ name: 'tag', value: 'é +&=?#👍\'"€' }),
	});
	expect(stage.sandbox.requests[0]).toMatchObject({ status: 200 });
	expect(new URL(stage.sandbox.requests[0].rawUrl, 'http://x').searchParams.get('tag')).toBe(
		'é +&=?#👍\'"€',
	);
});

test('signs a query that already stands in the address', async () => {
	await answers({
		url: api('/sms/sms-xx12345-1/outgoing?tag=promo%20été'),
		...queryParameters({ name: 'sender', value: 'BOUTIQUE' }),
	});
	expect(stage.sandbox.requests[0]).toMatchObject({ status: 200 });
});

test.each([
	[
		'JSON text',
		{
			specifyBody: 'json',
			jsonBody: '{ "message": "é 👍 €", "receivers": ["+33612345678"], "sender": "BOUTIQUE" }',
		},
	],
	[
		'fields',
		{
			specifyBody: 'keypair',
			bodyParameters: {
				parameters: [
					{ name: 'message', value: 'é 👍 €' },
					{ name: 'sender', value: 'BOUTIQUE' },
					{ name: 'receivers', value: '={{ ["+33612345678"] }}' },
				],
			},
		},
	],
	[
		'raw text with blanks around it',
		{
			contentType: 'raw',
			rawContentType: 'application/json',
			body: '  {"message":"é 👍 €","receivers":["+33612345678"],"sender":"BOUTIQUE"}\n',
		},
	],
])('signs a body given as %s', async (_, parameters) => {
	const [report] = await answers({
		method: 'POST',
		url: api('/sms/sms-xx12345-1/jobs'),
		sendBody: true,
		...parameters,
	});
	expect(report).toMatchObject({ validReceivers: ['+33612345678'] });
	expect(stage.sandbox.sentTo('+33612345678').map(({ message }) => message)).toEqual(['é 👍 €']);
});

test('signs a DELETE without a body', async () => {
	const run = await stage.run(
		httpRequest({ method: 'DELETE', url: api('/sms/sms-xx12345-1/jobs/1') }),
	);
	expect(run.data.resultData.error).toBeDefined();
	expect(stage.sandbox.requests[0]).toMatchObject({ status: 404, body: '' });
});

test('refuses to sign for another host, and sends nothing there', async () => {
	const other = await startSandbox();
	const error = errorOf(await stage.run(httpRequest({ url: `${other.baseUrl}/me` })));
	expect(error.message).toContain(`signs requests for ${stage.sandbox.baseUrl} only`);
	expect(other.requests).toEqual([]);
	await other.close();
});

test('does not follow a redirect with signed headers, even where the node is set to follow', async () => {
	const other = await startSandbox();
	stage.sandbox.faults.add({ kind: 'redirect', location: `${other.baseUrl}/me` });
	await stage.run(
		httpRequest({
			url: api('/me'),
			options: { redirect: { redirect: { followRedirects: true, maxRedirects: 21 } } },
		}),
	);
	expect(stage.sandbox.requests).toHaveLength(1);
	expect(other.requests).toEqual([]);
	await other.close();
});
