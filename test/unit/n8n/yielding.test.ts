import { sleep } from 'n8n-workflow';

import { collectYielding, mapYielding } from '../../../src/n8n/yielding';
import { recipientsIn } from '../../../src/sms/recipients';

/** Work that takes some time, as reading a parameter of an item does. */
function workFor(milliseconds: number): void {
	for (const start = Date.now(); Date.now() - start < milliseconds; );
}

test('others get their turn while many items are worked on', async () => {
	const order: string[] = [];
	const other = sleep(0).then(() => order.push('other'));
	const results = await mapYielding([1, 2, 3, 4], (value) => {
		workFor(60);
		order.push(`item ${value}`);
		return value * 2;
	});
	await other;
	expect(results).toEqual([2, 4, 6, 8]);
	expect(order).toEqual(expect.arrayContaining(['item 1', 'item 2', 'item 3', 'item 4', 'other']));
	expect(order.indexOf('other')).toBeLessThan(order.indexOf('item 4'));
});

test('the first failure ends the work', async () => {
	const begun: number[] = [];
	const work = mapYielding([1, 2, 3], (value) => {
		begun.push(value);
		if (value === 2) throw new Error('wrong');
	});
	await expect(work).rejects.toThrow('wrong');
	expect(begun).toEqual([1, 2]);
});

test('others get their turn while the numbers of one field are read', async () => {
	let now = 0;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => (now += 60));
	const order: string[] = [];
	const other = sleep(0).then(() => order.push('other'));
	const read = collectYielding(recipientsIn('+33612345678, +33612345679, x'));
	await read.then(() => order.push('read'));
	clock.mockRestore();
	await other;
	expect(order).toEqual(['other', 'read']);
	expect((await read).map(({ receiver }) => receiver)).toEqual([
		'+33612345678',
		'+33612345679',
		undefined,
	]);
});
