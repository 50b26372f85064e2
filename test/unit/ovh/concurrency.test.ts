import { mapConcurrently } from '../../../src/ovh/concurrency';

interface Task {
	value: string;
	index: number;
	finish: (result?: string) => void;
	fail: (reason: string) => void;
}

/** Work that ends when told. */
function controlled() {
	const begun: Task[] = [];
	const work = async (value: string, index: number) =>
		await new Promise<string>((resolve, reject) => {
			begun.push({
				value,
				index,
				finish: (result = value.toUpperCase()) => resolve(result),
				fail: (reason) => reject(new Error(reason)),
			});
		});
	return { begun, work };
}

/** Lets everything happen that can happen. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

describe('several at a time', () => {
	test('keep the order of the values, whichever ends first', async () => {
		const { begun, work } = controlled();
		const results = mapConcurrently(['a', 'b', 'c'], 3, work);
		for (const task of [...begun].reverse()) {
			task.finish();
			await settle();
		}
		expect(await results).toEqual(['A', 'B', 'C']);
		expect(begun.map(({ value, index }) => `${index}${value}`)).toEqual(['0a', '1b', '2c']);
	});

	test('are never more than the limit, and never fewer while there is work', async () => {
		const { begun, work } = controlled();
		const values = [...'abcdefg'];
		const results = mapConcurrently(values, 3, work);
		expect(begun).toHaveLength(3);
		for (const ended of values.keys()) {
			begun[ended].finish();
			await settle();
			expect(begun).toHaveLength(Math.min(values.length, ended + 4));
		}
		expect(await results).toEqual([...'ABCDEFG']);
	});

	test('begin nothing new after a failure', async () => {
		const { begun, work } = controlled();
		const results = mapConcurrently([...'abcdef'], 2, work);
		const outcome = expect(results).rejects.toThrow('b failed');
		begun[1].fail('b failed');
		await settle();
		begun[0].finish();
		await settle();
		await outcome;
		expect(begun.map(({ value }) => value)).toEqual(['a', 'b']);
	});

	test('tell the first of several failures', async () => {
		const { begun, work } = controlled();
		const outcome = expect(mapConcurrently([...'abc'], 3, work)).rejects.toThrow('c failed');
		begun[2].fail('c failed');
		await settle();
		begun[0].fail('a failed');
		await outcome;
	});

	test('fail where the work cannot even begin', async () => {
		const begun: string[] = [];
		const outcome = mapConcurrently([...'abc'], 1, (value) => {
			begun.push(value);
			throw new Error('at once');
		});
		await expect(outcome).rejects.toThrow('at once');
		expect(begun).toEqual(['a']);
	});

	test('go on after a result of undefined', async () => {
		const results = await mapConcurrently([1, 2, 3], 1, async () => undefined);
		expect(results).toEqual([undefined, undefined, undefined]);
	});

	test.each([1, 2, 5, 100])('do all of the work with a limit of %i', async (limit) => {
		expect(await mapConcurrently([1, 2, 3], limit, async (value) => value * 2)).toEqual([2, 4, 6]);
	});

	test('do nothing for no values', async () => {
		const { begun, work } = controlled();
		expect(await mapConcurrently([], 5, work)).toEqual([]);
		expect(begun).toEqual([]);
	});
});
