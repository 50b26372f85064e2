import type { ClientKeys, Sandbox } from '../../sandbox';
import { send } from './client';
import { closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});

async function askToken(client: ClientKeys, grant = 'client_credentials') {
	const form = new URLSearchParams({
		grant_type: grant,
		client_id: client.clientId,
		client_secret: client.clientSecret,
		scope: 'all',
	});
	const url = new URL('/auth/oauth2/token', sandbox.baseUrl).href;
	const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
	return await send(url, 'POST', type, form.toString());
}

async function tokenOf(client: ClientKeys): Promise<string> {
	return ((await askToken(client)).json as { access_token: string }).access_token;
}

const get = async (path: string, token: string) =>
	await send(sandbox.baseUrl + path, 'GET', { Authorization: `Bearer ${token}` });

test('a service account gets a token as OVHcloud gives it, and its secret is noted nowhere', async () => {
	expect(await askToken(sandbox.client)).toMatchObject({
		status: 200,
		json: { token_type: 'Bearer', expires_in: 3599, scope: 'all' },
	});
	expect(sandbox.tokenRequests).toMatchObject([{ method: 'POST', body: '', status: 200 }]);
	expect(JSON.stringify(sandbox.tokenRequests)).not.toContain(sandbox.client.clientSecret);
});

test.each([
	['an unknown client', { clientId: 'EU.0' }, 'ovhcloud oauth2 client does not exists'],
	['a wrong secret', { clientSecret: 'x' }, 'Invalid client secret'],
])('%s is refused in the shape of OAuth2', async (_, change, words) => {
	expect(await askToken({ ...sandbox.client, ...change })).toMatchObject({
		status: 400,
		json: { error: 'invalid_client', error_description: words },
	});
});

test('another grant is refused', async () => {
	expect((await askToken(sandbox.client, 'password')).json).toMatchObject({
		error: 'unsupported_grant_type',
	});
});

test('a token is good until it ends, or is ended', async () => {
	sandbox.serviceAccounts.lifeSeconds = 100;
	const token = await tokenOf(sandbox.client);
	expect(await get('/sms', token)).toMatchObject({ status: 200 });
	clock.forward(100);
	const refusal = { class: 'Client::Unauthorized', message: 'You must login first' };
	expect(await get('/sms', token)).toMatchObject({ status: 401, json: refusal });
	const another = await tokenOf(sandbox.client);
	sandbox.serviceAccounts.endTokens();
	expect(await get('/sms', another)).toMatchObject({ status: 401 });
});

test('policies allow actions on resources, and a refusal names the action', async () => {
	const resources = ['urn:v1:eu:resource:sms:sms-xx12345-1'];
	const client = sandbox.serviceAccounts.add([{ resources, actions: ['sms:apiovh:get'] }]);
	const token = await tokenOf(client);
	expect((await get('/sms', token)).json).toEqual(['sms-xx12345-1']);
	expect(await get('/sms/sms-xx12345-1', token)).toMatchObject({ status: 200 });
	expect(await get('/sms/sms-xx12345-2', token)).toMatchObject({ status: 403 });
	expect(await get('/sms/sms-xx12345-1/jobs', token)).toMatchObject({
		status: 403,
		json: {
			class: 'Client::Forbidden',
			message: 'User not granted for this request',
			details: {
				unauthorizedActionsByAuthentication: '',
				unauthorizedActionsByIAM: 'sms:apiovh:jobs/get',
			},
		},
	});
});

test('what a token says of itself needs no policy', async () => {
	const client = sandbox.serviceAccounts.add([]);
	expect((await get('/auth/details', await tokenOf(client))).json).toMatchObject({
		method: 'oauth2_client_credentials',
		identities: [`urn:v1:eu:identity:credential:xx12345-ovh/oauth2-${client.clientId}`],
	});
});
