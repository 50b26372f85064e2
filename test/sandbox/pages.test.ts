import type { Sandbox } from '../../sandbox';
import { idsOf } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { get, post, timed } = callerAt(clock);
let sandbox: Sandbox;
let ids: number[];
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
	ids = idsOf(await post({ receivers: ['+33612345671', '+33612345672', '+33612345673'] }));
});

const page = async (headers: Record<string, string> = {}, path = `${ACCOUNT}/outgoing`) =>
	await timed({ path, headers: { 'X-Pagination-Mode': 'CachedObjectList-Pages', ...headers } });
const idsOn = (answer: { json: unknown }) =>
	(answer.json as Array<{ id: number }>).map((o) => o.id);

const NEWEST = { 'X-Pagination-Sort': 'id', 'X-Pagination-Sort-Order': 'DESC' };
const FRESH = { Pragma: 'no-cache' };

test('a list comes with whole objects, in pages, in the order asked for', async () => {
	const first = await page({ ...NEWEST, 'X-Pagination-Size': '2' });
	expect(idsOn(first)).toEqual([ids[2], ids[1]]);
	expect((first.json as object[])[0]).toEqual(await get(`${ACCOUNT}/outgoing/${ids[2]}`));
	expect(Object.fromEntries(first.headers)).toMatchObject({
		'x-pagination-elements': '3',
		'x-pagination-total': '2',
		'x-pagination-number': '1',
		'x-pagination-size': '2',
	});
	const second = await page({ ...NEWEST, 'X-Pagination-Size': '2', 'X-Pagination-Number': '2' });
	expect(idsOn(second)).toEqual([ids[0]]);
	expect(idsOn(await page({ ...NEWEST, 'X-Pagination-Number': '9' }))).toEqual([]);
});

test('filters hold, and other lists have pages too', async () => {
	const [tagged] = idsOf(await post({ tag: 'a' }));
	expect(idsOn(await page({}, `${ACCOUNT}/outgoing?tag=a`))).toEqual([tagged]);
	const senders = await page({ 'X-Pagination-Sort': 'sender' }, `${ACCOUNT}/senders`);
	expect(senders.json).toMatchObject([
		{ sender: '+33700000001' },
		{ sender: 'BOUTIQUE' },
		{ sender: 'NEWSHOP' },
		{ sender: 'REFUSED' },
	]);
	expect((await page({}, '/sms')).json).toMatchObject([
		{ name: 'sms-xx12345-1' },
		{ name: 'sms-xx12345-2' },
	]);
	const waiting = idsOf(await post({ differedPeriod: 1 }));
	expect(idsOn(await page({}, `${ACCOUNT}/jobs`))).toEqual(waiting);
	expect((await page({}, `${ACCOUNT}/users`)).json).toEqual(await get(`${ACCOUNT}/users`));
});

test('a page may be five minutes old, unless a fresh one is asked for', async () => {
	expect(idsOn(await page())).toEqual(ids);
	const [later] = idsOf(await post());
	expect(idsOn(await page())).toEqual(ids);
	expect(idsOn(await page(FRESH))).toEqual([...ids, later]);
	clock.forward(300);
	expect(idsOn(await page())).toEqual([...ids, later]);
});

test('pages are stale, unsorted, ids, or refused', async () => {
	const asked = { ...NEWEST, ...FRESH };
	sandbox.quirks.pages = 'stale';
	await page(asked);
	await post();
	expect(idsOn(await page(asked))).toEqual([...ids].reverse());
	sandbox.quirks.pages = 'unsorted';
	expect(idsOn(await page(asked)).slice(0, 3)).toEqual(ids);
	sandbox.quirks.pages = 'ids';
	expect((await page(asked)).json).toEqual(await get(`${ACCOUNT}/outgoing`));
	sandbox.quirks.pages = 'refused';
	expect(await page(asked)).toMatchObject({ status: 400 });
});

test('what cannot be read is missing on its page', async () => {
	sandbox.quirks.unreadable.add(ids[1]);
	expect(idsOn(await page())).toEqual([ids[0], ids[2]]);
});
