import { OvhError } from '../../../src/ovh/errors';
import { failureOf } from '../../helpers/scripted';
import { FakeAccount, LOCAL_NOW } from './fakeAccount';
import { Looker, SINCE, type Sought, TAG } from './looking';
import { ANNA, BEN } from './sendRequests';

let account: FakeAccount;
const lookAt = async (sought: Sought = {}) => await new Looker(account).look(sought);
const look = async (sought?: Sought) => (await lookAt(sought)).accepted;
const ids = async (sought?: Sought) => await new Looker(account).ids(sought);

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
	account = new FakeAccount();
});
afterEach(() => {
	jest.useRealTimers();
});

describe('pending messages', () => {
	const READ = 'GET /sms/{serviceName}/jobs/{id}';
	const reads = () => account.routes.filter((route) => route === READ).length;

	test('are read once by one look-up', async () => {
		for (let id = 1; id <= 60; id++) account.add({ id, receiver: BEN, pending: true });
		const looker = new Looker(account);
		await looker.look();
		expect(reads()).toBe(2);
		expect((await looker.look()).accepted.get(BEN)).toBeDefined();
		expect(reads()).toBe(2);
		account.add({ id: 61, pending: true });
		expect((await looker.look()).accepted.get(ANNA)).toMatchObject({ id: 61 });
		expect(reads()).toBe(3);
	});

	test('are read as far back as the message can be', async () => {
		for (let id = 1; id <= 500; id++) account.add({ id, pending: true, created: SINCE - 60 });
		account.add({ id: 501, pending: true });
		expect(await ids()).toEqual({ [ANNA]: 501 });
		expect(reads()).toBe(1);
		await look({ onceKey: 'order-42' });
		expect(reads()).toBe(1 + 10);
	});

	test('are listed once for all once keys of a moment, and anew for those of a later one', async () => {
		const lists = () => account.routes.filter((route) => route.endsWith('/jobs')).length;
		const looker = new Looker(account);
		for (const tag of ['a', 'b', 'b']) await looker.look({ onceKey: tag });
		expect([lists(), account.queries]).toEqual([1, [{ tag: 'a' }, { tag: 'b' }]]);
		jest.setSystemTime(Date.now() + 10_000);
		account.add({ id: 7, tag: 'b' });
		const found = await looker.look({ onceKey: 'b' });
		expect(found.accepted.get(ANNA)).toMatchObject({ id: 7 });
		expect(lists()).toBe(2);
	});

	describe('that are many', () => {
		const key = { onceKey: 'order-42' };
		const LIST = 'GET /sms/{serviceName}/jobs';
		const lists = () => account.routes.filter((route) => route === LIST).length;
		const addMany = () =>
			Array.from({ length: 500 }, (_, index) =>
				account.add({ id: index + 1, receiver: BEN, message: 'Another', pending: true }),
			);

		test('come with one page for a once key', async () => {
			account.page = addMany();
			account.add({ id: 400, receiver: ANNA, pending: true });
			account.page = [...account.messages];
			const calls = jest.spyOn(account, 'call');
			expect((await lookAt(key)).doubtful.get(ANNA)?.message).toContain('(ID 400)');
			expect([lists(), reads()]).toEqual([2, 0]);
			expect(calls).toHaveBeenCalledWith(
				expect.objectContaining({
					headers: expect.objectContaining({ 'X-Pagination-Size': '501' }) as unknown,
				}),
			);
			await look(key);
			expect([lists(), reads()]).toEqual([3, 0]);
		});

		// What a waiting message says does not change; which ones wait is decided by their list.
		test('are read by themselves where an old page lacks them, and have gone where the list does', async () => {
			account.page = addMany();
			const gone = account.add({ id: 501, receiver: BEN, pending: true });
			account.page = [...account.messages];
			gone.pending = false;
			account.add({ id: 502, receiver: ANNA, pending: true });
			const { doubtful } = await lookAt(key);
			expect([...doubtful.keys()]).toEqual([ANNA]);
			expect(reads()).toBe(1);
		});

		test.each(['none', 'refused', 'broken', 'failing'])(
			'are read in groups where a page is %s',
			async (kind) => {
				addMany();
				account.add({ id: 502, receiver: ANNA, pending: true });
				if (kind === 'none' || kind === 'refused') account.page = kind;
				if (kind === 'broken') account.page = [{ id: 502, created: 1, receiver: null } as never];
				if (kind === 'failing') {
					const call = account.call.bind(account);
					jest.spyOn(account, 'call').mockImplementation(async (asked) => {
						if ('headers' in asked && asked.headers?.['X-Pagination-Mode']) {
							throw new OvhError({
								kind: 'timeout',
								effect: 'none',
								method: 'GET',
								route: LIST,
								path: LIST,
							});
						}
						return await call(asked);
					});
				}
				expect((await lookAt(key)).doubtful.get(ANNA)?.message).toContain('(ID 502)');
				expect(reads()).toBe(11);
			},
		);

		test('are read from the newest on after a lost answer, without a page', async () => {
			account.page = addMany();
			await look();
			expect(lists()).toBe(1);
		});

		test('come in groups up to a hundred', async () => {
			for (const message of addMany().slice(0, 400)) message.pending = false;
			await look(key);
			expect([lists(), reads()]).toEqual([1, 2]);
		});
	});

	test('that have gone meanwhile count no more', async () => {
		const stored = account.add({ pending: true });
		const looker = new Looker(account);
		expect((await looker.look()).accepted.size).toBe(1);
		stored.pending = false;
		expect((await looker.look()).accepted.size).toBe(0);
	});

	test('of one account are not taken for those of another', async () => {
		const looker = new Looker(account);
		account.add({ pending: true });
		await looker.look();
		await looker.look({ account: 'sms-ab12345-2' });
		expect(reads()).toBe(2);
	});
});

describe('an id that is listed and cannot be read', () => {
	test.each([false, true])('may be what is looked for (pending: %s)', async (pending) => {
		account.add({ id: 11, receiver: ANNA, tag: TAG, pending });
		account.add({ id: 12, receiver: BEN, tag: TAG, pending });
		account.unreadable.add(12);
		const { accepted, unread } = await lookAt();
		expect([...accepted.keys()]).toEqual([ANNA]);
		expect(unread).toEqual([12]);
	});

	test.each([false, true])('is none of another request (pending: %s)', async (pending) => {
		account.add({ id: 12, receiver: BEN, tag: TAG, pending });
		account.unreadable.add(12);
		expect((await lookAt({ claimed: [12] })).unread).toEqual([]);
	});

	test('has left the queue meanwhile where the history shows it', async () => {
		const stored = account.add({ id: 12, receiver: BEN, tag: TAG, pending: true });
		const call = account.call.bind(account);
		jest.spyOn(account, 'call').mockImplementation(async (asked) => {
			const answer = await call(asked);
			if ('route' in asked && asked.route === 'GET /sms/{serviceName}/jobs') stored.pending = false;
			return answer;
		});
		const { accepted, unread } = await lookAt();
		expect(accepted.get(BEN)).toMatchObject({ id: 12 });
		expect(unread).toEqual([]);
	});
});

test.each([
	['GET /sms/{serviceName}/outgoing'],
	['GET /sms/{serviceName}/outgoing/{id}'],
	['GET /sms/{serviceName}/jobs'],
	['GET /sms/{serviceName}/jobs/{id}'],
])('nothing is known where %s fails', async (route) => {
	account.add({ receiver: ANNA, tag: TAG });
	account.add({ receiver: BEN, pending: true });
	account.failing.set(route, { kind: 'server', effect: 'unknown', status: 503 });
	expect((await failureOf(look())).facts).toMatchObject({ kind: 'server', method: 'GET' });
});

describe('nothing is known where a list or a message is not what it should be', () => {
	const LISTS = ['GET /sms/{serviceName}/outgoing', 'GET /sms/{serviceName}/jobs'];

	test.each(
		LISTS.flatMap((route) =>
			[null, {}, 'x', [null], ['7'], [{}], [1.5]].map((answer) => [route, answer]),
		),
	)('%s answers %j', async (route, answer) => {
		account.answering.set(route as string, answer);
		expect((await failureOf(look())).facts).toMatchObject({
			kind: 'unreadable',
			effect: 'none',
			reason: 'a list of IDs was expected',
		});
	});

	const whole = {
		id: 1,
		receiver: ANNA,
		message: 'Hello',
		credits: 1,
		creationDatetime: '2030-01-01T00:00:00Z',
	};

	test.each(
		LISTS.flatMap((route) =>
			[
				null,
				[],
				{},
				{ ...whole, id: '1' },
				{ ...whole, receiver: null },
				{ ...whole, message: {} },
				{ ...whole, credits: '1' },
				{ ...whole, creationDatetime: 5 },
			].map((answer) => [`${route}/{id}`, answer]),
		),
	)('%s answers %j', async (route, answer) => {
		account.add({ receiver: ANNA, tag: TAG });
		account.add({ receiver: BEN, pending: true });
		account.answering.set(route as string, answer);
		const { facts } = await failureOf(look());
		expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
		account.answering.set(route as string, whole);
		await expect(look()).resolves.toBeInstanceOf(Map);
	});
});
