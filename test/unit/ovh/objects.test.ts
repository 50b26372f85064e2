import { inOrder, type ObjectList, readEach, readIds, readObjects } from '../../../src/ovh/objects';
import { failureOf, ok, scripted, type Step } from '../../helpers/scripted';

const jobs: ObjectList = {
	ids: 'GET /sms/{serviceName}/jobs',
	object: 'GET /sms/{serviceName}/jobs/{id}',
	placeholder: 'id',
};
const path = { serviceName: 'x' };
const notGranted: Step = { status: 403, json: { message: 'This call has not been granted' } };
const gone: Step = { status: 404, json: { message: 'The requested object does not exist' } };

const entry = (id: number) => ({ key: String(id), value: { id }, error: null });
const deleted = (id: number) => ({ key: String(id), value: null, error: { message: 'gone' } });

describe('a list of objects', () => {
	test('is read with few requests, the newest first, and no further than its limit', async () => {
		const { client, requests } = scripted([ok([3, 20, 1]), ok([entry(3), entry(20)])]);
		const objects = await readObjects(client, jobs, path, { limit: 2, query: { tag: 'a' } });
		expect(objects).toEqual([{ id: 20 }, { id: 3 }]);
		expect(requests.map(({ url }) => url.replace(/^.*\/sms/, ''))).toEqual([
			'/x/jobs?tag=a',
			'/x/jobs/20,3',
		]);
	});

	test('leaves out what was deleted in the meantime', async () => {
		const { client } = scripted([ok([1, 2, 3]), ok([entry(3), deleted(2), entry(1)]), gone]);
		expect(await readObjects(client, jobs, path)).toEqual([{ id: 3 }, { id: 1 }]);
	});

	test('has ids and the missing right where the token may not read the objects', async () => {
		const ids = [7, 6, 5, 4, 3, 2, 1];
		const { client, requests } = scripted(Array<Step>(9).fill(notGranted));
		const objects = await readEach(client, jobs, path, ids);
		expect(objects.map(({ id }) => id)).toEqual(ids);
		for (const { detailsMissing } of objects) {
			expect(detailsMissing).toContain('GET /sms/*/jobs/*');
		}
		// All together, then no more than those that were under way already.
		expect(requests.length).toBeLessThanOrEqual(6);
	});

	test("puts a name under the object's own field", async () => {
		const senders: ObjectList = {
			ids: 'GET /sms/{serviceName}/senders',
			object: 'GET /sms/{serviceName}/senders/{sender}',
			placeholder: 'sender',
			idField: 'name',
		};
		const { client } = scripted([notGranted]);
		expect(await readEach(client, senders, path, ['My Shop'])).toEqual([
			{
				name: 'My Shop',
				detailsMissing: expect.stringContaining('GET /sms/*/senders/*') as string,
			},
		]);
	});

	test('fails as a whole for any other reason', async () => {
		const { client } = scripted([ok([1, 2]), { status: 409 }]);
		expect((await failureOf(readObjects(client, jobs, path))).facts.kind).toBe('conflict');
	});

	test.each([null, {}, 'x', 5])('is not made of %j', async (answer) => {
		const { client } = scripted([ok(answer)]);
		const { facts } = await failureOf(readIds(client, jobs, path));
		expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
	});

	test.each([[null], [{}], [['']], [['..']], [[[]]], [[true]]])(
		'is not made of what is no id: %j',
		async (answer) => {
			const { client, requests } = scripted([ok([1, answer])]);
			const { facts } = await failureOf(readObjects(client, jobs, path));
			expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
			expect(requests).toHaveLength(1);
		},
	);

	test.each([null, {}, 'x', [null], [1], [[]]])(
		'has no entries that are none: %j',
		async (answer) => {
			const whole: ObjectList = { ids: 'GET /sms/{serviceName}/batches', placeholder: 'id' };
			const { client } = scripted([ok(answer)]);
			const { facts } = await failureOf(readObjects(client, whole, path));
			expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
		},
	);

	test('of whole objects is given newest first, whatever their dates are', async () => {
		const whole: ObjectList = { ids: 'GET /sms/{serviceName}/batches', placeholder: 'id' };
		const dates = [
			{ createdAt: { toString: 1 } },
			{ createdAt: '2030-01-01' },
			{ createdAt: '2031-01-01' },
		];
		const { client } = scripted([ok(dates)]);
		expect(await readObjects(client, whole, path)).toEqual([dates[2], dates[1], dates[0]]);
	});

	test('is empty without ids', async () => {
		const { client, requests } = scripted([ok([])]);
		expect(await readObjects(client, jobs, path)).toEqual([]);
		expect(requests).toHaveLength(1);
	});
});

test('ids are ordered by number, names by alphabet, and the given list stays as it is', () => {
	const ids = [9, 10, 1];
	expect(inOrder(ids)).toEqual([10, 9, 1]);
	expect(ids).toEqual([9, 10, 1]);
	expect(inOrder(['b', 'É', 'a', 'f'])).toEqual(['a', 'b', 'É', 'f']);
});
