import { type ObjectList, readObjects } from '../../../src/ovh/objects';
import { failureOf, ok, scripted, type Step } from '../../helpers/scripted';

const outgoing: ObjectList = {
	ids: 'GET /sms/{serviceName}/outgoing',
	object: 'GET /sms/{serviceName}/outgoing/{id}',
	placeholder: 'id',
	pages: 'byNumber',
};
const path = { serviceName: 'x' };
const sms = (id: number) => ({ id, ptt: 4 });
const entry = (id: number) => ({ key: String(id), value: sms(id), error: null });
const refused: Step = { status: 400, json: { message: 'Invalid pagination mode' } };

/** Ids from one down to another. */
const down = (from: number, to: number) =>
	Array.from({ length: from - to + 1 }, (_, i) => from - i);

test('a limit is one request for as many objects, newest first, and never a cached one', async () => {
	const { client, requests } = scripted([ok([sms(9), sms(8)])]);
	expect(await readObjects(client, outgoing, path, { limit: 2, query: { tag: 'a' } })).toEqual([
		sms(9),
		sms(8),
	]);
	expect(requests).toHaveLength(1);
	expect(requests[0].url).toMatch(/\/x\/outgoing\?tag=a$/);
	expect(requests[0].headers).toMatchObject({
		'X-Pagination-Mode': 'CachedObjectList-Pages',
		'X-Pagination-Number': '1',
		'X-Pagination-Size': '2',
		'X-Pagination-Sort': 'id',
		'X-Pagination-Sort-Order': 'DESC',
		Pragma: 'no-cache',
	});
});

test('a page in another order is not taken for the newest objects', async () => {
	const { client } = scripted([ok([sms(1), sms(2)]), ok([1, 2, 3, 4]), ok([entry(4), entry(3)])]);
	expect(await readObjects(client, outgoing, path, { limit: 2 })).toEqual([sms(4), sms(3)]);
});

test('an answer of ids is the list, and the header is not sent again', async () => {
	const { client, requests } = scripted([
		ok([1, 3, 2]),
		ok([3, 2, 1].map(entry)),
		ok([5]),
		ok(sms(5)),
	]);
	expect(await readObjects(client, outgoing, path)).toEqual([3, 2, 1].map(sms));
	expect(await readObjects(client, outgoing, path)).toEqual([sms(5)]);
	expect(requests.map(({ headers }) => headers['X-Pagination-Mode'] !== undefined)).toEqual([
		true,
		false,
		false,
		false,
	]);
});

test('a refused header is remembered once the list is there without it', async () => {
	const { client, requests } = scripted([refused, ok([5]), ok(sms(5)), ok([5]), ok(sms(5))]);
	expect(await readObjects(client, outgoing, path)).toEqual([sms(5)]);
	expect(await readObjects(client, outgoing, path)).toEqual([sms(5)]);
	expect(requests).toHaveLength(5);
});

test('a list that may not be read fails as it does without the header', async () => {
	const notGranted: Step = { status: 403, json: { message: 'This call has not been granted' } };
	const { client } = scripted([notGranted, notGranted, ok([])]);
	expect((await failureOf(readObjects(client, outgoing, path))).facts.kind).toBe('right');
	expect(client.withoutPages.size).toBe(0);
});

test('an empty list is one request', async () => {
	const { client, requests } = scripted([ok([])]);
	expect(await readObjects(client, outgoing, path)).toEqual([]);
	expect(requests).toHaveLength(1);
	expect(client.withoutPages.size).toBe(0);
});

test('of pages that change while they are read, nothing is lost or doubled', async () => {
	// 2002 came between the two pages, 1500 was deleted: the second page begins with 1001 again,
	// and 1000 moved onto the first page after that was read.
	const { client, requests } = scripted([
		ok(down(2001, 1002).map(sms)),
		ok(down(2002, 1).filter((id) => id !== 1500)),
		ok([1002, ...down(1001, 1001), ...down(999, 2)].map(sms)),
		ok([]),
		ok([2002, 1000, 1].map(entry)),
	]);
	const objects = await readObjects(client, outgoing, path);
	expect(objects.map(({ id }) => id)).toEqual(down(2002, 1).filter((id) => id !== 1500));
	expect(requests).toHaveLength(5);
});

test('pages that fail in the middle are made up for', async () => {
	const { client } = scripted([ok(down(1001, 2).map(sms)), ok(down(1001, 1)), refused, ok(sms(1))]);
	expect((await readObjects(client, outgoing, path)).map(({ id }) => id)).toEqual(down(1001, 1));
});
