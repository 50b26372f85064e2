import { type INode, sleep } from 'n8n-workflow';

import { cancellableSleep, n8nTransport } from '../../src/n8n/transport';
import { OvhClient } from '../../src/ovh/client';
import type { Fault } from '../../sandbox';
import { executeContext } from '../helpers/contexts';
import { runFaster } from '../helpers/fasterTime';
import { sendWorkflow } from '../helpers/sending';
import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { single } from '../helpers/workflows';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(60));

const stage = setStage();

const send = (settings: Partial<INode> = {}) =>
	sendWorkflow({ options: { preventDuplicates: false } }, settings);

const delivered = () => stage.sandbox.sentTo('+33612345678').length;
const tries = (method: string) =>
	stage.sandbox.requests.filter((request) => request.method === method).length;

describe('a read', () => {
	test.each<[string, Fault]>([
		['too many requests', { kind: 'status', status: 429, retryAfter: 0 }],
		['too many requests, with a date', { kind: 'status', status: 429, retryAfter: new Date() }],
		['an internal error', { kind: 'status', status: 500 }],
		['a bad gateway with a page', { kind: 'status', status: 502, html: true }],
		['an unavailable service', { kind: 'status', status: 503, html: true }],
		['a gateway timeout', { kind: 'status', status: 504 }],
		['a reset connection', { kind: 'resetBefore' }],
		['a reset instead of the answer', { kind: 'resetAfter' }],
		['an answer that is cut off', { kind: 'brokenJson' }],
	])('survives %s', async (_, fault) => {
		stage.sandbox.faults.add({ ...fault, method: 'GET', path: '/sms', times: 2 });
		const run = await stage.run(single({ resource: 'account', operation: 'getAll' }));
		expect(jsonOf(run)).toHaveLength(2);
	});

	test('waits as long as Retry-After says', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 429, retryAfter: 1 });
		await stage.run(single({ resource: 'account', operation: 'getAll' }));
		const [refused, repeated] = stage.sandbox.requests;
		expect(repeated.at - refused.at).toBeGreaterThanOrEqual(1000);
	});

	test('that goes on failing ends with an explanation', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 503, retryAfter: 0, times: Infinity });
		const error = errorOf(await stage.run(single({ resource: 'account', operation: 'getAll' })));
		expect(error.message).toContain('HTTP 503');
		expect(tries('GET')).toBe(5);
	});

	test('that gets no answer is given up and tried again', async () => {
		stage.sandbox.faults.add({ kind: 'silence', method: 'GET', path: '/sms' });
		const context = executeContext(stage.engine, stage.credential());
		const client = new OvhClient({
			baseUrl: stage.sandbox.baseUrl,
			transport: n8nTransport(context),
			sleep: cancellableSleep(context),
			timeoutMs: 300,
		});
		await expect(client.read({ route: 'GET /sms' })).resolves.toHaveLength(2);
		expect(tries('GET')).toBe(2);
	});
});

describe('a send whose lost answers nobody looks up', () => {
	test.each<[string, Fault, number, string]>([
		['an internal error', { kind: 'status', status: 500 }, 0, 'HTTP 500'],
		['a bad gateway', { kind: 'status', status: 502, html: true }, 0, 'HTTP 502'],
		['an error after acceptance', { kind: 'status', status: 504, when: 'after' }, 1, 'HTTP 504'],
		['a reset connection', { kind: 'resetBefore' }, 0, 'broke'],
		['a reset after acceptance', { kind: 'resetAfter' }, 1, 'broke'],
		['an answer that is cut off', { kind: 'brokenJson' }, 1, 'cannot be read'],
	])(
		'is not repeated after %s, and says that it may have gone out',
		async (_, fault, sent, words) => {
			stage.sandbox.faults.add({ ...fault, method: 'POST' });
			const error = errorOf(await stage.run(send()));
			expect(tries('POST')).toBe(1);
			expect(delivered()).toBe(sent);
			expect(error.message).toContain(words);
			expect(error.message).toContain('Not known whether OVHcloud has it');
			expect(error.description).toContain('It was not repeated');
		},
	);

	test('is repeated after "too many requests", which took no effect', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 429, retryAfter: 0, times: 2 });
		expect(jsonOf(await stage.run(send()))).toHaveLength(1);
		expect(tries('POST')).toBe(3);
		expect(delivered()).toBe(1);
	});

	test('that found no connection says so, and that nothing was sent', async () => {
		const { baseUrl } = stage.sandbox;
		await stage.sandbox.close();
		const run = await stage.engine.run(send(), {
			...stage.credential(),
			baseUrl,
		});
		const error = errorOf(run);
		expect(error.message).toContain("No connection to OVHcloud's API");
		expect(error.message).not.toContain('Not known');
	});

	test('that may have gone out is not started anew by Retry On Fail with an error output', async () => {
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST' });
		const settings: Partial<INode> = {
			onError: 'continueErrorOutput',
			retryOnFail: true,
			maxTries: 5,
			waitBetweenTries: 1,
		};
		const run = await stage.run(send(settings));
		expect(jsonOf(run, 0)).toEqual([]);
		expect(jsonOf(run, 1)).toHaveLength(1);
		expect(delivered()).toBe(1);
	});

	test('ends with the execution when the user cancels it', async () => {
		stage.sandbox.faults.add({ kind: 'silence', method: 'POST' });
		const cancel = new AbortController();
		const context = executeContext(stage.engine, stage.credential(), cancel.signal);
		const client = new OvhClient({
			baseUrl: stage.sandbox.baseUrl,
			transport: n8nTransport(context),
			sleep: cancellableSleep(context),
		});
		const call = client.call({
			route: 'POST /sms/{serviceName}/jobs',
			path: { serviceName: 'sms-xx12345-1' },
			body: { message: 'Hello', receivers: ['+33612345678'], sender: 'BOUTIQUE' },
		});
		while (stage.sandbox.requests.length === 0) await sleep(5);
		cancel.abort();
		await expect(call).rejects.toMatchObject({ facts: { kind: 'cancelled', effect: 'unknown' } });
	});

	test('that is cancelled before it left was certainly not sent', async () => {
		const cancel = new AbortController();
		cancel.abort();
		const context = executeContext(stage.engine, stage.credential(), cancel.signal);
		const client = new OvhClient({
			baseUrl: stage.sandbox.baseUrl,
			transport: n8nTransport(context),
			sleep: cancellableSleep(context),
		});
		const call = client.read({ route: 'GET /sms' });
		await expect(call).rejects.toMatchObject({ facts: { kind: 'cancelled', effect: 'none' } });
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('waiting for its turn ends with the execution, too', async () => {
		const cancel = new AbortController();
		const sleep = cancellableSleep(executeContext(stage.engine, stage.credential(), cancel.signal));
		const waiting = sleep(2_000);
		cancel.abort();
		await expect(waiting).rejects.toThrow('cancelled');
	});
});
