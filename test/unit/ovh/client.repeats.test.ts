import { type ApiCall } from '../../../src/ovh/call';
import { classifyTransportFailure, NOT_SENT, TransportFailure } from '../../../src/ovh/transport';
import { failureOf, ok, scripted, type Step } from '../../helpers/scripted';

const send: ApiCall<'POST /sms/{serviceName}/jobs'> = {
	route: 'POST /sms/{serviceName}/jobs',
	path: { serviceName: 'x' },
	body: { message: 'Hello', receivers: ['+33600000000'] },
};
const cancelJob: ApiCall<'DELETE /sms/{serviceName}/jobs/{id}'> = {
	route: 'DELETE /sms/{serviceName}/jobs/{id}',
	path: { serviceName: 'x', id: 1 },
};
const list: ApiCall<'GET /sms'> = { route: 'GET /sms', idempotent: true };
const html = '<html>Bad gateway</html>';

/** Failures after which nobody knows whether a write was carried out. */
const ambiguous: Array<[what: string, step: Step, kind: string]> = [
	['500', { status: 500, json: { message: 'Internal server error' } }, 'server'],
	['502', { status: 502, text: html }, 'server'],
	['503', { status: 503, text: html, headers: { 'retry-after': '1' } }, 'server'],
	['504', { status: 504 }, 'server'],
	['408', { status: 408, text: html }, 'server'],
	['a reset connection', { network: 'ECONNRESET' }, 'connection'],
	['a broken pipe', { network: 'EPIPE' }, 'connection'],
	['a host that is out of reach', { network: 'EHOSTUNREACH' }, 'connection'],
	['a network that is out of reach', { network: 'ENETUNREACH' }, 'connection'],
	['a failure without a code', { network: undefined }, 'connection'],
	['a timeout of the request', { network: 'ECONNABORTED' }, 'timeout'],
	['a timeout of the network', { network: 'ETIMEDOUT' }, 'timeout'],
	['success with HTML', { status: 200, text: html }, 'unreadable'],
	['success with half of its JSON', { status: 201, text: '{"ids":[1' }, 'unreadable'],
];

/** Failures after which a write was certainly not carried out. */
const refusedOutright: Array<[what: string, step: Step]> = [
	['429', { status: 429, json: { message: 'Too many requests' } }],
	['no connection', { network: 'ECONNREFUSED' }],
	['no name', { network: 'ENOTFOUND' }],
	['a name not found yet', { network: 'EAI_AGAIN' }],
];

describe('sending and deleting', () => {
	test.each(ambiguous)(
		'is never repeated after %s; its effect is unknown',
		async (_, step, kind) => {
			for (const call of [send, cancelJob]) {
				const { client, requests, pauses } = scripted([step, ok({ ids: [2] })]);
				const { facts } = await failureOf(client.call(call as ApiCall));
				expect(facts).toMatchObject({ kind, effect: 'unknown' });
				expect(requests).toHaveLength(1);
				expect(pauses).toEqual([]);
			}
		},
	);

	test.each(refusedOutright)('is repeated after %s, with the same request', async (_, step) => {
		const { client, requests, pauses } = scripted([step, step, ok({ ids: [1] })]);
		expect(await client.call(send)).toEqual({ ids: [1] });
		expect(requests).toEqual([requests[0], requests[0], requests[0]]);
		expect(pauses).toEqual([500, 1000]);
	});

	test('is not repeated any more once its effect is unknown', async () => {
		const { client, requests } = scripted([{ status: 429 }, { status: 502 }, ok({ ids: [1] })]);
		expect((await failureOf(client.call(send))).facts.effect).toBe('unknown');
		expect(requests).toHaveLength(2);
	});

	test('has no effect when it is given up after refusals only', async () => {
		const { client, requests } = scripted(Array<Step>(20).fill({ status: 429 }));
		const { facts } = await failureOf(client.call(send));
		expect(facts).toMatchObject({ kind: 'rateLimit', effect: 'none' });
		expect(requests).toHaveLength(12);
	});
});

describe('reading', () => {
	test.each<[what: string, step: Step]>([
		...ambiguous.map(([what, step]): [string, Step] => [what, step]),
		...refusedOutright,
	])('is repeated after %s', async (_, step) => {
		const { client, requests, pauses } = scripted([step, ok(['sms-ab12345-1'])]);
		expect(await client.call(list)).toEqual(['sms-ab12345-1']);
		expect(requests).toHaveLength(2);
		expect(pauses).toHaveLength(1);
	});

	test('is given up after five tries with growing pauses, and tells the last failure', async () => {
		const steps: Step[] = [500, 502, 503, 504, 500, 200].map((status) => ({ status, json: [] }));
		const { client, requests, pauses } = scripted(steps);
		expect((await failureOf(client.call(list))).facts).toMatchObject({ status: 500 });
		expect(requests).toHaveLength(5);
		expect(pauses).toEqual([500, 1000, 2000, 4000]);
	});

	test('is not repeated after a status that will not pass', async () => {
		const { client, requests } = scripted([{ status: 501 }, ok([])]);
		expect((await failureOf(client.call(list))).facts.kind).toBe('server');
		expect(requests).toHaveLength(1);
	});

	test('is repeated as often as the client is told', async () => {
		const retry = { tries: 2, firstPauseMs: 10, longestPauseMs: 20 };
		const { client, requests, pauses } = scripted(Array<Step>(3).fill({ status: 503 }), { retry });
		await failureOf(client.call(list));
		expect(requests).toHaveLength(2);
		expect(pauses).toEqual([10]);
	});
});

describe('Retry-After', () => {
	const busy = (after: string): Step => ({ status: 429, headers: { 'retry-after': after } });

	test('sets the pause, for reads and for writes', async () => {
		for (const call of [list, send]) {
			const { client, pauses } = scripted([busy('7'), busy('0'), { status: 429 }, ok([])]);
			await client.call(call as ApiCall);
			expect(pauses).toEqual([7000, 0, 2000]);
		}
	});

	test('as a date counts from now', async () => {
		jest.useFakeTimers({ now: Date.UTC(2026, 0, 15, 9, 0, 0) });
		const { client, pauses } = scripted([busy('Thu, 15 Jan 2026 09:00:30 GMT'), ok([])]);
		await client.call(list);
		jest.useRealTimers();
		expect(pauses).toEqual([30_000]);
	});

	test('longer than a minute ends the call at once, with the time in the failure', async () => {
		const { client, requests, pauses } = scripted([busy('3600'), ok([])]);
		const { facts } = await failureOf(client.call(list));
		expect(facts).toMatchObject({ kind: 'rateLimit', retryAfterMs: 3_600_000 });
		expect(requests).toHaveLength(1);
		expect(pauses).toEqual([]);
	});
});

describe('other calls', () => {
	/** Requests that were sent while the first call pauses before its next try, and in all. */
	async function sentMeanwhile(first: Step): Promise<{ meanwhile: number; inAll: number }> {
		let wake: () => void = () => undefined;
		const awake = new Promise<void>((resolve) => (wake = resolve));
		const sleep = async () => await awake;
		const { client, requests } = scripted([first, ok([]), ok([])], { sleep });
		const calls = [client.call(list)];
		await settled();
		calls.push(client.call(list));
		await settled();
		const meanwhile = requests.length;
		wake();
		await Promise.all(calls);
		return { meanwhile, inAll: requests.length };
	}

	/** Until nothing goes on any more: no step of these calls takes time. */
	async function settled(): Promise<void> {
		for (let turn = 0; turn < 100; turn++) await Promise.resolve();
	}

	test('wait, too, while OVHcloud says "too many requests"', async () => {
		expect(await sentMeanwhile({ status: 429 })).toEqual({ meanwhile: 1, inAll: 3 });
	});

	test('do not wait for one that failed on its own', async () => {
		expect(await sentMeanwhile({ status: 503 })).toEqual({ meanwhile: 2, inAll: 3 });
	});
});

describe('cancelling the execution', () => {
	test('while a request is under way ends the call, whose effect is unknown', async () => {
		for (const call of [list, send]) {
			const { client, requests } = scripted([{ network: 'ERR_CANCELED' }, ok([])]);
			const { facts } = await failureOf(client.call(call as ApiCall));
			expect(facts).toMatchObject({ kind: 'cancelled', effect: 'unknown' });
			expect(requests).toHaveLength(1);
		}
	});

	test('before a request is sent ends the call, without effect', async () => {
		for (const call of [list, send]) {
			const { client, requests } = scripted([{ network: NOT_SENT }, ok([])]);
			const { facts } = await failureOf(client.call(call as ApiCall));
			expect(facts).toMatchObject({ kind: 'cancelled', effect: 'none' });
			expect(requests).toHaveLength(1);
		}
	});

	test('during a pause ends the call like any other cancellation, without effect', async () => {
		const sleep = async () => {
			throw new TransportFailure('ERR_CANCELED', 'cancelled');
		};
		const { client, requests } = scripted([{ status: 429 }, ok([])], { sleep });
		const { facts } = await failureOf(client.call(send));
		expect(facts).toMatchObject({ kind: 'cancelled', effect: 'none' });
		expect(requests).toHaveLength(1);
	});

	test('during a pause before a read is repeated ends the call, and it is not repeated', async () => {
		const sleep = async () => {
			throw new TransportFailure('ERR_CANCELED', 'cancelled');
		};
		const { client, requests } = scripted([{ status: 503 }, ok([])], { sleep });
		const { facts } = await failureOf(client.call(list));
		expect(facts.kind).toBe('cancelled');
		expect(requests).toHaveLength(1);
	});

	test('while another call makes all of them wait ends the call that was never sent', async () => {
		const sleep = async () => {
			throw new TransportFailure('ERR_CANCELED', 'cancelled');
		};
		const { client, requests } = scripted([{ status: 429 }, ok([])], { sleep });
		await failureOf(client.call(list));
		const { facts } = await failureOf(client.call(send));
		expect(facts).toEqual({
			kind: 'cancelled',
			effect: 'none',
			method: 'POST',
			route: '/sms/{serviceName}/jobs',
			path: '/sms/x/jobs',
		});
		expect(requests).toHaveLength(1);
	});
});

test.each([
	['ECONNREFUSED', 'neverConnected'],
	['EADDRNOTAVAIL', 'neverConnected'],
	['CERT_HAS_EXPIRED', 'neverConnected'],
	['ETIMEDOUT', 'timeout'],
	['ECONNABORTED', 'timeout'],
	['ERR_CANCELED', 'cancelled'],
	[NOT_SENT, 'notSent'],
	['ECONNRESET', 'broken'],
	['EHOSTUNREACH', 'broken'],
	['ENETUNREACH', 'broken'],
	['EPIPE', 'broken'],
	['ANYTHING_ELSE', 'broken'],
	['', 'broken'],
	[undefined, 'broken'],
])('the network failure %s counts as %s', (code, expected) => {
	expect(classifyTransportFailure(code)).toBe(expected);
});
