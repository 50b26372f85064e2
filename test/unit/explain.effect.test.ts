import type { Endpoint } from '../../ovh/endpoints';
import type { FailureFacts, FailureKind } from '../../ovh/errors';
import { explain } from '../../ovh/explain';

const endpoint: Endpoint = { name: 'ovh-eu', baseUrl: 'https://eu.api.ovh.com/1.0' };
const UNKNOWN = /^Not known whether OVHcloud carried this out: /;

/** Kinds of failures that leave the effect open. */
const open: FailureKind[] = ['server', 'unreadable', 'connection', 'timeout', 'cancelled'];
const methods = ['POST', 'PUT', 'DELETE'];

function explained(kind: FailureKind, facts: Partial<FailureFacts>) {
	const call = { route: '/sms/{serviceName}/jobs', path: '/sms/x/jobs', method: 'POST' };
	return explain({ ...call, kind, effect: 'unknown', status: 502, ...facts }, { endpoint });
}

describe('a write whose effect is unknown', () => {
	test.each(open)('says so in its message, with what happened (%s)', (kind) => {
		for (const method of methods) {
			const { message } = explained(kind, { method });
			const read = explained(kind, { method: 'GET' }).message;
			expect(message).toMatch(UNKNOWN);
			expect(message.replace(UNKNOWN, '').toLowerCase()).toBe(read.toLowerCase());
		}
	});

	test.each(open)('says that it was not repeated, and does not ask to (%s)', (kind) => {
		for (const method of methods) {
			const { description } = explained(kind, { method });
			expect(description).toMatch(/^It was not repeated, .* Look at the account/);
			expect(description).not.toMatch(/try again|run again/i);
		}
	});

	test.each<[kind: FailureKind, rest: string]>([
		['server', "OVHcloud's API has a problem of its own (HTTP 502)"],
		['timeout', "OVHcloud's API did not answer within 30 seconds"],
		['connection', "the connection to OVHcloud's API at https://eu.api.ovh.com/1.0 broke"],
		['cancelled', 'the execution was cancelled while the request was under way'],
	])('reads as one sentence (%s)', (kind, rest) => {
		expect(explained(kind, {}).message.replace(UNKNOWN, '')).toBe(rest);
	});

	test.each(open)('is never said of a read (%s)', (kind) => {
		const { message, description } = explained(kind, { method: 'GET' });
		expect(message).not.toMatch(UNKNOWN);
		expect(description).not.toContain('not repeated');
	});

	test.each([...open, 'rateLimit', 'badRequest', 'right'] as const)(
		'is not said where there was certainly none (%s)',
		(kind) => {
			const { message, description } = explained(kind, { effect: 'none' });
			expect(`${message} ${description}`).not.toMatch(/not known whether|not repeated/i);
		},
	);
});

describe('what a look at the account told', () => {
	test.each(open)('is that nobody knows, where it failed, too (%s)', (kind) => {
		const lookUpFailure = 'the token lacks the right GET /sms/*/outgoing';
		const facts = { lookUp: 'failed', lookUpFailure } as const;
		const { message, description } = explained(kind, facts);
		expect(message).toMatch(UNKNOWN);
		expect(description).toMatch(/^It was not repeated, .* that failed, too/);
		expect(description).toContain(`(${lookUpFailure})`);
		expect(description).toContain('it looks there before it sends');
		expect(explained(kind, {}).description).not.toContain('history');
	});

	test.each(open)('is that nothing was sent, where it is not there (%s)', (kind) => {
		const { message, description } = explained(kind, { effect: 'none', lookUp: 'notThere' });
		expect(message).not.toMatch(UNKNOWN);
		expect(description).toContain('this message is not there, so it was not sent.');
		expect(description).not.toContain('not repeated');
		expect(description).toMatch(/\(POST \/sms\/x\/jobs: HTTP 502\)$/);
	});
});

describe('what a look at the account is for', () => {
	test.each<[route: string, where: string, notThere: string, before: string]>([
		['/sms/{serviceName}/jobs', 'history', 'this message is not there', 'sends'],
		[
			'/sms/{serviceName}/virtualNumbers/{number}/jobs',
			'history',
			'this message is not there',
			'sends',
		],
		[
			'/sms/{serviceName}/batches',
			'batches',
			'this one is not there, so nothing was sent',
			'creates',
		],
		[
			'/sms/{serviceName}/receivers',
			'receiver lists',
			'this one is not there, so it was not created',
			'creates',
		],
		['/me/document', 'receiver lists', 'this one is not there, so it was not created', 'creates'],
	])('is told for %s', (route, where, notThere, before) => {
		const there = explained('timeout', { route, effect: 'none', lookUp: 'notThere' });
		expect(there.description).toContain(`looked at OVHcloud's ${where}: ${notThere}`);
		const failed = explained('timeout', { route, lookUp: 'failed', lookUpFailure: 'no luck' });
		expect(failed.description).toContain(`tried to look at OVHcloud's ${where}, and that failed`);
		expect(failed.description).toContain(`it looks there before it ${before}`);
	});
});

describe('a connection', () => {
	const reason = 'ECONNRESET';

	test('that never came about is told apart from one that broke', () => {
		const never = explained('connection', { effect: 'none', reason, status: undefined });
		expect(never.message).toBe("No connection to OVHcloud's API at https://eu.api.ovh.com/1.0");
		const broke = explained('connection', { method: 'GET', reason, status: undefined });
		expect(broke.message).toBe(
			"The connection to OVHcloud's API at https://eu.api.ovh.com/1.0 broke",
		);
		for (const { description } of [never, broke]) expect(description).toContain('firewall');
	});

	// The connection was there: only a look at the account told that the message is not.
	test('that broke is not called one that never came about once the message was looked for', () => {
		const facts = { effect: 'none', reason, lookUp: 'notThere', status: undefined } as const;
		expect(explained('connection', facts).message).toContain('broke');
	});
});
