import { Journal } from '../../../src/sending/journal';
import type { OpenRequest } from '../../../src/sending/lost';
import type { SendItem } from '../../../src/sending/plan';
import { SendJournal } from '../../../src/sending/sendJournal';
import { itemTo } from './sendItems';
import { ANNA, BEN, requestTo } from './sendRequests';

const sent = { receiver: ANNA, id: 7, credits: 1.5 };
const open = (change: Partial<OpenRequest> = {}): OpenRequest => ({
	request: requestTo([ANNA]),
	tag: 'n8n-1',
	since: 1000,
	last: 2000,
	facts: { kind: 'timeout', effect: 'unknown', method: 'POST', route: '/', path: '/' },
	...change,
});

let store: object;
let journal: Journal;
let known: SendJournal;
const begin = (run = '0', isHeeded = true) => {
	store = JSON.parse(JSON.stringify(store ?? {})) as object;
	journal = new Journal(store, run, '1');
	known = new SendJournal(journal, isHeeded);
};
beforeEach(() => {
	store = {};
	begin();
});

describe('credits', () => {
	const item = itemTo(0, [ANNA]);

	test('count as spent while something is under way, and no longer', async () => {
		const during = await known.spending(3, async () => await Promise.resolve(journal.spent));
		expect([during, journal.spent]).toEqual([3, 0]);
		await expect(
			known.spending(3, async () => await Promise.reject(new Error('x'))),
		).rejects.toThrow('x');
		expect(journal.spent).toBe(0);
	});

	test('are kept for what is open, and then are what OVHcloud took', () => {
		known.keepOpen(item, ANNA, open(), 2);
		expect([journal.spent, known.reserved(item, ANNA), known.reserved(item, BEN)]).toEqual([
			2, 2, 0,
		]);
		known.keepOpen(item, ANNA, open(), 3);
		expect(journal.spent).toBe(3);
		known.accept(item, sent, 'n8n-1');
		expect(journal.spent).toBe(1.5);
		expect(known.done(item, ANNA)).toEqual({ ...sent, tag: 'n8n-1' });
		expect(known.open(item, ANNA)).toBeUndefined();
	});

	test('come back for what is neither sent nor open any more', () => {
		known.keepOpen(item, ANNA, open(), 2);
		known.forget(item, ANNA);
		expect([journal.spent, known.open(item, ANNA)]).toEqual([0, undefined]);
	});
});

describe('what is open', () => {
	const item = itemTo(0, [ANNA]);

	test('keeps its first moment, its last one and all words, as long as its tag is the same', () => {
		known.keepOpen(item, ANNA, open(), 0);
		const words = requestTo([ANNA], { message: 'Good bye' });
		known.keepOpen(item, ANNA, open({ request: words, since: 5000, last: 6000 }), 0);
		expect(known.open(item, ANNA)).toMatchObject({
			since: 1000,
			last: 6000,
			asked: [{ message: { message: 'Hello' } }, { message: { message: 'Good bye' } }],
		});
		known.keepOpen(item, ANNA, open({ since: 500 }), 0);
		expect(known.open(item, ANNA)).toMatchObject({ since: 500 });
		expect(known.open(item, ANNA)?.asked).toHaveLength(2);
	});

	test('begins anew with another tag', () => {
		known.keepOpen(item, ANNA, open(), 0);
		known.keepOpen(item, ANNA, open({ tag: 'promo', since: 5000 }), 0);
		expect(known.open(item, ANNA)).toMatchObject({ tag: 'promo', since: 5000 });
		expect(known.open(item, ANNA)?.asked).toHaveLength(1);
	});

	const items = [0, 1, 2].map((index) => itemTo(index, [ANNA]));
	const requests = (wanted: Array<[number, string]>) =>
		known
			.openRequests(wanted.map(([index, receiver]) => ({ item: items[index], receiver })))
			.map(({ request: { shares }, tag, since, last }) => ({
				of: shares.map(({ item, receiver }) => `${item} ${receiver}`),
				tag,
				since,
				last,
			}));

	test('is looked for together where the words and the tag are the same', () => {
		known.keepOpen(items[0], ANNA, open(), 0);
		known.keepOpen(items[1], BEN, open({ since: 500, last: 1500 }), 0);
		known.keepOpen(items[2], BEN, open({ tag: 'n8n-2' }), 0);
		expect(
			requests([
				[0, ANNA],
				[1, BEN],
				[2, BEN],
				[0, BEN],
			]),
		).toEqual([
			{ of: [`0 ${ANNA}`, `1 ${BEN}`], tag: 'n8n-1', since: 500, last: 2000 },
			{ of: [`2 ${BEN}`], tag: 'n8n-2', since: 1000, last: 2000 },
		]);
	});

	test('but nobody stands twice in a request', () => {
		for (const item of items) known.keepOpen(item, ANNA, open({ last: 2000 + item.item }), 0);
		known.keepOpen(items[0], BEN, open(), 0);
		expect(
			requests([
				[0, ANNA],
				[1, ANNA],
				[0, BEN],
				[2, ANNA],
			]),
		).toEqual([
			{ of: [`0 ${ANNA}`, `0 ${BEN}`], tag: 'n8n-1', since: 1000, last: 2000 },
			{ of: [`1 ${ANNA}`], tag: 'n8n-1', since: 1000, last: 2001 },
			{ of: [`2 ${ANNA}`], tag: 'n8n-1', since: 1000, last: 2002 },
		]);
	});
});

describe('what another run of the node has sent', () => {
	const source = (text: string) => ({ source: () => text });
	const key = (tag: string) => ({ options: { tag } });
	const once = { once: true };

	test.each<[string, SendItem, SendItem, boolean]>([
		['in the same words', itemTo(0, [ANNA]), itemTo(5, [ANNA]), true],
		['in other words', itemTo(0, [ANNA]), itemTo(5, [ANNA], { message: 'Bye' }), false],
		[
			'of the same input',
			itemTo(0, [ANNA], {}, source('a')),
			itemTo(5, [ANNA], { message: 'Bye' }, source('a')),
			true,
		],
		[
			'of other input',
			itemTo(0, [ANNA], {}, source('a')),
			itemTo(5, [ANNA], { message: 'Bye' }, source('b')),
			false,
		],
		[
			'with the once key',
			itemTo(0, [ANNA], key('k'), once),
			itemTo(5, [ANNA], { ...key('k'), message: 'Bye' }, once),
			true,
		],
		[
			'with another once key',
			itemTo(0, [ANNA], key('k'), once),
			itemTo(5, [ANNA], key('l'), once),
			false,
		],
		[
			'through another account',
			itemTo(0, [ANNA]),
			itemTo(5, [ANNA], {}, { account: 'other' }),
			false,
		],
	])('%s is known: %j', (_, first, second, isKnown) => {
		known.accept(first, sent, 'n8n-1');
		journal.save();
		begin('1');
		expect(known.done(second, BEN)).toBeUndefined();
		expect(known.done(second, ANNA) !== undefined).toBe(isKnown);
	});

	test('is not heeded where duplicates are not to be prevented', () => {
		known.accept(itemTo(0, [ANNA]), sent, 'n8n-1');
		journal.save();
		begin('0', false);
		expect(known.isEmpty).toBe(false);
		expect(known.done(itemTo(0, [ANNA]), ANNA)).toBeUndefined();
	});
});
