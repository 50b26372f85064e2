import type { Sandbox } from '../../sandbox';
import { startReceiver } from '../helpers/receiver';
import { rawRequest } from './rawHttp';
import { closeSandboxes, open } from './world';

/**
 * Its keys are known to all: a page elsewhere whose name leads to this machine (DNS rebinding) could
 * sign with them, register an address, and have the sandbox call any port here.
 */
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open();
});
afterEach(closeSandboxes);

const FOREIGN = ['evil.example', 'evil.example:8090', 'localhost.evil.example', '127.0.0.1.nip.io'];

describe.each(FOREIGN)('a request to the name "%s"', (host) => {
	test.each([
		['of the API', () => `${sandbox.baseUrl}/auth/time`],
		['of the API that is not there', () => `${sandbox.baseUrl}/nothing`],
		['of the page', () => sandbox.pageUrl],
		['of the storage', () => `${sandbox.state.storage.url}/v1/sandbox/1`],
	])('is refused: an address %s', async (_, url) => {
		const answer = await rawRequest(url(), 'GET', { host }, '');
		expect(answer.status).toBe(403);
		expect(answer.text).toContain('127.0.0.1 and localhost only');
	});
});

test('the names of this machine are answered', async () => {
	const { port } = new URL(sandbox.baseUrl);
	const names = ['127.0.0.1', 'localhost', '[::1]', 'host.docker.internal'];
	for (const host of [...names.map((name) => `${name}:${port}`), 'LOCALHOST']) {
		const { status } = await rawRequest(`${sandbox.baseUrl}/auth/time`, 'GET', { host }, '');
		expect(status).toBe(200);
	}
});

test('a call follows no redirect', async () => {
	const elsewhere = await startReceiver();
	const receiver = await startReceiver();
	receiver.location = `${elsewhere.url}/internal`;
	receiver.answers = [307];
	const account = sandbox.state.accounts.get(sandbox.accountName)!;
	account.details.smsResponse = { responseType: 'cgi', cgiUrl: `${receiver.url}/reply` };
	sandbox.callbacks.controls.retries = 0;
	sandbox.state.receive({ account: sandbox.accountName, sender: '+33612345678', message: 'Yes' });
	await sandbox.callbacks.settled();
	expect(receiver.received).toHaveLength(1);
	expect(elsewhere.received).toEqual([]);
	await Promise.all([receiver.close(), elsewhere.close()]);
});
