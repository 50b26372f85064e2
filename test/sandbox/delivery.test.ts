import type { Sandbox } from '../../sandbox';
import { idsOf } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { get, post, timed } = callerAt(clock);
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});

describe('a deferred message', () => {
	test('is a pending job, then an outgoing message', async () => {
		const [id] = idsOf(await post({ differedPeriod: 60 }));
		expect(await get(`${ACCOUNT}/jobs`)).toEqual([id]);
		expect(await get(`${ACCOUNT}/jobs/${id}`)).toMatchObject({
			id,
			differedDelivery: 60,
			sentAt: null,
			receiver: '+33612345678',
		});
		expect(await get(`${ACCOUNT}/outgoing`)).toEqual([]);
		clock.forward(3599);
		expect(await get(`${ACCOUNT}/jobs`)).toEqual([id]);
		clock.forward(1);
		expect(await get(`${ACCOUNT}/jobs`)).toEqual([]);
		expect(await timed({ path: `${ACCOUNT}/jobs/${id}` })).toMatchObject({ status: 404 });
		expect(await get(`${ACCOUNT}/outgoing?differedDelivery=60`)).toEqual([id]);
	});

	test('can be cancelled until then', async () => {
		const [id] = idsOf(await post({ differedPeriod: 1 }));
		const cancel = { method: 'DELETE', path: `${ACCOUNT}/jobs/${id}` };
		expect(await timed(cancel)).toMatchObject({ status: 200, json: null });
		expect(await get(`${ACCOUNT}/jobs`)).toEqual([]);
		expect(await get(ACCOUNT)).toMatchObject({ creditsLeft: 100 });
		expect(await timed(cancel)).toMatchObject({ status: 404 });
		clock.forward(61);
		expect(await get(`${ACCOUNT}/outgoing`)).toEqual([]);
	});

	test('cannot be cancelled after that', async () => {
		const [id] = idsOf(await post({ differedPeriod: 1 }));
		clock.forward(60);
		const cancel = { method: 'DELETE', path: `${ACCOUNT}/jobs/${id}` };
		expect(await timed(cancel)).toMatchObject({ status: 404 });
		expect(sandbox.sentTo('+33612345678')).toMatchObject([{ cancelled: false }]);
	});

	test('the sandbox can hold back every message for a while', async () => {
		await open({ now: clock.now, sendingDelayMs: 10_000 });
		const ids = idsOf(await post());
		expect(await get(`${ACCOUNT}/jobs`)).toEqual(ids);
		clock.forward(10);
		expect(await get(`${ACCOUNT}/outgoing`)).toEqual(ids);
	});
});

describe('delivery', () => {
	const state = async (id: number) => await get(`${ACCOUNT}/outgoing/${id}`);

	test('goes through the operator to the phone', async () => {
		await open({ now: clock.now, deliveryDelayMs: 10_000 });
		const [id] = idsOf(await post());
		expect(await state(id)).toMatchObject({ ptt: 1, deliveryReceipt: 0, deliveredAt: null });
		clock.forward(5);
		expect(await state(id)).toMatchObject({ ptt: 3, deliveryReceipt: 4, deliveredAt: null });
		clock.forward(5);
		expect(await state(id)).toMatchObject({
			ptt: 4,
			deliveryReceipt: 1,
			deliveredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
		});
	});

	test('ends as it was set for a number', async () => {
		sandbox.state.messages.setOutcome('+33612345678', { ptt: 23, deliveryReceipt: 2 });
		const [id] = idsOf(await post());
		expect(await state(id)).toMatchObject({ ptt: 23, deliveryReceipt: 2, deliveredAt: null });
		expect(await get(`${ACCOUNT}/outgoing?ptt=23&deliveryReceipt=2`)).toEqual([id]);
		expect(await get(`${ACCOUNT}/outgoing?ptt=4`)).toEqual([]);
		expect(await get(`${ACCOUNT}/outgoing?deliveryReceipt=1`)).toEqual([]);
	});

	test('does not go back when the server clock is set', async () => {
		const [id] = idsOf(await post({ differedPeriod: 5 }));
		clock.forward(300);
		sandbox.setClockOffset(-3600);
		const answer = await timed({
			path: `${ACCOUNT}/outgoing/${id}`,
			timestamp: clock.seconds - 3600,
		});
		expect(answer).toMatchObject({ status: 200, json: { ptt: 4 } });
	});
});
