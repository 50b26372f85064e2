import { Memory } from '../../nodes/OvhSmsTrigger/memory';
import { WRITER } from '../../nodes/OvhSmsTrigger/progress';
import type { Progress } from '../../nodes/OvhSmsTrigger/state';
import { Wanted } from '../../nodes/OvhSmsTrigger/wanted';
import { encodeIds } from '../../triggers/idSet';

const HOUR = 3600;

const progress = (changes: Partial<Progress> = {}): Progress => ({
	since: 1_700_000_000,
	reported: '',
	states: [],
	unread: '',
	writer: WRITER,
	...changes,
});

/** What is asked for, and then is not any more. */
async function asked(wanted: Wanted): Promise<Array<number | undefined>> {
	const see = async (what: 'reply' | 'stop' | 'states') =>
		await wanted.see(what, async (amount) => await Promise.resolve(amount));
	return [await see('reply'), await see('stop'), await see('states')];
}

describe('what is looked for', () => {
	test('after a call of each kind', async () => {
		const wanted = new Wanted();
		wanted.forCall('reply');
		expect(await asked(wanted)).toEqual([2, undefined, undefined]);
		wanted.forCall('stop');
		wanted.forCall('state');
		expect(await asked(wanted)).toEqual([undefined, 2, HOUR]);
	});

	test('after a time in which calls may have been missed, once', async () => {
		const wanted = new Wanted();
		wanted.forMissed();
		wanted.forCall('state');
		expect(await asked(wanted)).toEqual([1, 1, 5 * 24 * HOUR]);
		expect(await asked(wanted)).toEqual([undefined, undefined, undefined]);
	});

	test('again, where looking failed; also with what calls asked for meanwhile', async () => {
		const wanted = new Wanted();
		wanted.add('reply', 1);
		const failing = wanted.see('reply', async () => {
			wanted.forCall('reply');
			return await Promise.reject(new Error('OVHcloud is away'));
		});
		await expect(failing).rejects.toThrow('OVHcloud is away');
		expect(await asked(wanted)).toEqual([2, undefined, undefined]);
	});

	test('by what another process has left, but not by what this one has', async () => {
		expect(await asked(new Memory(progress()).wanted)).toEqual([undefined, undefined, undefined]);
		const left = new Memory(progress({ writer: 'another' }));
		expect(await asked(left.wanted)).toEqual([1, 1, 5 * 24 * HOUR]);
	});
});

describe('SMS that no call named', () => {
	test('are noted, but for those whose report was given out', () => {
		const memory = new Memory(progress({ reported: encodeIds([5, 6]) }));
		memory.noteUnnamed([4, 5, 6, 7]);
		expect([...memory.unread.keys()]).toEqual([4, 7]);
	});

	test('are not noted where they are older than all that is remembered', () => {
		const reported = Array.from({ length: 20_000 }, (_, index) => 1000 + 2 * index);
		const memory = new Memory(progress({ reported: encodeIds(reported) }));
		memory.noteUnnamed([999, 1000, 1001]);
		expect([...memory.unread.keys()]).toEqual([1001]);
	});
});

test('what is remembered does not grow for ever', () => {
	const memory = new Memory(progress());
	for (let id = 1; id <= 50_000; id++) memory.reported.add(id);
	for (let id = 1; id <= 5000; id++) memory.states.add(`${id}.1.0`);
	memory.progress();
	expect(memory.reported.size).toBe(20_000);
	expect(memory.reported.has(30_001)).toBe(true);
	expect(memory.states.size).toBe(2000);
	expect(memory.states.has('5000.1.0')).toBe(true);
});

test('a call asks for a look of its own, a time of missed calls does not', async () => {
	const wanted = new Wanted();
	wanted.forCall('reply');
	wanted.forCall('reply');
	wanted.forMissed();
	const calls = async () =>
		await wanted.see('reply', async (_, count) => await Promise.resolve(count));
	expect([await calls(), await calls()]).toEqual([2, undefined]);
});
