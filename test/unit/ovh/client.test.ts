import { OvhClient } from '../../../src/ovh/client';
import { BASE_URL, failureOf, LOCAL_TIME, ok, scripted, type Step } from '../../helpers/scripted';

describe('a call', () => {
	test('is one complete request, and gives the parsed answer', async () => {
		const { client, requests, pauses } = scripted([ok([3, 1])]);
		const ids = await client.call({
			route: 'GET /sms/{serviceName}/outgoing',
			path: { serviceName: 'sms-ab12345-1' },
			query: { tag: 'été 1', sender: undefined },
			headers: { 'X-Extra': 'yes' },
		});
		expect(ids).toEqual([3, 1]);
		expect(requests).toEqual([
			{
				method: 'GET',
				url: `${BASE_URL}/sms/sms-ab12345-1/outgoing?tag=%C3%A9t%C3%A9%201`,
				headers: { 'X-Ovh-Timestamp': String(LOCAL_TIME), 'X-Extra': 'yes' },
				signed: true,
				timeoutMs: 30_000,
			},
		]);
		expect(pauses).toEqual([]);
	});

	test('sends its body as JSON', async () => {
		const { client, requests } = scripted([ok({ ids: [] })]);
		const body = { message: 'tèsté 🎉', receivers: ['+33600000000'] };
		await client.call({ route: 'POST /sms/{serviceName}/jobs', path: { serviceName: 'x' }, body });
		expect(requests[0]).toMatchObject({ method: 'POST', url: `${BASE_URL}/sms/x/jobs` });
		expect(requests[0].body).toBe(JSON.stringify(body));
	});

	test("asks for OVHcloud's time without keys", async () => {
		const { client, requests } = scripted([ok(LOCAL_TIME)]);
		expect(await client.call({ route: 'GET /auth/time' })).toBe(LOCAL_TIME);
		expect(requests[0]).toMatchObject({ signed: false, headers: {} });
	});

	test.each<[what: string, step: Step, value: unknown]>([
		['nothing', { status: 200 }, null],
		['nothing, with 204', { status: 204 }, null],
		['blanks', { status: 200, text: ' \r\n' }, null],
		['null', { status: 200, text: 'null' }, null],
		['a number', { status: 200, text: '42' }, 42],
		['an empty list, with 201', { status: 201, text: '[]' }, []],
	])('may be answered by %s', async (_, step, value) => {
		const { client } = scripted([step]);
		expect(await client.call({ route: 'GET /sms' })).toEqual(value);
	});

	test('whose path cannot be filled in sends nothing and says what is missing', async () => {
		const { client, requests } = scripted([]);
		const call = client.call({ route: 'GET /sms/{serviceName}', path: { serviceName: ' ' } });
		await expect(call).rejects.toThrow(/"serviceName"/);
		expect(requests).toEqual([]);
	});

	test('that cannot be signed is not repeated and has no effect', async () => {
		const reason = 'The OVHcloud SMS API credential has no Consumer Key.';
		const { client, requests } = scripted([{ refusal: new Error(reason) }]);
		const { facts } = await failureOf(client.call({ route: 'GET /sms' }));
		expect(facts).toMatchObject({ kind: 'badRequest', effect: 'none', reason });
		expect(requests).toHaveLength(1);
	});
});

describe('a refused call', () => {
	test.each<[what: string, step: Step, facts: object]>([
		[
			'the older shape of answers',
			{
				status: 403,
				json: {
					errorCode: 'NOT_CREDENTIAL',
					httpCode: '403 Forbidden',
					message: 'This credential does not exist',
				},
				headers: { 'x-ovh-queryid': 'FR.ws-8.5860f657.4632.0180' },
			},
			{
				kind: 'consumerKey',
				status: 403,
				code: 'NOT_CREDENTIAL',
				reason: 'This credential does not exist',
				queryId: 'FR.ws-8.5860f657.4632.0180',
			},
		],
		[
			'the newer shape of answers',
			{
				status: 403,
				json: { class: 'Client::Forbidden', message: 'This credential is not valid' },
			},
			{
				kind: 'consumerKeyState',
				status: 403,
				code: 'Client::Forbidden',
				reason: 'This credential is not valid',
				queryId: undefined,
			},
		],
		[
			'HTML',
			{ status: 404, text: '<html><body>Not here</body></html>' },
			{ kind: 'unreadable', status: 404, reason: undefined },
		],
		['broken JSON', { status: 403, text: '{"message": "Inv' }, { kind: 'unreadable', status: 403 }],
		['nothing', { status: 400 }, { kind: 'badRequest', status: 400, reason: undefined }],
		['a bare text', { status: 400, json: 'no' }, { kind: 'badRequest', status: 400 }],
		['a list', { status: 409, json: ['no'] }, { kind: 'conflict', status: 409 }],
		[
			'fields of other types',
			{ status: 400, json: { message: { a: 1 }, errorCode: 5 } },
			{ kind: 'badRequest', code: undefined, reason: undefined },
		],
		['choices', { status: 300, json: [] }, { kind: 'redirect', status: 300 }],
		[
			'a redirect',
			{ status: 302, headers: { location: 'https://evil.example' } },
			{ kind: 'redirect', status: 302 },
		],
	])('is understood from %s, and not repeated', async (_, step, facts) => {
		for (const route of ['GET /sms/{serviceName}/jobs', 'POST /sms/{serviceName}/jobs'] as const) {
			const { client, requests } = scripted([step]);
			const error = await failureOf(client.call({ route, path: { serviceName: 'my sms' } }));
			expect(error.facts).toMatchObject(facts);
			// What is not in the API's own words may come from a proxy.
			const effect = 'reason' in facts && facts.reason ? 'none' : 'unknown';
			expect(error.facts).toMatchObject({
				effect,
				method: route.split(' ')[0],
				route: '/sms/{serviceName}/jobs',
				path: '/sms/my%20sms/jobs',
			});
			expect(requests).toHaveLength(1);
		}
	});

	test('holds facts only, none of the request', async () => {
		const { client } = scripted([{ status: 404, json: { message: 'no' } }]);
		const headers = { 'X-Extra': 'confidential' };
		const error = await failureOf(
			client.call({ route: 'GET /sms', headers, query: { tag: 'private' } }),
		);
		expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/confidential|private/);
	});
});

test('clients of one endpoint share what they learn of its clock', async () => {
	const baseUrl = 'https://shared.example/1.0';
	const requests: string[] = [];
	const answers = [
		{ status: 400, body: '{"message":"Query out of time"}' },
		{ status: 200, body: '4000000000' },
		{ status: 200, body: '[]' },
		{ status: 200, body: '[]' },
	];
	const clientOf = () =>
		new OvhClient({
			baseUrl,
			transport: async ({ url, headers }) => {
				requests.push(`${url} ${headers['X-Ovh-Timestamp']}`);
				return { headers: {}, ...(answers.shift() ?? { status: 500, body: '' }) };
			},
			sleep: async () => undefined,
		});
	jest.useFakeTimers({ now: LOCAL_TIME * 1000 });
	await clientOf().call({ route: 'GET /sms' });
	await clientOf().call({ route: 'GET /sms' });
	expect(clientOf().serverTimestamp()).toBe(4_000_000_000);
	jest.useRealTimers();
	expect(requests).toEqual([
		`${baseUrl}/sms ${LOCAL_TIME}`,
		`${baseUrl}/auth/time undefined`,
		`${baseUrl}/sms 4000000000`,
		`${baseUrl}/sms 4000000000`,
	]);
});
