import { Ledger, type OpenRequest } from '../../sms/ledger';
import type { SendItem } from '../../sms/plan';

const ANNA = '+33612345678';
const BEN = '+33698765432';

function itemOf(item: number, message = 'Hello', account = 'sms-ab12345-1'): SendItem {
	return {
		item,
		account,
		message: {
			from: { senderType: 'sender', sender: 'MyShop' },
			message,
			messageType: 'transactional',
			options: {},
		},
		once: false,
		recipients: [{ input: ANNA, receiver: ANNA, country: 'FR' }],
	};
}

const first = itemOf(0);
const request = {
	account: first.account,
	message: { ...first.message, sendAt: 1_700_000_100 },
	once: false,
	shares: [{ item: 0, receiver: ANNA }],
};
const open: OpenRequest = {
	request,
	tag: 'n8n-1',
	since: 1_700_000_000_000,
	last: 1_700_000_001_000,
	facts: {
		kind: 'timeout',
		effect: 'unknown',
		method: 'POST',
		route: '/sms/{serviceName}/jobs',
		path: '/sms/sms-ab12345-1/jobs',
	},
};

/** What n8n keeps between two tries: it writes the context as JSON. */
const kept = (store: Record<string, unknown>) =>
	JSON.parse(JSON.stringify(store)) as Record<string, unknown>;

describe('what an execution has sent', () => {
	test('is known at once', () => {
		const ledger = new Ledger({}, 0);
		expect(ledger.find(first, ANNA)).toBeUndefined();
		ledger.add(first, { receiver: ANNA, id: 7, credits: 1.5 });
		expect(ledger.find(first, ANNA)).toEqual({ receiver: ANNA, id: 7, credits: 1.5 });
		expect(ledger.find(first, BEN)).toBeUndefined();
	});

	test('is known to the next try, after it was written as JSON', () => {
		const store = {};
		const ledger = new Ledger(store, 0);
		ledger.add(first, { receiver: ANNA, id: 0, credits: 1 });
		ledger.add(itemOf(1), { receiver: BEN, credits: 0.4 });
		ledger.save();
		const next = new Ledger(kept(store), 0);
		expect(next.find(itemOf(0), ANNA)).toEqual({ receiver: ANNA, id: 0, credits: 1 });
		expect(next.find(itemOf(1), BEN)).toEqual({ receiver: BEN, credits: 0.4 });
		expect(next.ids()).toEqual([0]);
	});

	test('is added to by each try', () => {
		let store: Record<string, unknown> = {};
		for (const [index, receiver] of [ANNA, BEN].entries()) {
			const ledger = new Ledger(store, 0);
			ledger.add(first, { receiver, id: index, credits: 1 });
			ledger.save();
			store = kept(store);
		}
		expect(new Ledger(store, 0).ids()).toEqual([0, 1]);
	});

	test('is not written before it is to be kept', () => {
		const store = {};
		new Ledger(store, 0).add(first, { receiver: ANNA, credits: 1 });
		expect(store).toEqual({});
	});

	test('is told apart by item', () => {
		const ledger = new Ledger({}, 0);
		ledger.add(first, { receiver: ANNA, credits: 1 });
		expect(ledger.find(itemOf(1), ANNA)).toBeUndefined();
	});

	// An expression with the time or a random code gives something else in the next try, and a user
	// may correct the text, the sender or the account before retrying.
	test('does not depend on what the next try would say', () => {
		const ledger = new Ledger({}, 0);
		ledger.add(first, { receiver: ANNA, credits: 1 });
		const { message } = first;
		const others = [
			itemOf(0, 'Hello!'),
			itemOf(0, 'Hello', 'sms-ab12345-2'),
			{ ...first, message: { ...message, from: { senderType: 'shortNumber' } as const } },
			{ ...first, message: { ...message, sendAt: 1_700_000_000 } },
		];
		for (const other of others) expect(ledger.find(other, ANNA)).toBeDefined();
	});

	test('stays with its run: a loop shares the store', () => {
		const store = {};
		const ledgers = [0, 1, 11].map((runIndex) => new Ledger(store, runIndex));
		for (const [index, ledger] of ledgers.entries()) {
			ledger.add(first, { receiver: ANNA, id: index, credits: 1 });
			ledger.save();
		}
		ledgers[1].clear();
		expect(new Ledger(kept(store), 0).ids()).toEqual([0]);
		expect(new Ledger(kept(store), 1).ids()).toEqual([]);
		expect(new Ledger(kept(store), 11).ids()).toEqual([2]);
	});

	test('is forgotten after success, and nothing else in the store is', () => {
		const store: Record<string, unknown> = { other: 1 };
		const ledger = new Ledger(store, 0);
		ledger.add(first, { receiver: ANNA, credits: 1 });
		ledger.markOpen(open);
		ledger.save();
		expect(Object.keys(store)).toHaveLength(2);
		ledger.clear();
		expect(store).toEqual({ other: 1 });
		expect(new Ledger(store, 0).openRequests()).toEqual([]);
	});
});

describe('a request whose fate is not known', () => {
	test('is known to the next try, after it was written as JSON', () => {
		const store = {};
		const ledger = new Ledger(store, 0);
		ledger.markOpen(open);
		ledger.save();
		expect(new Ledger(kept(store), 0).openRequests()).toEqual([open]);
		expect(new Ledger(kept(store), 1).openRequests()).toEqual([]);
	});

	test('stays until it is known what became of its messages', () => {
		const store = {};
		const before = new Ledger(store, 0);
		const shares = [
			{ item: 0, receiver: ANNA },
			{ item: 1, receiver: BEN },
		];
		before.markOpen({ ...open, request: { ...request, shares } });
		before.save();
		const ledger = new Ledger(kept(store), 0);
		ledger.add(first, { receiver: ANNA, credits: 1 });
		expect(ledger.openRequests().map((each) => each.request.shares)).toEqual([[shares[1]]]);
		// Another item's message is another one.
		ledger.close(itemOf(2), BEN);
		expect(ledger.openRequests()).toHaveLength(1);
		ledger.close(itemOf(1), BEN);
		expect(ledger.openRequests()).toEqual([]);
		// Until it is saved, an earlier state is kept.
		expect(new Ledger(kept(store), 0).openRequests()).toHaveLength(1);
	});

	test('stands once, however often it is marked', () => {
		const ledger = new Ledger({}, 0);
		ledger.markOpen(open);
		ledger.markOpen(open);
		expect(ledger.openRequests()).toEqual([open]);
	});

	test('that is sent again keeps its first moment, and the last one', () => {
		const ledger = new Ledger({}, 0);
		ledger.markOpen(open);
		const again = { ...open, since: open.since + 150_000, last: open.last + 150_000 };
		ledger.markOpen(again);
		expect(ledger.openRequests()).toEqual([{ ...again, since: open.since }]);
		// Whatever comes first.
		ledger.markOpen(open);
		expect(ledger.openRequests()).toEqual([{ ...again, since: open.since }]);
	});

	test('that is sent again in part keeps the others', () => {
		const ledger = new Ledger({}, 0);
		const ben = { item: 1, receiver: BEN };
		ledger.markOpen({ ...open, request: { ...request, shares: [...request.shares, ben] } });
		ledger.markOpen({ ...open, request: { ...request, shares: [ben] } });
		expect(ledger.openRequests()).toHaveLength(1);
		expect(ledger.openRequests()[0].request.shares).toEqual([...request.shares, ben]);
	});

	test.each<[what: string, other: OpenRequest]>([
		['with another tag', { ...open, tag: 'n8n-2' }],
		[
			'in other words',
			{ ...open, request: { ...request, message: { ...request.message, message: 'Hi' } } },
		],
		[
			'from another sender',
			{
				...open,
				request: {
					...request,
					message: { ...request.message, from: { senderType: 'shortNumber' } },
				},
			},
		],
		['of another account', { ...open, request: { ...request, account: 'sms-ab12345-2' } }],
		// One message must not answer for both.
		[
			'for another item',
			{ ...open, request: { ...request, shares: [{ item: 1, receiver: ANNA }] } },
		],
	])('%s is another one', (_, other) => {
		const ledger = new Ledger({}, 0);
		ledger.markOpen(open);
		ledger.markOpen(other);
		expect(ledger.openRequests()).toEqual([open, other]);
	});

	test('is told of a request to all whose messages it may hold', () => {
		const ledger = new Ledger({}, 0);
		ledger.markOpen(open);
		expect(ledger.openOf(request)).toEqual(open);
		const ben = { item: 1, receiver: BEN };
		expect(ledger.openOf({ ...request, shares: [...request.shares, ben] })).toBeUndefined();
		expect(ledger.openOf({ ...request, shares: [{ item: 1, receiver: ANNA }] })).toBeUndefined();
		expect(ledger.openOf({ ...request, account: 'sms-ab12345-2' })).toBeUndefined();
	});
});
