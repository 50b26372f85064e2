import { sentSms } from '../helpers/messages';
import { operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage({ log: (line) => afterRequest(line) });
const { run, fail, requests } = operator(stage);

const BATCH = '5b1bd5fe-9ad2-4d8e-b35b-d4f0c4f1ef4e';

let afterRequest: (line: string) => void = () => undefined;

afterEach(() => {
	afterRequest = () => undefined;
});

describe('the history of sent messages', () => {
	test('comes whole, newest first, with words for the delivery status', async () => {
		sentSms(stage.sandbox, { tag: 'order-1' });
		sentSms(stage.sandbox, { tag: 'order-2' });
		const items = await run('outgoing', 'getAll');
		expect(items).toMatchObject([
			{ tag: 'order-2', status: 'delivered' },
			{ tag: 'order-1', status: 'delivered', statusText: expect.stringMatching(/^Delivered/) },
		]);
		expect(Object.keys(items[0])[0]).toBe('status');
		expect(Object.keys(items[0])).toHaveLength(9);
		expect(items[0]).not.toHaveProperty('ptt');
	});

	test('has every field of the API, and the status beside it, without Simplify', async () => {
		sentSms(stage.sandbox);
		const [item] = await run('outgoing', 'getAll', { simplify: false });
		expect(item).toMatchObject({ ptt: 4, deliveryReceipt: 1, batchID: null, status: 'delivered' });
	});

	test('of a thousand messages takes few requests, and no more objects than the limit', async () => {
		for (let count = 0; count < 1000; count++) sentSms(stage.sandbox);
		expect(await run('outgoing', 'getAll', { returnAll: true })).toHaveLength(1000);
		expect(requests()).toHaveLength(2);
		expect(await run('outgoing', 'getAll', { limit: 7 })).toHaveLength(7);
		expect(requests()).toHaveLength(3);
	});

	test('of ten thousand takes eleven requests', async () => {
		for (let count = 0; count < 10_000; count++) sentSms(stage.sandbox);
		expect(await run('outgoing', 'getAll', { returnAll: true })).toHaveLength(10_000);
		expect(requests()).toHaveLength(11);
	});

	test('comes fifty with each request where OVHcloud gives ids instead of pages', async () => {
		for (let count = 0; count < 1000; count++) sentSms(stage.sandbox);
		stage.sandbox.quirks.pages = 'ids';
		expect(await run('outgoing', 'getAll', { returnAll: true })).toHaveLength(1000);
		expect(requests()).toHaveLength(21);
		expect(await run('outgoing', 'getAll', { limit: 7 })).toHaveLength(7);
		expect(requests()).toHaveLength(23);
	});

	test.each(['stale', 'unsorted', 'refused'] as const)(
		'is right with pages that are %s',
		async (pages) => {
			stage.sandbox.quirks.pages = pages;
			for (let count = 0; count < 1100; count++) sentSms(stage.sandbox);
			const newest = sentSms(stage.sandbox).id;
			const all = (await run('outgoing', 'getAll', { returnAll: true })).map(({ id }) => id);
			expect(all).toEqual(Array.from({ length: 1101 }, (_, index) => newest - index));
			const some = await run('outgoing', 'getAll', { limit: 3 });
			expect(some.map(({ id }) => id)).toEqual(all.slice(0, 3));
		},
	);

	test('is read one by one where OVHcloud refuses to give several, and that is tried once', async () => {
		for (let count = 0; count < 260; count++) sentSms(stage.sandbox);
		stage.sandbox.quirks.pages = 'ids';
		stage.sandbox.faults.add({
			kind: 'status',
			status: 403,
			message: 'Not allowed',
			path: '/sms/*/outgoing/*,*',
			times: Infinity,
		});
		expect(await run('outgoing', 'getAll', { returnAll: true })).toHaveLength(260);
		const together = requests().filter((request) => request.includes(','));
		// Those that were under way when the first refusal came.
		expect(together.length).toBeLessThanOrEqual(5);
	});

	test('leaves out a message that is deleted between list and look', async () => {
		stage.sandbox.quirks.pages = 'ids';
		const [first] = [sentSms(stage.sandbox), sentSms(stage.sandbox)];
		afterRequest = (line) => {
			if (/outgoing 200/.test(line)) first.deleted = true;
		};
		expect(await run('outgoing', 'getAll')).toHaveLength(1);
	});

	test.each([
		['tag', 'spring', { tag: 'spring' }],
		['sender', byId('ATELIER'), { sender: 'ATELIER' }],
		['batchId', byId(BATCH), { batchID: BATCH }],
		['receiver', '+33600000001', { receiver: '+33600000001' }],
		['ptt', 24, { outcome: { ptt: 24, deliveryReceipt: 2 } }],
		['deliveryReceipt', 2, { outcome: { ptt: 5, deliveryReceipt: 2 } }],
		['differedDelivery', 1, { differedPeriod: 1, acceptedAt: Date.now() - 120_000 }],
	])('is filtered by %s', async (filter, value, sms) => {
		sentSms(stage.sandbox, { tag: 'other' });
		Object.assign(sentSms(stage.sandbox, sms), sms);
		const items = await run('outgoing', 'getAll', { filters: { [filter]: value } });
		expect(items).toHaveLength(1);
	});

	test('is filtered by a period, in the time zone of the workflow', async () => {
		const old = sentSms(stage.sandbox, { tag: 'old' });
		old.creation = Date.parse('2026-01-01T10:00:00Z');
		sentSms(stage.sandbox, { tag: 'new' });
		const tags = async (filters: { [name: string]: string }) =>
			(await run('outgoing', 'getAll', { filters })).map(({ tag }) => tag);
		expect(await tags({ creationDatetimeFrom: '2026-06-01' })).toEqual(['new']);
		expect(await tags({ creationDatetimeTo: '2026-06-01T00:00:00+02:00' })).toEqual(['old']);
		const error = await fail('outgoing', 'getAll', { filters: { creationDatetimeFrom: 'noon' } });
		expect(error.message).toContain('"Created From" is not a date and time');
	});

	test('explains a code that no table knows by asking OVHcloud, once for all messages', async () => {
		const outcome = { ptt: 1999, deliveryReceipt: 2 };
		for (let count = 0; count < 3; count++) Object.assign(sentSms(stage.sandbox), { outcome });
		for (let count = 0; count < 2; count++) {
			Object.assign(sentSms(stage.sandbox), { outcome: { ptt: 4711, deliveryReceipt: 2 } });
		}
		const items = await run('outgoing', 'getAll');
		expect(items.map(({ status }) => status)).toEqual(Array(5).fill('failed'));
		expect(items[0].statusText).toContain('4711');
		expect(requests().filter((request) => request.startsWith('GET /sms/ptts')).length).toBe(1);
	});
});

describe('one sent message', () => {
	test('is read, and deleted', async () => {
		const { id } = sentSms(stage.sandbox);
		const outgoingId = byId(String(id));
		expect(await run('outgoing', 'get', { outgoingId })).toMatchObject([
			{ id, status: 'delivered' },
		]);
		expect(await run('outgoing', 'delete', { outgoingId })).toEqual([{ deleted: true, id }]);
		expect((await fail('outgoing', 'get', { outgoingId })).httpCode).toBe('404');
	});

	test('is told the operator of its recipient, which costs nothing', async () => {
		const outgoingId = byId(String(sentSms(stage.sandbox).id));
		expect(await run('outgoing', 'getOperator', { outgoingId })).toEqual([
			{
				country: 'France',
				countryCode: '33',
				network: 'Orange',
				operator: 'Orange',
				region: 'France',
			},
		]);
		const account = stage.sandbox.state.accounts.get('sms-xx12345-1');
		expect(account?.details.creditsLeft).toBe(100);
	});

	test('is waited for until its status is final', async () => {
		const sms = sentSms(stage.sandbox);
		sms.outcome = { ptt: 3, deliveryReceipt: 4 };
		let looks = 0;
		afterRequest = (line) => {
			if (line.includes(`/outgoing/${sms.id}`) && ++looks === 2) {
				sms.outcome = { ptt: 4, deliveryReceipt: 1 };
			}
		};
		const outgoingId = byId(String(sms.id));
		const [item] = await run('outgoing', 'get', { outgoingId, options: { waitForStatus: 60 } });
		expect(item.status).toBe('delivered');
		expect(looks).toBe(3);
	});

	test('comes with the status that it has when the time is over', async () => {
		const sms = sentSms(stage.sandbox);
		sms.outcome = { ptt: 3, deliveryReceipt: 4 };
		const outgoingId = byId(String(sms.id));
		const [item] = await run('outgoing', 'get', { outgoingId, options: { waitForStatus: 1 } });
		expect(item.status).toBe('pending');
	});
});
