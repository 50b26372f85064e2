import { givenOut, runWorkflow, shownError } from '../../tools/n8n/executions';
import { setN8nStage } from '../helpers/n8n/stage';
import { httpRequest, startedByHand } from '../helpers/workflows';

const stage = setN8nStage();

describe("the credential's test", () => {
	test('is green for right keys, proved by a signed call', async () => {
		expect(await stage.rest.testCredential(stage.credential, stage.fields())).toMatchObject({
			status: 'OK',
		});
		expect(stage.sandbox.requests).toMatchObject([{ path: '/auth/details', status: 200 }]);
	});

	test.each([
		[
			'Application Key',
			{ applicationKey: 'x'.repeat(16) },
			'OVHcloud does not know this Application Key. Copy it again, and check the Endpoint: keys of one region do not work in another.',
		],
		[
			'Application Secret',
			{ applicationSecret: 'x'.repeat(32) },
			'OVHcloud refused the signature: the Application Secret does not belong to this Application Key. Copy it again.',
		],
		[
			'Consumer Key',
			{ consumerKey: 'x'.repeat(32) },
			'OVHcloud does not know this Consumer Key, or it was not made for this Application Key. Copy the three keys from one and the same token page.',
		],
	])('names a wrong %s and what to do', async (_, changes, message) => {
		expect(await stage.rest.testCredential(stage.credential, stage.fields(changes))).toEqual({
			status: 'Error',
			message,
		});
	});
});

describe("n8n's HTTP Request node with the credential", () => {
	const call = async (parameters: Parameters<typeof httpRequest>[0]) => {
		const workflow = await stage.importWorkflow(startedByHand(httpRequest(parameters)));
		return await runWorkflow(stage.rest, workflow);
	};

	test('reads other paths of the API than those of SMS', async () => {
		const execution = await call({ url: `${stage.sandbox.baseUrl}/me` });
		expect(execution.status).toBe('success');
		expect(givenOut(execution, 'HTTP Request')).toMatchObject([{ nichandle: 'xx12345-ovh' }]);
	});

	test('signs accents, signs and emoji in the query as they are sent', async () => {
		const tag = 'é +&=?#👍"€';
		const execution = await call({
			url: `${stage.sandbox.baseUrl}/sms/sms-xx12345-1/outgoing`,
			sendQuery: true,
			queryParameters: { parameters: [{ name: 'tag', value: tag }] },
		});
		expect(execution.status).toBe('success');
		const [{ rawUrl, status }] = stage.sandbox.requests;
		expect(status).toBe(200);
		expect(new URL(rawUrl, stage.sandbox.baseUrl).searchParams.get('tag')).toBe(tag);
	});

	test('refuses to sign for another host', async () => {
		const execution = await call({ url: `${stage.rest.url}/healthz` });
		expect(execution.status).toBe('error');
		expect(shownError(execution).message).toContain(new URL(stage.rest.url).host);
		expect(stage.sandbox.requests).toEqual([]);
	});
});
