import type { Sandbox } from '../../sandbox';
import { idsOf, type Answer } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { act, get, timed } = callerAt(clock);
const BATCHES = `${ACCOUNT}/batches`;
const [ADA, BOB] = ['+33612345678', '+33612345679'];
const CAMPAIGN = { name: 'Sale', message: 'Hello', from: 'BOUTIQUE', to: [ADA, BOB], noStop: true };

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});

const create = async (change: object = {}) =>
	await act('POST', BATCHES, { ...CAMPAIGN, ...change });
const idOf = ({ json }: Answer) => (json as { id: string }).id;
const read = async (id: string) => await get(`${BATCHES}/${id}`);
const statistics = async (id: string) => await get(`${BATCHES}/${id}/statistics`);
const outgoing = async (id: string) =>
	idsOf(await timed({ path: `${ACCOUNT}/outgoing?batchID=${id}` }));
const creditsLeft = async () => ((await get(ACCOUNT)) as { creditsLeft: number }).creditsLeft;
const inMinutes = (minutes: number) =>
	new Date(clock.milliseconds + minutes * 60_000).toISOString();

describe('a batch', () => {
	test('really sends: its messages, credits and statistics are there', async () => {
		const created = await create({ tag: 'sale-1' });
		expect(created).toMatchObject({
			status: 200,
			json: {
				name: 'Sale',
				from: 'BOUTIQUE',
				receivers: [ADA, BOB],
				slotID: null,
				status: 'PENDING',
				totalRecords: 2,
				processedRecords: 0,
				estimatedCredits: 2,
				errors: [],
				startedAt: null,
			},
		});
		const id = idOf(created);
		expect(await read(id)).toMatchObject({ status: 'COMPLETED', processedRecords: 2 });
		const [first] = await outgoing(id);
		expect(await get(`${ACCOUNT}/outgoing/${first}`)).toMatchObject({
			batchID: id,
			message: 'Hello',
			receiver: ADA,
			tag: 'sale-1',
		});
		expect(await outgoing(id)).toHaveLength(2);
		expect(await creditsLeft()).toBe(98);
		expect(await statistics(id)).toEqual({
			credits: 2,
			delivered: 2,
			estimatedCredits: 2,
			failed: 0,
			id,
			pending: 0,
			sent: 2,
			stoplisted: 0,
		});
	});

	test('goes from state to state in its own time', async () => {
		sandbox = await open({ now: clock.now, batchStepMs: 10_000 });
		const id = idOf(await create());
		expect(await read(id)).toMatchObject({ status: 'PENDING', processedRecords: 0 });
		expect(await statistics(id)).toMatchObject({ credits: 0, pending: 0, estimatedCredits: 2 });
		expect(await get(`${ACCOUNT}/jobs`)).toEqual([]);
		clock.forward(10);
		expect(await read(id)).toMatchObject({ status: 'INSERTING', processedRecords: 1 });
		expect(await outgoing(id)).toHaveLength(2);
		clock.forward(10);
		expect(await read(id)).toMatchObject({ status: 'INSERTED', processedRecords: 2 });
		expect(await read(id)).toMatchObject({ finishedAt: null });
		clock.forward(10);
		expect(await read(id)).toMatchObject({
			status: 'COMPLETED',
			finishedAt: expect.stringMatching(/^2/),
		});
	});

	test('counts what failed, what waits and what was answered with STOP', async () => {
		sandbox = await open({ now: clock.now, sendingDelayMs: 5000 });
		sandbox.state.messages.setOutcome(BOB, { ptt: 5, deliveryReceipt: 2 });
		const id = idOf(await create());
		expect(await statistics(id)).toMatchObject({ pending: 2, sent: 0, delivered: 0 });
		expect(await read(id)).toMatchObject({ status: 'INSERTED' });
		clock.forward(5);
		const [first] = await outgoing(id);
		sandbox.state.addToBlacklist(sandbox.accountName, ADA, first);
		expect(await statistics(id)).toMatchObject({
			delivered: 1,
			failed: 1,
			sent: 2,
			pending: 0,
			stoplisted: 1,
		});
		expect(await get(`${ACCOUNT}/blacklists?batchID=${id}`)).toEqual([ADA]);
	});

	test('names the receivers that it could not send to', async () => {
		sandbox.state.addToBlacklist(sandbox.accountName, BOB);
		const id = idOf(await create({ to: [ADA, BOB, '0612345678'], noStop: false }));
		expect(await read(id)).toMatchObject({
			status: 'COMPLETED',
			totalRecords: 3,
			processedRecords: 3,
			errors: [
				{ receiver: BOB, message: expect.stringContaining('blacklisted') },
				{ receiver: '0612345678', message: expect.stringContaining('Invalid') },
			],
		});
		expect(await outgoing(id)).toHaveLength(1);
		const failed = idOf(await create({ to: ['0612345678'] }));
		expect(await read(failed)).toMatchObject({ status: 'FAILED' });
		expect(await creditsLeft()).toBe(99);
	});

	test.each([
		[{ from: undefined }, 400],
		[{ senderForResponse: true }, 400],
		[{ from: undefined, senderForResponse: false }, 400],
		[{ to: undefined }, 400],
		[{ slotID: '1' }, 400],
		[{ to: [] }, 400],
		[{ to: undefined, slotID: '9' }, 404],
		[{ message: undefined }, 400],
		[{ message: '' }, 400],
		[{ from: 'NEWSHOP' }, 403],
		[{ from: 'UNKNOWN' }, 403],
		[{ deferred: '2026-01-31' }, 400],
		[{ class: 'flash' }, 400],
		[{ receivers: [ADA] }, 400],
		[{ message: 'a'.repeat(160 + 153 * 60) }, 403],
	])('is refused with %j', async (change, status) => {
		expect(await create(change)).toMatchObject({ status });
		expect(await get(BATCHES)).toEqual([]);
		expect(sandbox.sentTo(ADA)).toEqual([]);
		expect(await creditsLeft()).toBe(100);
	});

	test('sends under a short number or a virtual number', async () => {
		const short = await create({ from: undefined, senderForResponse: true });
		expect(short.json).toMatchObject({ from: null });
		const [virtual] = await outgoing(idOf(await create({ from: '+33700000001', to: [ADA] })));
		expect(sandbox.sentTo(ADA).map(({ sender }) => sender)).toEqual([
			expect.stringMatching(/^\d{5}$/),
			'+33700000001',
		]);
		const number = encodeURIComponent('+33700000001');
		expect(await get(`${ACCOUNT}/virtualNumbers/${number}/outgoing`)).toEqual([virtual]);
	});

	test('is listed whole, renamed, and deleted when it is done', async () => {
		const id = idOf(await create());
		expect(await get(BATCHES)).toEqual([await read(id)]);
		expect((await act('PUT', `${BATCHES}/${id}`, { name: 'Sale 2' })).json).toMatchObject({
			id,
			name: 'Sale 2',
		});
		expect(await read(id)).toMatchObject({ name: 'Sale 2' });
		const waiting = idOf(await create({ deferred: inMinutes(60) }));
		expect(await act('DELETE', `${BATCHES}/${waiting}`)).toMatchObject({ status: 409 });
		expect(await act('DELETE', `${BATCHES}/${id}`)).toMatchObject({ status: 200 });
		expect(await timed({ path: `${BATCHES}/${id}` })).toMatchObject({ status: 404 });
		expect(await get(BATCHES)).toMatchObject([{ id: waiting }]);
	});
});

describe('a batch to a list', () => {
	test('puts each receiver’s columns into its text', async () => {
		sandbox.state.addReceiverList(sandbox.accountName, 4, 'Customers', [
			{ number: ADA, name: 'Ada', code: 'A7' },
			{ number: BOB, name: 'Bob', code: 'B8' },
		]);
		const message = '#name#, your code is #code#';
		const created = await create({ message, to: undefined, slotID: '4' });
		expect(created.json).toMatchObject({ receivers: null, slotID: '4', totalRecords: 2, message });
		expect(sandbox.sentTo(ADA)).toMatchObject([{ message: 'Ada, your code is A7' }]);
		expect(sandbox.sentTo(BOB)).toMatchObject([{ message: 'Bob, your code is B8' }]);
	});

	test('of ten thousand people is one request', async () => {
		sandbox.state.addCredits(sandbox.accountName, 20_000);
		const rows = Array.from({ length: 10_000 }, (_, i) => ({
			number: `+336${10_000_000 + i}`,
			name: `Person ${i}`,
		}));
		sandbox.state.addReceiverList(sandbox.accountName, 4, 'Everybody', rows);
		const id = idOf(await create({ message: 'Hi #name#', to: undefined, slotID: '4' }));
		const ids = await outgoing(id);
		expect(ids).toHaveLength(10_000);
		expect(await get(`${ACCOUNT}/outgoing/${ids[9999]}`)).toMatchObject({
			message: 'Hi Person 9999',
			receiver: '+33610009999',
		});
		expect(await statistics(id)).toMatchObject({ credits: 10_000, delivered: 10_000 });
	});
});

describe('a deferred batch', () => {
	test('waits for its date', async () => {
		const id = idOf(await create({ deferred: inMinutes(60) }));
		expect(await read(id)).toMatchObject({ status: 'INSERTED', finishedAt: null });
		expect(await get(`${ACCOUNT}/jobs`)).toHaveLength(2);
		expect(await outgoing(id)).toEqual([]);
		clock.forward(3600);
		expect(await read(id)).toMatchObject({ status: 'COMPLETED' });
		expect(await outgoing(id)).toHaveLength(2);
	});

	test('is cancelled before its date, and gives its credits back', async () => {
		const id = idOf(await create({ deferred: inMinutes(60) }));
		expect(await creditsLeft()).toBe(98);
		expect((await act('POST', `${BATCHES}/${id}/cancel`)).json).toMatchObject({
			id,
			status: 'CANCELED',
		});
		expect(await creditsLeft()).toBe(100);
		expect(await get(`${ACCOUNT}/jobs`)).toEqual([]);
		clock.forward(3600);
		expect(await outgoing(id)).toEqual([]);
		expect(await read(id)).toMatchObject({ status: 'CANCELED' });
		expect(await act('POST', `${BATCHES}/${id}/cancel`)).toMatchObject({ status: 409 });
	});

	test('is cancelled step by step', async () => {
		sandbox = await open({ now: clock.now, batchStepMs: 10_000 });
		const id = idOf(await create({ deferred: inMinutes(60) }));
		clock.forward(5);
		expect((await act('POST', `${BATCHES}/${id}/cancel`)).json).toMatchObject({
			status: 'TO_CANCEL',
		});
		clock.forward(10);
		expect(await read(id)).toMatchObject({ status: 'CANCELING', startedAt: null });
		clock.forward(10);
		expect(await read(id)).toMatchObject({ status: 'CANCELED' });
	});

	test('can not be cancelled any more once a message went out', async () => {
		const id = idOf(await create({ deferred: inMinutes(60) }));
		clock.forward(3600);
		expect(await act('POST', `${BATCHES}/${id}/cancel`)).toMatchObject({
			status: 409,
			json: { class: 'Client::Conflict' },
		});
		expect(await creditsLeft()).toBe(98);
	});
});

test('X-Ovh-Batch reads several batches at once', async () => {
	const [first, second] = [idOf(await create()), idOf(await create())];
	const path = `${BATCHES}/${first},x,${second}`;
	expect((await timed({ path, headers: { 'X-Ovh-Batch': ',' } })).json).toMatchObject([
		{ key: first, value: { id: first } },
		{ key: 'x', error: { class: 'Client::BadRequest' } },
		{ key: second, value: { id: second } },
	]);
});
