import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { idsOf } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { get, post, timed } = callerAt(clock);
const encoded = encodeURIComponent;
let sandbox: Sandbox;
beforeEach(async () => {
	clock.milliseconds = Date.parse('2026-11-25T10:00:00Z');
	sandbox = await open({ now: clock.now });
});

const outgoing = async (query = '') => await get(`${ACCOUNT}/outgoing${query}`);

test('an SMS waits in a queue for some seconds, unless told otherwise', async () => {
	await open({ now: clock.now, sendingDelayMs: undefined });
	const ids = idsOf(await post());
	expect(await get(`${ACCOUNT}/jobs`)).toEqual(ids);
	expect(await outgoing()).toEqual([]);
	clock.forward(3);
	expect(await get(`${ACCOUNT}/jobs`)).toEqual([]);
	expect(await outgoing()).toEqual(ids);
});

test('what is put into the history has been through the queue', async () => {
	const queueing = await startSandbox({ now: clock.now });
	try {
		const { id } = queueing.state.addSent(queueing.accountName);
		const inHistory = queueing.state.messages.at('sent', queueing.accountName);
		expect(inHistory.map(({ sms }) => sms.id)).toEqual([id]);
		expect(inHistory[0].progress.sentAt).toBe(clock.milliseconds);
	} finally {
		await queueing.close();
	}
});

test('a part of a request shows later than the rest', async () => {
	sandbox.quirks.lateFrom = 1;
	sandbox.quirks.lateByMs = 60_000;
	const receivers = ['+33612345671', '+33612345672', '+33612345673'];
	const ids = idsOf(await post({ receivers }));
	expect(await outgoing()).toEqual([ids[0]]);
	clock.forward(59);
	expect(await outgoing()).toEqual([ids[0]]);
	clock.forward(1);
	expect(await outgoing()).toEqual(ids);
});

test('tags are kept shorter, and the report says so', async () => {
	sandbox.quirks.tagLength = 20;
	const tag = '0123456789-0123456789-0123456789';
	const report = await post({ tag });
	expect(report).toMatchObject({ json: { tag: tag.slice(0, 20) } });
	const [id] = idsOf(report);
	expect(await get(`${ACCOUNT}/outgoing/${id}`)).toMatchObject({ tag: tag.slice(0, 20) });
	expect(await outgoing(`?tag=${tag}`)).toEqual([]);
});

test('the filter by tag looks at the case, or does not', async () => {
	const ids = idsOf(await post({ tag: 'Order' }));
	const received = sandbox.state.receive({
		account: sandbox.accountName,
		sender: '+33612345678',
		message: 'Yes',
		tag: 'Order',
	});
	expect(await outgoing('?tag=order')).toEqual([]);
	sandbox.quirks.tagCaseMatters = false;
	expect(await outgoing('?tag=order')).toEqual(ids);
	expect(await outgoing('?tag=orders')).toEqual([]);
	expect(await get(`${ACCOUNT}/incoming?tag=ORDER`)).toEqual([received.id]);
});

test('filters by date look at the second, or at the day', async () => {
	const ids = idsOf(await post());
	const from = (date: string) => outgoing(`?creationDatetime.from=${encoded(date)}`);
	const to = (date: string) => outgoing(`?creationDatetime.to=${encoded(date)}`);
	expect(await from('2026-11-25T10:00:01Z')).toEqual([]);
	sandbox.quirks.dateFilter = 'day';
	expect(await from('2026-11-25T10:00:01Z')).toEqual(ids);
	expect(await from('2026-11-26T00:00:00Z')).toEqual([]);
	expect(await to('2026-11-25T00:00:00Z')).toEqual(ids);
	expect(await to('2026-11-24T23:59:59Z')).toEqual([]);
});

test('an id is listed, and its object is not there', async () => {
	const [first, second] = idsOf(await post({ receivers: ['+33612345671', '+33612345672'] }));
	const received = sandbox.state.receive({
		account: sandbox.accountName,
		sender: '+33612345678',
		message: 'Yes',
	});
	for (const id of [first, received.id]) sandbox.quirks.unreadable.add(id);
	expect(await outgoing()).toEqual([first, second]);
	expect(await timed({ path: `${ACCOUNT}/outgoing/${first}` })).toMatchObject({ status: 404 });
	const batch = await timed({
		path: `${ACCOUNT}/outgoing/${first},${second}`,
		headers: { 'X-Ovh-Batch': ',' },
	});
	expect(batch.json).toMatchObject([{ value: null }, { value: { id: second } }]);
	expect(await get(`${ACCOUNT}/incoming`)).toEqual([received.id]);
	expect(await timed({ path: `${ACCOUNT}/incoming/${received.id}` })).toMatchObject({
		status: 404,
	});
});

test('waiting texts are shown with other line ends', async () => {
	sandbox.quirks.jobLineEnd = '\r\n';
	const [id] = idsOf(await post({ message: 'one\ntwo', differedPeriod: 1 }));
	expect(await get(`${ACCOUNT}/jobs/${id}`)).toMatchObject({ message: 'one\r\ntwo' });
	clock.forward(60);
	expect(await get(`${ACCOUNT}/outgoing/${id}`)).toMatchObject({ message: 'one\ntwo' });
});

test("a virtual number's waiting messages stand in its own list only", async () => {
	const own = `${ACCOUNT}/virtualNumbers/${encoded('+33700000001')}`;
	const body = { message: 'Hello', receivers: ['+33612345678'], differedPeriod: 1 };
	const [id] = idsOf(await timed({ method: 'POST', path: `${own}/jobs`, body }));
	const [other] = idsOf(await post({ differedPeriod: 1 }));
	expect(await get(`${ACCOUNT}/jobs`)).toEqual([id, other]);
	sandbox.quirks.virtualNumberJobs = 'ownList';
	expect(await get(`${ACCOUNT}/jobs`)).toEqual([other]);
	expect(await timed({ path: `${ACCOUNT}/jobs/${id}` })).toMatchObject({ status: 404 });
	expect(await get(`${own}/jobs`)).toEqual([id]);
	expect(await get(`${own}/jobs/${id}`)).toMatchObject({ id });
	clock.forward(60);
	expect(await outgoing()).toEqual([id, other]);
});

test('a report has its credits as text, and spells receivers in its own way', async () => {
	sandbox.quirks.creditsAsText = true;
	sandbox.quirks.receiverSpelling = '00';
	expect(await post()).toMatchObject({
		status: 200,
		json: { totalCreditsRemoved: '1', validReceivers: ['0033612345678'] },
	});
	sandbox.quirks.receiverSpelling = '';
	expect(await post()).toMatchObject({ json: { validReceivers: ['33612345678'] } });
});
