import type { Fault, Sandbox } from '../../sandbox';
import { call, idsOf, send, sign } from './client';
import { closeSandboxes, HELLO, open } from './world';

afterEach(closeSandboxes);

const RECEIVER = '+33612345678';
const jobs = '/sms/sms-xx12345-1/jobs';
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open();
});

const post = async () => await call(sandbox, { method: 'POST', path: jobs, body: HELLO });
const accepted = () => sandbox.sentTo(RECEIVER).length;
const last = () => sandbox.requests[sandbox.requests.length - 1];

test('resetBefore: the connection breaks and nothing was sent', async () => {
	sandbox.faults.add({ kind: 'resetBefore', method: 'POST', path: '/sms/*/jobs' });
	await expect(post()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
	expect(accepted()).toBe(0);
	expect(last()).toMatchObject({ status: 0, verdict: 'fault: resetBefore' });
	expect(await post()).toMatchObject({ status: 200 });
	expect(accepted()).toBe(1);
});

test('resetAfter: the connection breaks and the message was sent once', async () => {
	sandbox.faults.add({ kind: 'resetAfter', method: 'POST' });
	await expect(post()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
	expect(accepted()).toBe(1);
	expect(last()).toMatchObject({ status: 0, verdict: 'fault: resetAfter (accepted, 1 credit)' });
	expect((await call(sandbox, { path: '/sms/sms-xx12345-1/outgoing' })).json).toHaveLength(1);
});

test('resetAfter waits for a request that takes effect', async () => {
	const placed = sandbox.faults.add({ kind: 'resetAfter', method: 'POST' });
	const keys = { ...sandbox.keys, applicationSecret: 'wrong' };
	const refused = await call(sandbox, { method: 'POST', path: jobs, body: HELLO, keys });
	expect(refused).toMatchObject({ status: 400 });
	expect(placed.hits).toBe(0);
	await expect(post()).rejects.toThrow();
	expect(placed.hits).toBe(1);
	expect(accepted()).toBe(1);
});

test('delay: the answer comes later, and other faults still apply', async () => {
	sandbox.faults.add({ kind: 'delay', ms: 150 });
	const before = Date.now();
	expect(await post()).toMatchObject({ status: 200 });
	expect(Date.now() - before).toBeGreaterThanOrEqual(140);

	sandbox.faults.add({ kind: 'delay', ms: 50 });
	sandbox.faults.add({ kind: 'status', status: 503 });
	const then = Date.now();
	expect(await post()).toMatchObject({ status: 503 });
	expect(Date.now() - then).toBeGreaterThanOrEqual(40);
	expect(accepted()).toBe(1);
});

test('429 with Retry-After in seconds or as a date', async () => {
	sandbox.faults.add({ kind: 'status', status: 429, retryAfter: 2 });
	const seconds = await post();
	expect(seconds).toMatchObject({ status: 429, json: { class: 'Client::TooManyRequests' } });
	expect(seconds.headers.get('retry-after')).toBe('2');

	const date = new Date('2026-01-31T09:00:00Z');
	sandbox.faults.add({ kind: 'status', status: 429, retryAfter: date });
	expect((await post()).headers.get('retry-after')).toBe('Sat, 31 Jan 2026 09:00:00 GMT');

	sandbox.faults.add({ kind: 'status', status: 429 });
	expect((await post()).headers.get('retry-after')).toBeNull();
	expect(accepted()).toBe(0);
});

test.each([500, 502, 503, 504])(
	'%i as JSON or HTML, before or after taking effect',
	async (status) => {
		sandbox.faults.add({ kind: 'status', status });
		expect(await post()).toMatchObject({ status, json: { class: expect.any(String) } });
		expect(accepted()).toBe(0);

		sandbox.faults.add({ kind: 'status', status, html: true, when: 'after' });
		const html = await post();
		expect(html).toMatchObject({ status, text: expect.stringContaining('<html>') });
		expect(html.headers.get('content-type')).toContain('text/html');
		expect(html.headers.get('x-ovh-queryid')).toBeTruthy();
		expect(accepted()).toBe(1);
		expect(last()).toMatchObject({ status });
	},
);

test('brokenJson: a 200 whose body does not parse, after taking effect', async () => {
	sandbox.faults.add({ kind: 'brokenJson' });
	const answer = await post();
	expect(answer).toMatchObject({ status: 200, json: undefined });
	expect(answer.text).toMatch(/^\{"ids":/);
	expect(accepted()).toBe(1);
});

test.each([
	['before', 0],
	['after', 1],
] as const)(
	'silence %s taking effect: no answer until the client gives up',
	async (when, count) => {
		sandbox.faults.add({ kind: 'silence', when });
		const url = sandbox.baseUrl + jobs;
		const body = JSON.stringify(HELLO);
		const time = Math.floor(Date.now() / 1000);
		const headers = {
			'Content-Type': 'application/json',
			'X-Ovh-Application': sandbox.keys.applicationKey,
			'X-Ovh-Consumer': sandbox.keys.consumerKey,
			'X-Ovh-Timestamp': String(time),
			'X-Ovh-Signature': sign(sandbox.keys, 'POST', url, body, time),
		};
		const request = send(url, 'POST', headers, body, AbortSignal.timeout(200));
		await expect(request).rejects.toMatchObject({ name: 'TimeoutError' });
		expect(accepted()).toBe(count);
		expect(await post()).toMatchObject({ status: 200 });
	},
);

test('a sandbox with a silent or delayed request can still be closed', async () => {
	sandbox.faults.add({ kind: 'silence', path: '/sms' });
	sandbox.faults.add({ kind: 'delay', ms: 60_000, path: '/me' });
	const waiting = [call(sandbox, { path: '/sms' }), call(sandbox, { path: '/me' })];
	const ends = Promise.allSettled(waiting);
	while (sandbox.requests.length < 2) await call(sandbox, { path: '/auth/time' });
	await sandbox.close();
	expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('redirect: to wherever, without taking effect', async () => {
	const location = 'http://127.0.0.1:9/elsewhere';
	sandbox.faults.add({ kind: 'redirect', location });
	const answer = await post();
	expect(answer.status).toBe(302);
	expect(answer.headers.get('location')).toBe(location);
	expect(accepted()).toBe(0);
	sandbox.faults.add({ kind: 'redirect', location, status: 307 });
	expect(await post()).toMatchObject({ status: 307 });
});

describe('the queue', () => {
	const status = (code: number, rest: Partial<Fault> = {}) =>
		sandbox.faults.add({ kind: 'status', status: code, ...rest } as Fault);

	test('faults are used in order, each as often as it says', async () => {
		const first = status(500, { times: 2 });
		status(502);
		const seen: number[] = [];
		for (let i = 0; i < 4; i++) seen.push((await post()).status);
		expect(seen).toEqual([500, 500, 502, 200]);
		expect(first.hits).toBe(2);
	});

	test('only matching requests are hit', async () => {
		status(500, { method: 'POST' });
		status(502, { path: '/sms/sms-xx12345-2/*' });
		expect(await call(sandbox, { path: jobs })).toMatchObject({ status: 200 });
		expect(await call(sandbox, { path: '/sms/sms-xx12345-2/jobs' })).toMatchObject({ status: 502 });
		expect(await post()).toMatchObject({ status: 500 });
	});

	test('a lasting fault ends when it is removed', async () => {
		const lasting = status(503, { times: Infinity });
		for (let i = 0; i < 3; i++) expect(await post()).toMatchObject({ status: 503 });
		sandbox.faults.remove(lasting);
		expect(await post()).toMatchObject({ status: 200 });
		status(503);
		sandbox.faults.clear();
		expect(await post()).toMatchObject({ status: 200 });
	});
});

test('requests are recorded as received', async () => {
	const path = `/sms/sms-xx12345-1/outgoing?tag=${encodeURIComponent('é +&')}`;
	await call(sandbox, { path });
	expect(last()).toMatchObject({
		method: 'GET',
		path: '/sms/sms-xx12345-1/outgoing',
		rawUrl: `/1.0${path}`,
		body: '',
		status: 200,
		verdict: 'accepted',
		headers: { 'x-ovh-consumer': sandbox.keys.consumerKey },
	});
	idsOf(await post());
	expect(last()).toMatchObject({
		method: 'POST',
		body: JSON.stringify(HELLO),
		verdict: 'accepted, 1 credit',
	});
	await call(sandbox, { path: '/nothing' });
	expect(last()).toMatchObject({ status: 404, path: '/nothing' });
});
