import { bearerRequest, fetchToken, serviceAccountOf } from '../../../src/n8n/bearerRequest';
import type { PostForm } from '../../../src/ovh/accessTokens';
import { letTimePass } from '../../helpers/clockAhead';

let accounts = 0;
let given = 0;
let credential: Parameters<typeof bearerRequest>[0];

beforeEach(() => {
	accounts += 1;
	given = 0;
	credential = { endpoint: 'ovh-eu', clientId: ` EU.${accounts}\n`, clientSecret: 'the-secret-1' };
});

afterEach(() => {
	jest.restoreAllMocks();
});

const post: PostForm = async () => {
	given += 1;
	const body = JSON.stringify({ access_token: `token-${accounts}-${given}`, expires_in: 3599 });
	return { status: 200, headers: {}, body };
};

const headersOf = (options: object) =>
	bearerRequest(credential, options as { headers?: Record<string, string> }).headers;

const JOBS = 'https://eu.api.ovh.com/1.0/sms/sms-ab12345-1/jobs';

test('the token is in a header of the request, and nobody else sets it', async () => {
	await fetchToken(credential, post);
	const headers = {
		authorization: 'Bearer of-somebody-else',
		'X-Ovh-Application': 'a',
		'X-Ovh-Timestamp': '1',
		'X-Extra': 'kept',
	};
	expect(headersOf({ url: JOBS, headers })).toEqual({
		Authorization: `Bearer token-${accounts}-1`,
		'X-Extra': 'kept',
	});
});

test.each([
	'https://evil.example/1.0/sms',
	'https://ca.api.ovh.com/1.0/sms',
	'https://www.ovh.com/auth/oauth2/token',
	'http://eu.api.ovh.com/1.0/sms',
])('the token goes nowhere but to the endpoint: not to %s', async (url) => {
	await fetchToken(credential, post);
	expect(() => headersOf({ url })).toThrow('makes requests for https://eu.api.ovh.com only');
});

test('the rules of the credential hold as they do for keys', async () => {
	credential.allowedCountries = ['FR'];
	await fetchToken(credential, post);
	const body = { message: 'Hi', receivers: ['+447911123456'] };
	expect(() => headersOf({ method: 'POST', url: JOBS, body })).toThrow(
		'"Allowed Countries" of the credential',
	);
	expect(() =>
		headersOf({ method: 'POST', url: JOBS, body: { ...body, receivers: ['+33612345678'] } }),
	).not.toThrow();
});

test.each(['clientId', 'clientSecret'] as const)('a missing %s is named', (field) => {
	expect(() => serviceAccountOf({ ...credential, [field]: ' ' })).toThrow(
		/OAuth2 API credential has no Client (ID|Secret)/,
	);
});

test.each([
	['ovh-eu', '', 'https://www.ovh.com/auth/oauth2/token'],
	['ovh-ca', '', 'https://ca.ovh.com/auth/oauth2/token'],
	['ovh-us', '', 'https://us.ovhcloud.com/auth/oauth2/token'],
	['custom', 'http://127.0.0.1:8090/1.0', 'http://127.0.0.1:8090/auth/oauth2/token'],
	['custom', 'https://eu.api.ovh.com/v1', 'https://www.ovh.com/auth/oauth2/token'],
])('the token address of %s %s is %s', (endpoint, baseUrl, tokenUrl) => {
	expect(serviceAccountOf({ ...credential, endpoint, baseUrl })).toMatchObject({
		tokenUrl,
		clientId: `EU.${accounts}`,
	});
});

test('a brand without service accounts is refused', () => {
	expect(() => serviceAccountOf({ ...credential, endpoint: 'kimsufi-eu' })).toThrow(
		'"kimsufi-eu" has no service accounts. Choose one of ovh-eu, ovh-ca, ovh-us or custom',
	);
});

describe('after a request of the HTTP Request node has failed', () => {
	/** What n8n is given, which makes the request again where it is not empty. */
	async function afterFailure(method: string, minutes: number) {
		expect(await fetchToken(credential, post)).toEqual({});
		headersOf({ method, url: JOBS });
		letTimePass(minutes * 60_000);
		return await fetchToken(credential, post);
	}

	test('a read is made again with another token', async () => {
		expect(await afterFailure('GET', 2)).toEqual({ session: '' });
		expect(headersOf({ url: JOBS })).toEqual({ Authorization: `Bearer token-${accounts}-2` });
	});

	test('a send is not, whatever has failed; the next request has another token', async () => {
		expect(await afterFailure('POST', 2)).toEqual({});
		expect(given).toBe(2);
	});

	test('nothing is asked for where the token is fresh', async () => {
		expect(await afterFailure('GET', 0)).toEqual({});
		expect(given).toBe(1);
	});
});

test('a refusal says what to do, and nothing secret', async () => {
	const body = JSON.stringify({
		error: 'invalid_client',
		error_description: 'the-secret-1 is wrong',
	});
	const refused = fetchToken(credential, async () => ({ status: 400, headers: {}, body }));
	await expect(refused).rejects.toThrow(
		/gives this service account no access token.*Client Secret/,
	);
	await expect(refused).rejects.not.toThrow('the-secret-1');
});
