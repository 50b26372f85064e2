import type { Endpoint } from '../../../src/ovh/endpoints';
import type { FailureFacts, FailureKind } from '../../../src/ovh/errors';
import { explain } from '../../../src/n8n/explain';

const endpoint: Endpoint = { name: 'ovh-eu', baseUrl: 'https://eu.api.ovh.com/1.0' };
const UNKNOWN = /^Not known whether OVHcloud (has it|carried this out): /;

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
			const read = explained(kind, { method: 'GET', idempotent: true }).message;
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
		const { message, description } = explained(kind, { method: 'GET', idempotent: true });
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

	test.each(open)('is that nobody knows, where nothing shows yet (%s)', (kind) => {
		const { message, description } = explained(kind, { lookUp: 'nothing' });
		expect(message).toMatch(UNKNOWN);
		expect(description).toMatch(/^It was not repeated, .* does not show there; it may show later/);
		expect(description).toContain('only when two minutes have left no trace');
		expect(description).not.toMatch(/not sent|nothing was sent/);
		expect(description).toMatch(/\(POST \/sms\/x\/jobs: HTTP 502\)$/);
	});
});

describe('what a look at the account is for', () => {
	test.each<[route: string, where: string, what: string, before: string]>([
		['/sms/{serviceName}/jobs', 'history', 'this message', 'sends'],
		['/sms/{serviceName}/virtualNumbers/{number}/jobs', 'history', 'this message', 'sends'],
		['/sms/{serviceName}/batches', 'batches', 'this one', 'creates one'],
		['/sms/{serviceName}/receivers', 'receiver lists', 'this one', 'creates one'],
		['/me/document', 'receiver lists', 'this one', 'creates one'],
	])('is told for %s', (route, where, what, before) => {
		const unseen = explained('timeout', { route, lookUp: 'nothing' });
		expect(unseen.message).toMatch(/^Not known whether OVHcloud has it: /);
		expect(unseen.description).toContain(`looked at OVHcloud's ${where} for a minute, and ${what}`);
		const failed = explained('timeout', { route, lookUp: 'failed', lookUpFailure: 'no luck' });
		expect(failed.description).toContain(`tried to look at OVHcloud's ${where}, and that failed`);
		for (const { description } of [unseen, failed]) {
			expect(description).toContain(`it looks there before it ${before}, and`);
		}
	});

	test.each([
		['PUT', '/sms/{serviceName}'],
		['DELETE', '/sms/{serviceName}/jobs'],
		['POST', '/sms/{serviceName}/hlr'],
	])('is not told of another change (%s %s)', (method, route) => {
		const { message, description } = explained('timeout', { method, route });
		expect(message).toMatch(/^Not known whether OVHcloud carried this out: /);
		expect(description).not.toContain('looked');
	});
});

describe('a connection', () => {
	const reason = 'ECONNRESET';

	test('that never came about is told apart from one that broke', () => {
		const never = explained('connection', { effect: 'none', reason, status: undefined });
		expect(never.message).toBe("No connection to OVHcloud's API at https://eu.api.ovh.com/1.0");
		const broke = explained('connection', {
			method: 'GET',
			idempotent: true,
			reason,
			status: undefined,
		});
		expect(broke.message).toBe(
			"The connection to OVHcloud's API at https://eu.api.ovh.com/1.0 broke",
		);
		for (const { description } of [never, broke]) expect(description).toContain('firewall');
	});
});

test('what was not asked for any more was not sent', () => {
	const reason = 'GET /sms/x/outgoing failed: HTTP 502';
	const { message, description } = explained('unreachable', {
		effect: 'none',
		reason,
		status: undefined,
	});
	expect(message).toBe('Not sent, since OVHcloud cannot be reached just now');
	expect(description).toContain('Run again in a few minutes');
	expect(description).toContain(`(POST /sms/x/jobs: ${reason})`);
});
