import '../../helpers/byServiceAccount';

import type { ClientKeys } from '../../../sandbox';
import { letTimePass } from '../../helpers/clockAhead';
import { listContext } from '../../helpers/contexts';
import { testCredential } from '../../helpers/credentialTest';
import { outputOf } from '../../helpers/engine';
import { ACCOUNT, itemsTo, numbers, SEND_PATH, sendWorkflow } from '../../helpers/sending';
import { AT_ONCE, errorOf, jsonOf, setStage } from '../../helpers/stage';
import { byId, httpRequest, single } from '../../helpers/workflows';

const stage = setStage(AT_ONCE);

afterEach(() => {
	jest.restoreAllMocks();
});

const ACCOUNT_URN = `urn:v1:eu:resource:sms:${ACCOUNT}`;

/** A service account with these actions on one SMS account. */
const allowed = (...actions: string[]): ClientKeys =>
	stage.sandbox.serviceAccounts.add([{ resources: [ACCOUNT_URN], actions }]);

const sends = () =>
	stage.sandbox.requests.filter(({ method, path }) => method === 'POST' && path === SEND_PATH);

/** Each SMS that was accepted, once for each number. */
const accepted = (receivers: string[]) =>
	receivers.map((receiver) => stage.sandbox.sentTo(receiver).length);

const TO_MANY = { to: '={{ $json.to }}', message: '={{ $json.text }}' };

describe('a run', () => {
	test('takes one token, and no clock and no signature', async () => {
		stage.sandbox.setClockOffset(7200);
		const receivers = numbers(5);
		await stage.run(sendWorkflow(TO_MANY), itemsTo(receivers));
		expect(accepted(receivers)).toEqual([1, 1, 1, 1, 1]);
		expect(stage.sandbox.tokenRequests).toHaveLength(1);
		for (const { headers } of stage.sandbox.requests) {
			expect(headers.authorization).toMatch(/^Bearer /);
			expect(Object.keys(headers).filter((name) => name.startsWith('x-ovh-'))).toEqual([]);
		}
	});

	test('replaces a token before it ends', async () => {
		await stage.run(sendWorkflow());
		letTimePass(59.5 * 60_000);
		await stage.run(sendWorkflow({ message: 'Again' }));
		expect(stage.sandbox.tokenRequests).toHaveLength(2);
		expect(stage.sandbox.requests.map(({ status }) => status)).not.toContain(401);
	});

	test('in whose midst the tokens end goes on with another, and sends nothing twice', async () => {
		const receivers = numbers(60);
		let answered = 0;
		const find = stage.sandbox.serviceAccounts.find.bind(stage.sandbox.serviceAccounts);
		jest.spyOn(stage.sandbox.serviceAccounts, 'find').mockImplementation((value) => {
			answered += 1;
			if (answered === 10) stage.sandbox.serviceAccounts.endTokens();
			return find(value);
		});
		const run = await stage.run(sendWorkflow(TO_MANY), itemsTo(receivers));
		expect(run.status).toBe('success');
		expect(accepted(receivers)).toEqual(receivers.map(() => 1));
		expect(sends().some(({ status }) => status === 401)).toBe(true);
		expect(stage.sandbox.tokenRequests.length).toBeGreaterThan(1);
	});

	test('whose token is refused again and again says so, after one more try', async () => {
		jest.spyOn(stage.sandbox.serviceAccounts, 'find').mockReturnValue(undefined);
		const error = errorOf(await stage.run(sendWorkflow()));
		expect(error.message).toContain('refused the access token');
		expect(error.description).toContain('Nothing was done by this request');
		expect(sends().map(({ status }) => status)).toEqual([401, 401]);
	});

	test('a 401 in words that are none of OVHcloud says nothing: the SMS is looked for', async () => {
		const fault = { kind: 'status', status: 401, html: true, when: 'after' } as const;
		stage.sandbox.faults.add({ ...fault, path: SEND_PATH });
		const run = await stage.run(sendWorkflow());
		expect(jsonOf(run)).toMatchObject([{ status: 'accepted' }]);
		expect(sends()).toHaveLength(1);
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	});

	test('an answer that is lost is looked for with a new token, and nothing is sent again', async () => {
		stage.sandbox.faults.add({ kind: 'resetAfter', path: SEND_PATH });
		const find = stage.sandbox.serviceAccounts.find.bind(stage.sandbox.serviceAccounts);
		let isEnded = false;
		jest.spyOn(stage.sandbox.serviceAccounts, 'find').mockImplementation((value) => {
			if (sends().length > 0 && !isEnded && stage.sandbox.sentTo('+33612345678').length > 0) {
				isEnded = true;
				stage.sandbox.serviceAccounts.endTokens();
			}
			return find(value);
		});
		const run = await stage.run(sendWorkflow());
		expect(jsonOf(run)).toMatchObject([{ recipients: [{ status: 'accepted' }] }]);
		expect(isEnded).toBe(true);
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
		expect(sends()).toHaveLength(1);
	});
});

describe('where no token can be had, nothing is sent', () => {
	test.each([
		['clientId', { clientId: 'EU.unknown' }],
		['clientSecret', { clientSecret: 'x'.repeat(32) }],
	])('(wrong %s)', async (_, change) => {
		const keys = { ...stage.sandbox.client, ...change };
		const error = errorOf(await stage.run(sendWorkflow(), undefined, keys));
		expect(error.message).toBe('OVHcloud gives this service account no access token');
		expect(error.description).toContain('Copy Client ID and Client Secret again');
		expect(error.description).toContain('invalid_client');
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('and a token address that is down for a moment is asked again', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 502, html: true, path: '/auth/*' });
		const run = await stage.run(sendWorkflow());
		expect(run.status).toBe('success');
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	});
});

describe('an action that no policy allows', () => {
	/** The policy that an error gives, to be pasted. */
	const policyIn = (description: string) =>
		JSON.parse(/\{"name".*\}(?= \()/.exec(description)?.[0] ?? '{}') as {
			identities: string[];
			resources: Array<{ urn: string }>;
			permissions: { allow: Array<{ action: string }> };
		};

	test('is named, with a policy for just that on just this account, which helps', async () => {
		const keys = allowed('sms:apiovh:get');
		const error = errorOf(await stage.run(sendWorkflow(), undefined, keys));
		expect(error.message).toBe(
			"OVHcloud's access policies (IAM) do not allow sms:apiovh:jobs/create",
		);
		const { identities, resources, permissions } = policyIn(error.description);
		expect(identities).toEqual([
			`urn:v1:eu:identity:credential:xx12345-ovh/oauth2-${keys.clientId}`,
		]);
		expect(resources).toEqual([{ urn: ACCOUNT_URN }]);
		expect(permissions.allow).toEqual([{ action: 'sms:apiovh:jobs/create' }]);
		expect(stage.sandbox.sentTo('+33612345678')).toEqual([]);

		const actions = permissions.allow.map(({ action }) => action);
		stage.sandbox.serviceAccounts.add(
			[{ resources: resources.map(({ urn }) => urn), actions }],
			keys,
		);
		stage.sandbox.serviceAccounts.endTokens();
		expect((await stage.run(sendWorkflow(), undefined, keys)).status).toBe('success');
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	});

	test('on another account is not allowed either', async () => {
		const file = sendWorkflow({ account: byId('sms-xx12345-2') });
		const error = errorOf(await stage.run(file, undefined, allowed('sms:apiovh:*')));
		expect(policyIn(error.description).resources).toEqual([
			{ urn: 'urn:v1:eu:resource:sms:sms-xx12345-2' },
		]);
	});
});

describe('what is not known of OVHcloud with service accounts', () => {
	test.each([
		['no header for many objects', { batchHeader: 'refused' as const, pages: 'refused' as const }],
		['no pages', { pages: 'ids' as const }],
	])('is done without: %s', async (_, quirks) => {
		Object.assign(stage.sandbox.quirks, quirks);
		await stage.run(sendWorkflow());
		const file = single({
			resource: 'outgoing',
			operation: 'getAll',
			account: byId(ACCOUNT),
			returnAll: true,
		});
		const run = await stage.run(file);
		expect(outputOf(run, 'OVHcloud SMS').map(({ json }) => json.message)).toContain('Hello');
	});
});

test('the account picker shows what a policy lets it see', async () => {
	const search = async (keys?: ClientKeys) => {
		const context = listContext(stage.engine, stage.credential(keys), {});
		const type = stage.engine.nodeTypes.getByNameAndVersion('n8n-nodes-ovh-sms.ovhSms');
		return await type.methods?.listSearch?.searchAccounts.call(context);
	};
	expect((await search())?.results).toHaveLength(2);
	expect((await search(allowed('sms:apiovh:get')))?.results).toMatchObject([{ value: ACCOUNT }]);
	await expect(search(allowed('sms:apiovh:jobs/create'))).rejects.toMatchObject({
		message: "OVHcloud's access policies (IAM) do not allow sms:apiovh:get",
	});
});

describe('the credential test', () => {
	const verdict = async (change: object = {}) =>
		await testCredential(stage.engine, { ...stage.credential(), ...change });

	test('works before the credential is saved, whatever the policies', async () => {
		expect(await verdict(allowed())).toMatchObject({ status: 'OK' });
		expect(stage.sandbox.requests).toMatchObject([{ path: '/auth/details', status: 200 }]);
	});

	test.each([
		['an unknown client', { clientId: 'EU.unknown' }, 'no access token'],
		['a wrong secret', { clientSecret: 'x'.repeat(32) }, 'Client Secret'],
		['no secret', { clientSecret: '' }, 'has no Client Secret'],
		['another brand', { endpoint: 'kimsufi-eu' }, 'has no service accounts'],
		['no address', { baseUrl: 'nowhere' }, 'Base URL'],
	])('is red for %s', async (_, change, words) => {
		const { status, message } = await verdict(change);
		expect(status).toBe('Error');
		expect(message).toContain(words);
		expect(message).not.toContain('x'.repeat(32));
	});

	test('is red where the token is refused', async () => {
		jest.spyOn(stage.sandbox.serviceAccounts, 'find').mockReturnValue(undefined);
		expect((await verdict()).status).toBe('Error');
	});
});

describe("n8n's HTTP Request node", () => {
	const api = (path: string) => `${stage.sandbox.baseUrl}${path}`;
	const send = {
		method: 'POST',
		url: '',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '{ "message": "Hi", "receivers": ["+33612345678"], "sender": "BOUTIQUE" }',
	};

	test('reads and sends', async () => {
		await stage.run(httpRequest({ ...send, url: api(SEND_PATH) }));
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
		const run = await stage.run(httpRequest({ url: api('/me') }));
		expect(outputOf(run, 'HTTP Request')).toHaveLength(1);
		expect(stage.sandbox.tokenRequests).toHaveLength(1);
	});

	test('goes on by itself with a read after its token was ended', async () => {
		await stage.run(httpRequest({ url: api('/me') }));
		stage.sandbox.serviceAccounts.endTokens();
		letTimePass(120_000);
		expect((await stage.run(httpRequest({ url: api('/me') }))).status).toBe('success');
		expect(stage.sandbox.requests.map(({ status }) => status)).toEqual([200, 401, 200]);
	});

	test.each([
		['an answer that is lost', { kind: 'resetAfter' as const }],
		[
			'a failure after it was accepted',
			{ kind: 'status' as const, status: 502, when: 'after' as const },
		],
	])('never sends twice, after %s', async (_, fault) => {
		await stage.run(httpRequest({ url: api('/me') }));
		letTimePass(120_000);
		stage.sandbox.faults.add({ ...fault, path: SEND_PATH });
		const run = await stage.run(httpRequest({ ...send, url: api(SEND_PATH) }));
		expect(run.data.resultData.error).toBeDefined();
		expect(sends()).toHaveLength(1);
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	});

	test('is held to the rules of the credential', async () => {
		const rules = { ...stage.sandbox.client, allowedCountries: ['GB'] };
		const run = await stage.run(httpRequest({ ...send, url: api(SEND_PATH) }), undefined, rules);
		expect(errorOf(run).message).toContain('"Allowed Countries" of the credential');
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('gets no token for another host', async () => {
		const run = await stage.run(httpRequest({ url: 'http://127.0.0.1:9/1.0/me' }));
		expect(errorOf(run).message).toContain(`makes requests for ${stage.sandbox.baseUrl} only`);
	});
});

test('no token and no secret is in an error or an output, whatever the server quotes', async () => {
	await stage.run(sendWorkflow());
	const [{ headers }] = sends();
	const token = String(headers.authorization).replace('Bearer ', '');
	const message = `Not you: ${token}, ${stage.sandbox.client.clientSecret}`;
	stage.sandbox.faults.add({ kind: 'status', status: 403, message, path: SEND_PATH });
	const run = await stage.run(sendWorkflow({ message: 'Other' }));
	expect(errorOf(run).description).toContain('Not you');
	const saved = JSON.stringify([run.data.resultData, errorOf(run)]);
	expect(saved).not.toContain(token);
	expect(saved).not.toContain(stage.sandbox.client.clientSecret);
});
