import { batchesOf, readBatch } from '../../../src/ovh/multiGet';
import type { AnswerOf, ApiCall, RouteName } from '../../../src/ovh/call';
import { type FailureFacts, type FailureKind, OvhError } from '../../../src/ovh/errors';
import { failureOf } from '../../helpers/scripted';

const ROUTE = 'GET /sms/{serviceName}/jobs/{id}';
const path = { serviceName: 'sms-ab12345-1' };

function failed(facts: Partial<FailureFacts>): OvhError {
	const call = { method: 'GET', route: '/sms/{serviceName}/jobs/{id}', path: '/sms/x/jobs/1' };
	return new OvhError({ ...call, kind: 'badRequest', effect: 'none', ...facts });
}

const job = (id: number) => ({ id, message: `Text ${id}` });
const entry = (id: number) => ({ key: String(id), value: job(id), error: null });
const idsOf = (length: number, from = 1) => Array.from({ length }, (_, index) => from + index);

type Answers = Record<string, (ids: number[]) => unknown>;

/** An API with one answer for requests of several objects, and one for requests of one. */
function api({ together, one }: Answers) {
	const calls: ApiCall[] = [];
	return {
		calls,
		ids: () => calls.map((call) => call.path?.id),
		async read<R extends RouteName>(call: ApiCall<R>): Promise<AnswerOf<R>> {
			calls.push(call);
			const ids = String(call.path?.id).split(',').map(Number);
			return (call.headers ? together : one)(ids) as AnswerOf<R>;
		},
	};
}

const throwing = (facts: Partial<FailureFacts>) => (): never => {
	throw failed(facts);
};
const batches = (ids: number[]) => ids.map(entry);
const single = ([id]: number[]) => job(id);

describe('objects behind ids', () => {
	test.each([
		[0, []],
		[50, [50]],
		[51, [50, 1]],
		[120, [50, 50, 20]],
	])('are %i, read with requests for %j', async (count, sizes) => {
		const source = api({ together: batches, one: single });
		const objects = await readBatch(source, ROUTE, path, idsOf(count));
		expect(objects).toEqual(idsOf(count).map(job));
		expect(source.ids().map((ids) => String(ids).split(',').length)).toEqual(sizes);
		expect(batchesOf(idsOf(count)).map((batch) => batch.length)).toEqual(sizes);
	});

	test('are asked for by the header of batches', async () => {
		const source = api({ together: batches, one: single });
		await readBatch(source, ROUTE, path, [7, 5, 9]);
		expect(source.calls).toEqual([
			{
				route: ROUTE,
				path: { serviceName: 'sms-ab12345-1', id: '7,5,9' },
				headers: { 'X-Ovh-Batch': ',' },
			},
		]);
	});

	test('that are one are asked for without the header', async () => {
		const source = api({ together: throwing({}), one: single });
		expect(await readBatch(source, ROUTE, path, [7])).toEqual([job(7)]);
		expect(source.calls).toEqual([
			{ route: ROUTE, path: { serviceName: path.serviceName, id: 7 } },
		]);
	});

	test('stand in the order of the ids, whatever the order of the answer', async () => {
		const source = api({ together: (ids) => batches(ids).reverse(), one: single });
		expect(await readBatch(source, ROUTE, path, [3, 1, 2])).toEqual([3, 1, 2].map(job));
		expect(source.calls).toHaveLength(1);
	});
});

describe('one by one are read', () => {
	test.each<[kind: FailureKind, status: number]>([
		['right', 403],
		['forbidden', 403],
		['iam', 403],
		['notFound', 404],
		['badRequest', 400],
		['unreadable', 404],
	])('all of them, where the header is refused: %s', async (kind, status) => {
		const source = api({ together: throwing({ kind, status }), one: single });
		expect(await readBatch(source, ROUTE, path, [3, 1, 2])).toEqual([3, 1, 2].map(job));
		expect(source.ids()).toEqual(['3,1,2', 3, 1, 2]);
	});

	test.each<[answer: unknown]>([[null], [{}], [job(1)], ['text'], [[]], [[job(1), job(2)]]])(
		'all of them, where the answer is no list of entries: %j',
		async (answer) => {
			const source = api({ together: () => answer, one: single });
			expect(await readBatch(source, ROUTE, path, [1, 2])).toEqual([job(1), job(2)]);
			expect(source.ids()).toEqual(['1,2', 1, 2]);
		},
	);

	test('those that the answer lacks, or holds with an error', async () => {
		const failure = { message: 'The requested object does not exist' };
		const together = () => [
			entry(2),
			{ key: '3', value: null, error: failure },
			{ key: '4', value: null, error: null },
		];
		const source = api({ together, one: single });
		expect(await readBatch(source, ROUTE, path, [1, 2, 3, 4])).toEqual([1, 2, 3, 4].map(job));
		expect(source.ids()).toEqual(['1,2,3,4', 1, 3, 4]);
	});
});

test('an object that does not exist any more is left out', async () => {
	const one = ([id]: number[]) =>
		id === 2 ? throwing({ kind: 'notFound', status: 404 })() : job(id);
	const together = () => [{ key: '2', value: null, error: { message: 'gone' } }, entry(3)];
	expect(await readBatch(api({ together, one }), ROUTE, path, [1, 2, 3])).toEqual([job(1), job(3)]);
	expect(await readBatch(api({ together, one }), ROUTE, path, [2])).toEqual([]);
});

test('names that hold a comma are parted by another mark, and one by one where no mark is left', async () => {
	const asked: unknown[] = [];
	const source = {
		async read<R extends RouteName>({ path: values, headers }: ApiCall<R>): Promise<AnswerOf<R>> {
			asked.push([values?.sender, headers?.['X-Ovh-Batch']]);
			const keys = String(values?.sender).split(headers?.['X-Ovh-Batch'] ?? '/');
			return (headers ? keys.map((key) => ({ key, value: { key } })) : { key: keys[0] }) as never;
		},
	};
	const senders = 'GET /sms/{serviceName}/senders/{sender}';
	expect(await readBatch(source, senders, path, ['A,B', 'C'])).toEqual([
		{ key: 'A,B' },
		{ key: 'C' },
	]);
	await readBatch(source, senders, path, ['A,B', 'C|D']);
	expect(asked).toEqual([
		['A,B|C', '|'],
		['A,B', undefined],
		['C|D', undefined],
	]);
});

test('a refusal of the header is remembered for that route, and for that client only', async () => {
	const source = api({ together: throwing({ kind: 'forbidden', status: 403 }), one: single });
	await readBatch(source, ROUTE, path, [1, 2]);
	await readBatch(source, ROUTE, path, [3, 4]);
	expect(source.ids()).toEqual(['1,2', 1, 2, 3, 4]);
	const other = api({ together: batches, one: single });
	await readBatch(other, ROUTE, path, [5, 6]);
	expect(other.ids()).toEqual(['5,6']);
});

describe('any other failure', () => {
	const others: Array<[kind: FailureKind, facts: Partial<FailureFacts>]> = [
		['timeout', { effect: 'unknown' }],
		['connection', { effect: 'unknown' }],
		['cancelled', { effect: 'unknown' }],
	];

	test('of the server ends the one request for many; the next one is asked again', async () => {
		let refusals = 1;
		const together = (ids: number[]) => {
			if (refusals-- > 0) throw failed({ kind: 'server', status: 502 });
			return batches(ids);
		};
		const source = api({ together, one: single });
		expect(await readBatch(source, ROUTE, path, [1, 2])).toEqual([job(1), job(2)]);
		expect(await readBatch(source, ROUTE, path, [3, 4])).toEqual([job(3), job(4)]);
		expect(source.ids()).toEqual(['1,2', 1, 2, '3,4']);
	});

	// Each of the single requests would fail just so, after as many tries.
	const passing: typeof others = [
		['rateLimit', { status: 429 }],
		['connection', { reason: 'ECONNREFUSED' }],
		['cancelled', {}],
	];

	test.each([...others, ...passing])('of many is raised at once: %s, %j', async (kind, facts) => {
		const together = throwing({ kind, ...facts });
		const source = api({ together, one: throwing({ kind, ...facts }) });
		const error = await failureOf(readBatch(source, ROUTE, path, [1, 2, 3]));
		expect(error.facts.kind).toBe(kind);
		expect(source.calls).toHaveLength(1);
	});

	test.each<[kind: FailureKind, facts: Partial<FailureFacts>]>([
		...others,
		['right', { status: 403 }],
		['badRequest', { status: 400 }],
	])('of one is raised: %s, %j', async (kind, facts) => {
		const source = api({ together: () => null, one: throwing({ kind, ...facts }) });
		const error = await failureOf(readBatch(source, ROUTE, path, [1, 2]));
		expect(error.facts.kind).toBe(kind);
	});

	test('that is none of OVHcloud is raised, too', async () => {
		const broken = (): never => {
			throw new TypeError('unforeseen');
		};
		const source = api({ together: broken, one: single });
		await expect(readBatch(source, ROUTE, path, [1, 2])).rejects.toThrow('unforeseen');
	});
});

describe('objects that the token may not read', () => {
	const placeholder = (id: unknown, { facts }: OvhError) =>
		({ id, note: `not shown: ${facts.status}` }) as unknown as AnswerOf<typeof ROUTE>;
	const forbidden = throwing({ kind: 'right', status: 403 });

	test('have something in their place where that is wanted, after one refusal', async () => {
		const source = api({ together: forbidden, one: forbidden });
		const objects = await readBatch(source, ROUTE, path, idsOf(9), placeholder);
		expect(objects).toEqual(idsOf(9).map((id) => ({ id, note: 'not shown: 403' })));
		// The request for all, and those for one that were under way.
		expect(source.calls).toHaveLength(1 + 5);
	});

	test('are not confused with those that cannot be read for another reason', async () => {
		const broken = throwing({ kind: 'server', status: 503, effect: 'unknown' });
		const source = api({ together: () => null, one: broken });
		const error = await failureOf(readBatch(source, ROUTE, path, [1, 2], placeholder));
		expect(error.facts.kind).toBe('server');
	});

	test('are left out where they do not exist any more', async () => {
		const source = api({ together: () => null, one: throwing({ kind: 'notFound', status: 404 }) });
		expect(await readBatch(source, ROUTE, path, [1, 2], placeholder)).toEqual([]);
	});
});

describe('what is no object', () => {
	test.each([null, 'x', 1, [], [1]])(
		'is not taken for one in an answer of many: %j',
		async (value) => {
			const together = () => [{ key: '1', value, error: null }, entry(2)];
			const source = api({ together, one: single });
			expect(await readBatch(source, ROUTE, path, [1, 2])).toEqual([job(1), job(2)]);
			expect(source.ids()).toEqual(['1,2', 1]);
		},
	);

	test.each([null, 'x', 1, [], [1]])('cannot be read where it stands alone: %j', async (answer) => {
		const source = api({ together: () => [], one: () => answer });
		const { facts } = await failureOf(readBatch(source, ROUTE, path, [1]));
		expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
		expect(facts.reason).toBe('an object was expected');
	});

	test.each([null, 'x', [], { value: job(1) }, { key: { toString: 1 }, value: job(1) }])(
		'is no entry of an answer of many either: %j',
		async (broken) => {
			const source = api({ together: () => [broken, entry(2)], one: single });
			expect(await readBatch(source, ROUTE, path, [1, 2])).toEqual([job(1), job(2)]);
		},
	);
});
