import type { IDataObject } from 'n8n-workflow';

import type { Quirks } from '../../sandbox';
import { numbers } from '../helpers/sending';
import { setTriggerStage } from '../helpers/triggers';

const on = setTriggerStage();

const idsOf = (items: IDataObject[]) => items.map(({ id }) => id);

/** A poll after a pause in which much has come, and how many requests it took. */
async function counted(poll: () => Promise<IDataObject[]>) {
	const before = on.stage.sandbox.requests.length;
	const items = await poll();
	return { items, requests: on.stage.sandbox.requests.slice(before) };
}

const isPage = ({ headers }: { headers: Record<string, unknown> }) =>
	headers['x-pagination-mode'] !== undefined;

describe('a poll after a long pause', () => {
	const replies = (count: number) =>
		numbers(count).map((receiver, index) => on.receive(`Reply ${index}`, receiver));

	test('reads received messages in pages: one list, one page', async () => {
		const poll = on.host.pollerOf(on.polling({ events: ['messageReceived'] }));
		await poll();
		const ids = replies(300);
		const { items, requests } = await counted(poll);
		expect(idsOf(items)).toEqual(ids);
		expect(requests).toHaveLength(2);
		expect(await poll()).toEqual([]);
	});

	test('reads sent messages in pages, too', async () => {
		const poll = on.host.pollerOf(on.polling({ events: ['deliveryReport'] }));
		await poll();
		for (const receiver of numbers(300)) on.send(receiver);
		const { items, requests } = await counted(poll);
		expect(new Set(idsOf(items)).size).toBe(300);
		expect(requests.filter(isPage)).toHaveLength(1);
		expect(requests.length).toBeLessThanOrEqual(3);
		expect(await poll()).toEqual([]);
	});

	test('of more than a thousand asks for the page that the next ones are on', async () => {
		const watching = on.polling({ events: ['messageReceived'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		const ids = replies(1300);
		const polls = [await counted(poll), await counted(poll), await counted(poll)];
		for (const { requests } of polls) expect(requests.length).toBeLessThanOrEqual(3);
		expect(
			polls[2].requests.filter(isPage).map(({ headers }) => headers['x-pagination-number']),
		).toEqual(['1', '2']);
		await poll();
		expect(idsOf(watching.items)).toEqual(ids);
	});

	test('of a few messages asks for no page', async () => {
		const poll = on.host.pollerOf(on.polling({ events: ['messageReceived'] }));
		await poll();
		const ids = replies(50);
		const { items, requests } = await counted(poll);
		expect(idsOf(items)).toEqual(ids);
		expect(requests.filter(isPage)).toEqual([]);
	});

	test.each<[string, Quirks['pages']]>([
		['refused', 'refused'],
		['answered with IDs', 'ids'],
	])('asks once where the header is %s, and then reads as before', async (_, pages) => {
		on.stage.sandbox.quirks.pages = pages;
		const poll = on.host.pollerOf(on.polling({ events: ['messageReceived'] }));
		await poll();
		const first = replies(300);
		const refused = await counted(poll);
		expect(idsOf(refused.items)).toEqual(first);
		expect(refused.requests.filter(isPage)).toHaveLength(1);
		// The list, the page, six times fifty.
		expect(refused.requests).toHaveLength(8);
		const second = replies(300);
		const again = await counted(poll);
		expect(idsOf(again.items)).toEqual(second);
		expect(again.requests.filter(isPage)).toEqual([]);
		expect(again.requests).toHaveLength(7);
	});

	test.each<[string, Quirks['pages']]>([
		['of some minutes ago', 'stale'],
		['in no order', 'unsorted'],
	])('loses and doubles nothing where pages are %s', async (_, pages) => {
		on.stage.sandbox.quirks.pages = pages;
		const watching = on.polling({ events: ['messageReceived', 'deliveryReport'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		const ids = [...replies(300)];
		for (const receiver of numbers(200)) ids.push(on.send(receiver).id);
		await poll();
		const more = replies(120);
		while ((await poll()).length > 0);
		expect(idsOf(watching.items).sort()).toEqual([...ids, ...more].sort());
	});

	test('loses nothing where a message is deleted between the list and the page', async () => {
		const watching = on.polling({ events: ['messageReceived'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		const ids = replies(300);
		const [gone] = ids.splice(10, 1);
		on.stage.sandbox.quirks.unreadable.add(gone);
		await poll();
		expect(idsOf(watching.items)).toEqual(ids);
	});
});
