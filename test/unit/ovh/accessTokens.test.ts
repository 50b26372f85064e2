import {
	accessToken,
	dropToken,
	heldToken,
	type PostForm,
	type ServiceAccount,
} from '../../../src/ovh/accessTokens';
import { type ApiAnswer, TransportFailure } from '../../../src/ovh/transport';
import { letTimePass } from '../../helpers/clockAhead';
import { failureOf } from '../../helpers/scripted';

let clients = 0;
let account: ServiceAccount;

beforeEach(() => {
	clients += 1;
	account = {
		tokenUrl: 'https://www.ovh.com/auth/oauth2/token',
		clientId: `EU.${clients}`,
		clientSecret: 'a secret with & and =',
	};
});

afterEach(() => {
	jest.restoreAllMocks();
});

const answer = (json: unknown, status = 200): ApiAnswer => ({
	status,
	headers: {},
	body: typeof json === 'string' ? json : JSON.stringify(json),
});

const token = (value: string, more: object = {}) =>
	answer({ access_token: value, token_type: 'Bearer', expires_in: 3599, scope: 'all', ...more });

/** Gives these answers in turn, and notes what was asked. */
function script(...steps: Array<ApiAnswer | Error>) {
	const asked: Array<{ url: string; form: Record<string, string> }> = [];
	const post: PostForm = async (url, form) => {
		asked.push({ url, form });
		const step = steps[asked.length - 1];
		if (step instanceof Error || step === undefined) throw step ?? new Error('one too many');
		return step;
	};
	return { asked, post };
}

const MINUTE = 60_000;

describe('an access token', () => {
	test("is asked for as OVHcloud's own clients do, and used until its last minute", async () => {
		const { asked, post } = script(token('one'), token('two'));
		expect(await accessToken(account, post)).toBe('one');
		expect(await accessToken(account, post)).toBe('one');
		expect(asked).toEqual([
			{
				url: 'https://www.ovh.com/auth/oauth2/token',
				form: {
					grant_type: 'client_credentials',
					client_id: account.clientId,
					client_secret: account.clientSecret,
					scope: 'all',
				},
			},
		]);
		letTimePass(58 * MINUTE);
		expect(await accessToken(account, post)).toBe('one');
		letTimePass(MINUTE);
		expect(await accessToken(account, post)).toBe('two');
		expect(heldToken(account)).toBe('two');
	});

	test.each([
		['a short life', { expires_in: 10 }, 4_000, 6_000],
		['no word of its life', { expires_in: undefined }, 3 * MINUTE, 2 * MINUTE],
		['a life that is no number', { expires_in: 'soon' }, 3 * MINUTE, 2 * MINUTE],
	])('with %s is replaced in time', async (_, more, still, over) => {
		const { post } = script(token('one', more), token('two'));
		await accessToken(account, post);
		letTimePass(still);
		expect(await accessToken(account, post)).toBe('one');
		letTimePass(over);
		expect(await accessToken(account, post)).toBe('two');
	});

	test('is replaced where the clock was put back: nobody knows how old it is', async () => {
		const { post } = script(token('one'), token('two'));
		await accessToken(account, post);
		letTimePass(-MINUTE);
		expect(await accessToken(account, post)).toBe('two');
	});

	test('is shared by requests that need one at the same moment', async () => {
		const { asked, post } = script(token('one'));
		const given = await Promise.all([1, 2, 3].map(async () => await accessToken(account, post)));
		expect(given).toEqual(['one', 'one', 'one']);
		expect(asked).toHaveLength(1);
	});

	test('of another account, secret or region is another one', async () => {
		await accessToken(account, script(token('one')).post);
		for (const change of [
			{ clientId: 'EU.other' },
			{ clientSecret: 'changed' },
			{ tokenUrl: 'https://ca.ovh.com/auth/oauth2/token' },
		]) {
			const other = { ...account, ...change };
			expect(heldToken(other)).toBeUndefined();
			expect(await accessToken(other, script(token('other')).post)).toBe('other');
		}
	});

	test('that was refused is dropped, a newer one is not', async () => {
		const { post } = script(token('one'), token('two'));
		await accessToken(account, post);
		dropToken(account, 'one', MINUTE);
		expect(heldToken(account)).toBe('one');
		dropToken(account, 'one');
		expect(heldToken(account)).toBeUndefined();
		await accessToken(account, post);
		dropToken(account, 'one');
		expect(heldToken(account)).toBe('two');
	});

	test('is used in its last minute, too, where no new one can be had', async () => {
		const down = answer('<html>', 502);
		const { post } = script(token('one'), down, down);
		await accessToken(account, post);
		letTimePass(59 * MINUTE + 30_000);
		expect(await accessToken(account, post)).toBe('one');
		letTimePass(MINUTE);
		expect((await failureOf(accessToken(account, post))).facts.kind).toBe('server');
	});
});

describe('where there is none, nothing was sent', () => {
	const INVALID = 'ovhcloud oauth2 client does not exists';

	test.each<[what: string, step: ApiAnswer | Error, facts: object]>([
		[
			'the service account is not known',
			answer({ error: 'invalid_client', error_description: INVALID }, 400),
			{ kind: 'serviceAccount', status: 400, code: 'invalid_client', reason: INVALID },
		],
		['with 401', answer({ error: 'invalid_client' }, 401), { kind: 'serviceAccount', status: 401 }],
		['a page', answer('<html>', 403), { kind: 'unreadable', status: 403 }],
		['the server is down', answer('<html>', 503), { kind: 'server', status: 503 }],
		['too many ask', answer({ error: 'slow_down' }, 429), { kind: 'rateLimit', status: 429 }],
		['a redirect', answer('', 302), { kind: 'redirect', status: 302 }],
		['no token in it', answer({ token_type: 'Bearer' }), { kind: 'unreadable', status: 200 }],
		['a token that is no header', token('a\r\nX-Other: b'), { kind: 'unreadable' }],
		['nothing', answer(''), { kind: 'unreadable' }],
		['a connection that breaks', new TransportFailure('ECONNRESET', 'x'), { kind: 'connection' }],
		['no answer', new TransportFailure('ETIMEDOUT', 'x'), { kind: 'timeout' }],
	])('%s', async (_, step, facts) => {
		const { facts: found } = await failureOf(accessToken(account, script(step).post));
		expect(found).toMatchObject({
			...facts,
			effect: 'none',
			method: 'POST',
			path: 'https://www.ovh.com/auth/oauth2/token',
		});
		expect(JSON.stringify(found)).not.toContain('a secret');
		expect(heldToken(account)).toBeUndefined();
	});
});
