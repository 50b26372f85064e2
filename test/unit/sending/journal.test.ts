import { type Act, digest, Journal, type Open } from '../../../src/sending/journal';

const ANNA = 'to:+33612345678';
const BEN = 'to:+33698765432';

/** The same text to a receiver, asked for by an item. */
const act = (item: number, what = ANNA, text = 'Hello'): Act => ({
	item,
	what,
	contents: () => [digest(text, what), digest('input', text.length, what)],
});
const done = { done: { id: 7, credits: 1.5 } };
const open: { open: Open } = {
	open: {
		asked: [{ message: 'Hello' }],
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
	},
};

let store: Record<string, unknown>;
beforeEach(() => {
	store = {};
});

/** A run of the node; n8n writes the context as JSON in between. */
function begin(run = 0, executionId: string | undefined = '1'): Journal {
	store = JSON.parse(JSON.stringify(store)) as Record<string, unknown>;
	return new Journal(store, String(run), executionId);
}

const always = () => true;

describe('what a run has done', () => {
	test('is known at once, by item', () => {
		const journal = begin();
		expect(journal.find(act(0))).toBeUndefined();
		journal.keep(act(0), done);
		expect(journal.find(act(0))).toEqual(done);
		expect(journal.find(act(1))).toBeUndefined();
		expect(journal.find(act(0, BEN))).toBeUndefined();
	});

	// An expression with the time or a random code gives something else in the next try, and a user
	// may correct the text before the execution is retried.
	test('is known to its next try, whatever that would say, also of items that have succeeded', () => {
		const first = begin();
		first.keep(act(0), done);
		first.keep(act(1), open);
		first.save((item) => item === 1);
		const next = begin();
		expect(next.find(act(0, ANNA, 'Good bye'))).toEqual(done);
		expect(next.find(act(1))).toEqual(open);
	});

	test('is known to its next try where the run itself failed', () => {
		const first = begin();
		first.keep(act(0), done);
		first.save();
		expect(begin().find(act(0))).toEqual(done);
		expect(begin(1).find(act(0))).toEqual(done);
	});

	test('is forgotten once all items have succeeded', () => {
		const first = begin();
		first.keep(act(0), done);
		first.save(always);
		begin().save(() => false, true);
		expect(begin().find(act(0))).toBeUndefined();
	});

	test('is not kept before it is to be, nor what was forgotten', () => {
		const first = begin();
		first.keep(act(0), done);
		expect(begin().find(act(0))).toBeUndefined();
		const second = begin();
		second.keep(act(0), done);
		second.forget(act(0));
		second.save(always);
		expect(begin().find(act(0))).toBeUndefined();
	});

	test('is known beside an act', () => {
		const journal = begin();
		journal.keep(act(0), done);
		journal.keep(act(1), open);
		journal.keep(act(2), { done: 'other' });
		expect(journal.doneBeside(act(2))).toEqual([done.done]);
	});
});

describe('another run of the node', () => {
	/** A run whose item 0 has failed, and whose item 1 has not. */
	function leaveBehind() {
		const journal = begin(0);
		journal.keep(act(0), open);
		journal.keep(act(1, BEN), done);
		journal.save((item) => item === 0);
	}

	test('goes on with an item that failed, where it asks for the same', () => {
		leaveBehind();
		expect(begin(1).find(act(5))).toEqual(open);
		expect(begin(1).find(act(5, ANNA, 'Good bye'))).toBeUndefined();
	});

	test('repeats what has succeeded: that is meant', () => {
		leaveBehind();
		expect(begin(1).find(act(1, BEN))).toBeUndefined();
	});

	test('goes on with it once only', () => {
		leaveBehind();
		const journal = begin(1);
		expect(journal.find(act(0))).toEqual(open);
		expect(journal.find(act(1))).toBeUndefined();
		expect(journal.find(act(0))).toEqual(open);
	});

	test('leaves it to one of two runs at the same time', () => {
		leaveBehind();
		const first = begin(1);
		const second = new Journal(store, '2', '1');
		expect(first.find(act(0))).toEqual(open);
		expect(second.find(act(0))).toBeUndefined();
	});

	test('has nothing more to do once it has succeeded', () => {
		leaveBehind();
		const journal = begin(1);
		journal.find(act(0));
		journal.keep(act(0), done);
		journal.save(() => false, true);
		expect(begin(2).find(act(0))).toBeUndefined();
	});

	test('leaves alone what it does not ask for', () => {
		leaveBehind();
		const journal = begin(1);
		journal.keep(act(0, BEN), done);
		journal.save(always);
		expect(begin(2).find(act(3))).toEqual(open);
	});
});

describe('for the whole execution', () => {
	test('credits add up, over runs that have succeeded, too', () => {
		const first = begin(0);
		first.spend(1.5);
		first.save(() => false, true);
		const second = begin(1);
		second.spend(2);
		expect([second.spent, begin(2).spent]).toEqual([3.5, 3.5]);
	});

	test('the first execution gives the name, also to a retry that n8n counts as another one', () => {
		begin(0, '1').save(always);
		expect(begin(0, '2').executionId).toBe('1');
	});

	test('there is none outside of an execution', () => {
		const journal = new Journal(store, 'x');
		expect(journal.executionId).toBeUndefined();
		journal.save(() => false, true);
		expect(store).toEqual({ journal: {} });
	});

	describe('outside of an execution, what was spent counts for an hour of its own', () => {
		const MINUTE = 60_000;
		let clock: jest.SpyInstance<number, []>;
		const at = (minutes: number) => {
			clock.mockReturnValue(minutes * MINUTE);
			return new Journal(store, 'x');
		};
		beforeEach(() => (clock = jest.spyOn(Date, 'now')));
		afterEach(() => clock.mockRestore());

		test('from when it was spent', () => {
			at(0).spend(1);
			at(59).spend(2);
			expect([at(59).spent, at(61).spent, at(118).spent, at(119).spent]).toEqual([3, 2, 2, 0]);
		});

		test('and what is given back was spent last', () => {
			at(0).spend(2);
			at(30).spend(3);
			at(40).spend(-4);
			expect([at(40).spent, at(61).spent]).toEqual([1, 0]);
		});
	});
});

describe('outside of an execution', () => {
	const call = (at: number) => {
		jest.setSystemTime(at);
		store = JSON.parse(JSON.stringify(store)) as Record<string, unknown>;
		return new Journal(store, '0');
	};

	beforeEach(() => {
		jest.useFakeTimers({ now: 1_700_000_000_000 });
	});
	afterEach(() => {
		jest.useRealTimers();
	});

	test('a failure is known for a quarter of an hour, call by call', () => {
		const begun = 1_700_000_000_000;
		const first = call(begun);
		first.keep(act(0), done);
		first.save(always);
		expect(call(begun + 900_000 - 1).find(act(0))).toEqual(done);
		expect(call(begun + 900_000).isEmpty).toBe(true);
		expect(store).toEqual({ journal: {} });
	});

	test('in one, it is known for as long as that takes', () => {
		const first = begin();
		first.keep(act(0), done);
		first.save(always);
		jest.setSystemTime(Date.now() + 86_400_000);
		expect(begin().find(act(0))).toEqual(done);
	});
});

test('a journal is empty until something is left behind, by this run or by another one', () => {
	const first = begin();
	expect(first.isEmpty).toBe(true);
	first.keep(act(0), done);
	expect(first.isEmpty).toBe(false);
	first.save(always);
	expect(begin().isEmpty).toBe(false);
	expect(begin(1).isEmpty).toBe(false);
});

test('a next try keeps by which contents a later run knows what failed', () => {
	const first = begin();
	first.keep(act(0), done);
	first.save(always);
	begin().save(always);
	expect(begin(1).find(act(5))).toEqual(done);
});

test('of what others have left, one act takes what is its own', () => {
	const first = begin();
	first.keep(act(0), done);
	first.keep(act(1, BEN), open);
	first.keep(act(2), open);
	first.save(always);
	const second = begin(1);
	expect(second.doneBeside(act(9))).toContainEqual(done.done);
	expect(second.find(act(0))).toEqual(done);
	second.save(always);
	const third = begin(2);
	expect(third.find(act(0))).toEqual(open);
	expect(third.find(act(0, BEN))).toEqual(open);
});

test('a digest is the same for the same, and holds none of it', () => {
	expect(digest('secret', 1)).toBe(digest('secret', 1));
	expect(digest('secret', 1)).not.toBe(digest('secret', 2));
	expect(digest('secret')).toMatch(/^[\w+/]{16}$/);
});
