import type { Endpoint } from '../../../src/ovh/endpoints';
import type { FailureFacts, FailureKind } from '../../../src/ovh/errors';
import { explain, type ExplainContext } from '../../../src/n8n/explain';
import { neededRule } from '../../../src/ovh/address';

const endpoint: Endpoint = {
	name: 'ovh-eu',
	baseUrl: 'https://eu.api.ovh.com/1.0',
	tokenPage: 'https://auth.eu.ovhcloud.com/api/createToken',
};
const custom: Endpoint = { name: 'custom', baseUrl: 'https://proxy.example/1.0' };
const account = 'sms-ab12345-1';

/** Each kind, as it can occur. */
const examples: Record<FailureKind, Partial<FailureFacts>> = {
	applicationKey: { status: 403, code: 'INVALID_KEY', reason: 'Invalid application key' },
	clock: { status: 400, code: 'QUERY_TIME_OUT', reason: 'Query out of time' },
	consumerKey: { status: 403, code: 'NOT_CREDENTIAL' },
	consumerKeyState: { status: 403, code: 'INVALID_CREDENTIAL' },
	signature: { status: 400, code: 'INVALID_SIGNATURE' },
	right: { status: 403, code: 'NOT_GRANTED_CALL' },
	iam: { status: 403, code: 'Client::Forbidden' },
	unauthorized: { status: 401, code: 'Client::Unauthorized' },
	serviceAccount: { status: 400, code: 'invalid_client' },
	noCredit: { status: 403 },
	unknownSender: { status: 403 },
	contactInShortNumber: { status: 400 },
	notFound: { status: 404 },
	expiredService: { status: 460 },
	conflict: { status: 409 },
	rateLimit: { status: 429 },
	badRequest: { status: 400 },
	forbidden: { status: 403 },
	server: { status: 502, effect: 'unknown' },
	unreadable: { status: 200, effect: 'unknown' },
	notReady: { reason: 'empty after 60 seconds' },
	redirect: { status: 302 },
	connection: { reason: 'ECONNREFUSED' },
	timeout: { reason: 'ETIMEDOUT', effect: 'unknown' },
	unreachable: { reason: 'GET /sms failed: HTTP 502' },
	cancelled: { reason: 'ERR_CANCELED', effect: 'unknown' },
};
const kinds = Object.keys(examples) as FailureKind[];

function explained(
	kind: FailureKind,
	facts: Partial<FailureFacts> = {},
	context: Partial<ExplainContext> = {},
) {
	const call = {
		method: 'GET',
		route: '/sms/{serviceName}/jobs',
		path: `/sms/${account}/jobs`,
		idempotent: true,
	};
	const complete: FailureFacts = { ...call, effect: 'none', kind, ...examples[kind], ...facts };
	return explain(complete, { endpoint, account, ...context });
}

describe('the explanation of a failure', () => {
	const contexts: Array<Partial<ExplainContext>> = [
		{},
		{ account: undefined },
		{ endpoint: custom },
		{ knownAccounts: [] },
		{ knownAccounts: [account] },
		{ knownAccounts: ['sms-xy98765-1', 'sms-xy98765-2'] },
	];

	test.each(kinds)('of kind %s says what happened and what to do, in plain words', (kind) => {
		for (const context of contexts) {
			for (const facts of [{}, { method: 'POST' }, { reason: undefined, code: undefined }]) {
				const { message, description } = explained(kind, facts, context);
				expect(message).toMatch(/^[A-Z].{15,}[^.]$/);
				expect(description).toMatch(/^[A-Z].{20,}/);
				const text = `${message} ${description}`;
				expect(text).not.toMatch(/errors?\b|undefined|null|NaN|\[object/i);
				expect(text.match(/problem/gi)?.length ?? 0).toBe(0 + Number(kind === 'server'));
				expect(text).not.toMatch(/ {2}|\s$|\( |\s\)/);
			}
		}
	});

	test('is another one for each kind', () => {
		expect(new Set(kinds.map((kind) => explained(kind).message)).size).toBe(kinds.length);
	});

	// n8n would put a text of its own in the place of a message that holds such a code.
	test.each(kinds)("of kind %s keeps the network's codes out of its message", (kind) => {
		for (const reason of ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE']) {
			const { message, description } = explained(kind, { reason });
			expect(message).not.toContain(reason);
			expect(description).toContain(reason);
		}
	});

	test.each(kinds)("of kind %s keeps OVHcloud's own words, code and query ID", (kind) => {
		const said = { reason: 'Own words', code: 'OWN_CODE', queryId: 'FR.ws-8.1' };
		const { description } = explained(kind, { ...said, status: 418 });
		expect(description).toMatch(
			/\(GET \/sms\/sms-ab12345-1\/jobs: HTTP 418 OWN_CODE "Own words", query ID FR\.ws-8\.1\)$/,
		);
	});

	test('tells the query ID where nothing else is known', () => {
		const { description } = explained('connection', { reason: undefined, queryId: 'FR.ws-8.1' });
		expect(description).toMatch(/\(GET \/sms\/sms-ab12345-1\/jobs, query ID FR\.ws-8\.1\)$/);
	});
});

describe('a missing right', () => {
	test('is named, with a page that grants it and a page for all rights', () => {
		const { message, description } = explained('right');
		expect(message).toBe('The token lacks the right GET /sms/*/jobs');
		expect(description).toContain('https://auth.eu.ovhcloud.com/api/createToken?GET=/sms/*/jobs ');
		expect(description).toContain('/createToken?GET=/sms&GET=/sms/&GET=/sms/*&POST=/sms/*&');
		expect(description).toMatch(/ \(all rights of this node\) or .* \(just this one\)\. /);
		expect(description).toContain("the account's name in place of the first star");
		expect(description.indexOf('GET=/sms&')).toBeLessThan(description.indexOf('?GET=/sms/*/jobs '));
	});

	test('to list the accounts is one that keys for one account cannot have', () => {
		const { message, description } = explained('right', { route: '/sms', path: '/sms' });
		expect(message).toBe('The token lacks the right GET /sms');
		expect(description).toContain('?GET=/sms (just this one)');
		expect(description).toContain('cannot list the accounts: type the name of theirs');
	});

	test('is named without a page where the page is unknown', () => {
		const { message, description } = explained(
			'right',
			{ method: 'DELETE', route: '/sms/{serviceName}/jobs/{id}' },
			{ endpoint: custom },
		);
		expect(message).toBe('The token lacks the right DELETE /sms/*/jobs/*');
		expect(description).not.toContain('http');
	});

	test('follows from the call', () => {
		expect(neededRule({ method: 'GET', route: '/sms' })).toEqual({ method: 'GET', path: '/sms' });
	});
});

describe('a sender that OVHcloud refuses', () => {
	test.each<[status: string | undefined, what: string]>([
		['waitingValidation', "waits for OVHcloud's validation"],
		['refused', 'was refused by OVHcloud'],
		['disable', 'is disabled'],
		['enable', 'is validated, and yet OVHcloud refuses it for this message'],
		[undefined, `does not exist on the SMS account "${account}"`],
		['anything else', `does not exist on the SMS account "${account}"`],
	])('is told with its state: %s', (status, what) => {
		const { message, description } = explained(
			'unknownSender',
			{},
			{ sender: { name: 'MyShop', status } },
		);
		expect(message).toBe(`The sender "MyShop" ${what}`);
		const waits = status === 'waitingValidation';
		expect(description.includes('"Sender: Get" shows its status')).toBe(waits);
		expect(description.includes('ask for a new one with "Sender: Create"')).toBe(!waits);
		expect(description).toContain('Nothing was sent by this request.');
	});

	test("is told with the words of OVHcloud's moderator", () => {
		const sender = { name: 'MyShop', status: 'refused', comment: 'No proof of the trade mark' };
		const { message } = explained('unknownSender', {}, { sender });
		expect(message).toBe(
			'The sender "MyShop" was refused by OVHcloud ("No proof of the trade mark")',
		);
	});

	test('is told without the account where that is not known', () => {
		const context = { sender: { name: 'MyShop' }, account: undefined };
		const { message } = explained('unknownSender', {}, context);
		expect(message).toBe('The sender "MyShop" does not exist on the SMS account');
	});
});

describe('something that is not found', () => {
	test('on an account that does not exist lists the accounts that do', () => {
		const knownAccounts = ['sms-xy98765-1', 'sms-xy98765-2'];
		const { message, description } = explained('notFound', {}, { knownAccounts });
		expect(message).toContain(`no SMS account "${account}"`);
		expect(description).toContain('"sms-xy98765-1", "sms-xy98765-2"');
	});

	test('says when the token sees no account at all', () => {
		const { description } = explained('notFound', {}, { knownAccounts: [] });
		expect(description).toContain('no SMS account at all');
	});

	test('on an account that exists is the object', () => {
		const { message, description } = explained('notFound', {}, { knownAccounts: [account] });
		expect(message).toContain(`this object on the SMS account "${account}"`);
		expect(description).toContain('deleted');
	});

	test('without known accounts tells what account names look like', () => {
		expect(explained('notFound').description).toContain('look like sms-ab12345-1 and are shown');
	});

	test.each(['Got an invalid (or empty) URL', 'got an INVALID (or empty) url: /v1/sms'])(
		'because the Base URL is wrong says so, and blames no account: %s',
		(reason) => {
			const context = { endpoint: custom, knownAccounts: [] };
			const { message, description } = explained('notFound', { reason }, context);
			expect(message).toBe("OVHcloud's API does not know this address");
			expect(description).toContain('such as /1.0 (it is https://proxy.example/1.0)');
			expect(description).not.toContain('SMS account');
		},
	);

	test.each<[what: string, facts: Partial<FailureFacts>, context: Partial<ExplainContext>]>([
		['outside an account', { path: '/auth/details' }, {}],
		['where the account is not known', {}, { account: undefined }],
	])('%s blames no account', (_, facts, context) => {
		const { message, description } = explained('notFound', facts, context);
		expect(message).toBe('OVHcloud does not find this object');
		expect(description).toContain('Check the ID; it may have been deleted.');
	});
});

test.each<
	[facts: Partial<FailureFacts>, context: Partial<ExplainContext>, kind: FailureKind, text: string]
>([
	[{ retryAfterMs: 89_001 }, {}, 'rateLimit', 'wait 90 seconds'],
	[{}, { timeoutMs: 5000 }, 'timeout', 'within 5 seconds'],
	[{}, {}, 'timeout', 'within 30 seconds'],
	[{}, { endpoint: custom }, 'connection', 'https://proxy.example/1.0'],
	[{}, {}, 'applicationKey', 'ovh-eu'],
	[{}, {}, 'consumerKeyState', 'https://auth.eu.ovhcloud.com/api/createToken?'],
	[{}, {}, 'noCredit', `Not enough credits on the SMS account "${account}"`],
	[
		{},
		{ credits: { left: 1 } },
		'noCredit',
		`1 credit left on the SMS account "${account}", and that`,
	],
	[{}, { credits: { left: 3, needed: 4 } }, 'noCredit', '3 credits left'],
	[{}, { credits: { left: 3, needed: 4 } }, 'noCredit', ', 4 needed'],
	[{}, {}, 'forbidden', `the SMS account "${account}" may not do this`],
	[{}, {}, 'expiredService', `The SMS account "${account}" has expired`],
	[{}, {}, 'unreadable', 'HTTP status 200'],
	[{ status: undefined }, {}, 'unreadable', 'HTTP status unknown'],
	[{ reason: 'Own words' }, {}, 'badRequest', 'Correct the value that it names.'],
	[{ reason: undefined }, {}, 'badRequest', 'Check the parameters of this node.'],
	[{ leftBehind: 'The list "a" is left.' }, {}, 'server', 'minutes. The list "a" is left. (GET'],
	[{}, {}, 'server', 'HTTP 502'],
	[{}, {}, 'redirect', 'HTTP 302'],
])('%j with %j, %s: tells "%s"', (facts, context, kind, text) => {
	const { message, description } = explained(kind, facts, context);
	expect(`${message} ${description}`).toContain(text);
});
