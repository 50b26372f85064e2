import type { Call } from '../../../nodes/OvhSmsTrigger/call';
import { Looks, type Outcome, type Task } from '../../../nodes/OvhSmsTrigger/looks';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A clock that tests put forward. */
class Clock {
	private at = 0;
	private readonly waiting: Array<{ at: number; resolve: () => void }> = [];

	now = (): number => this.at;

	sleep = async (milliseconds: number): Promise<void> => {
		if (milliseconds <= 0) return;
		await new Promise<void>((resolve) => {
			this.waiting.push({ at: this.at + milliseconds, resolve });
		});
	};

	async pass(milliseconds: number): Promise<void> {
		const end = this.at + milliseconds;
		for (;;) {
			await settled();
			const next = this.waiting.sort((a, b) => a.at - b.at)[0];
			if (!next || next.at > end) break;
			this.waiting.shift();
			this.at = next.at;
			next.resolve();
		}
		this.at = end;
		await settled();
	}
}

async function settled(): Promise<void> {
	for (let turns = 0; turns < 20; turns++) await Promise.resolve();
}

const CALM: Outcome = {
	requests: 1,
	hasFailed: false,
	more: false,
	notFinal: [],
	notShown: [],
	isOpen: false,
};

const report = (id: number): Call => ({ kind: 'state', id, isInBetween: false });
const REPLY: Call = { kind: 'reply', isInBetween: false };

/** A trigger whose looks take a moment and end as they are told to. */
function stage(lasting = SECOND) {
	const clock = new Clock();
	const tasks: Task[] = [];
	const looked: number[] = [];
	const outcomes: Array<Partial<Outcome> | Error> = [];
	let selfCalls = 0;
	const call = async (told?: Call) => {
		if (told) looks.note(told);
		return await looks.serialize(async (task) => {
			tasks.push(task);
			looked.push(clock.now());
			await clock.sleep(lasting);
			const outcome = outcomes.shift() ?? {};
			if (outcome instanceof Error) throw outcome;
			return { ...CALM, ...outcome };
		});
	};
	const looks = new Looks(clock, () => {
		selfCalls += 1;
		void call().catch(() => undefined);
	});
	return {
		clock,
		tasks,
		looked,
		outcomes,
		looks,
		call,
		get selfCalls() {
			return selfCalls;
		},
	};
}

/** All is known as of now, as after a look at everything. */
function known({ looks, clock }: ReturnType<typeof stage>): void {
	Object.assign(looks, { everythingAt: clock.now() });
}

describe('a call', () => {
	test('to a process that has looked at nothing yet has a look at everything', async () => {
		const on = stage();
		void on.call(report(1));
		await on.clock.pass(SECOND);
		expect(on.tasks).toMatchObject([{ final: [1] }]);
		expect(on.tasks[0].hints).toBeUndefined();
	});

	test('looks at once, and at what it names only', async () => {
		const on = stage();
		known(on);
		void on.call(report(7));
		await on.clock.pass(MINUTE);
		void on.call(REPLY);
		await on.clock.pass(MINUTE);
		expect(on.looked).toEqual([0, MINUTE]);
		expect(on.tasks.map(({ hints }) => hints)).toEqual([
			{ kinds: new Set(['deliveryReport']), numbers: [], sms: [7] },
			{ kinds: new Set(['messageReceived']), numbers: [], sms: [] },
		]);
	});

	test('that names no SMS may be about any', async () => {
		const on = stage();
		known(on);
		void on.call(report(7));
		await on.clock.pass(2 * SECOND);
		void on.call({ kind: 'state', isInBetween: false });
		void on.call(report(8));
		await on.clock.pass(MINUTE);
		expect(on.tasks[1].hints).toEqual({ kinds: new Set(['deliveryReport']), numbers: [] });
	});

	test('after a quarter of an hour without a look at everything has one', async () => {
		const on = stage();
		known(on);
		await on.clock.pass(15 * MINUTE);
		void on.call(report(7));
		await on.clock.pass(MINUTE);
		void on.call(report(8));
		await on.clock.pass(MINUTE);
		expect(on.tasks.map(({ hints }) => hints === undefined)).toEqual([true, false]);
	});
});

describe('many calls', () => {
	test('have one look under way and one that waits; the others are noted for it', async () => {
		const on = stage();
		known(on);
		const first = on.call(report(1));
		await settled();
		const calls = [first, ...[2, 3, 4, 5].map((id) => on.call(report(id)))];
		await on.clock.pass(MINUTE);
		const looked = (await Promise.all(calls)).map((outcome) => outcome !== undefined);
		expect(looked).toEqual([true, true, false, false, false]);
		expect(on.tasks.map(({ hints }) => hints?.sms)).toEqual([[1], [2, 3, 4, 5]]);
	});

	test('have a look every few seconds, and forty requests a minute', async () => {
		const on = stage();
		known(on);
		on.outcomes.push(...Array.from({ length: 1000 }, () => ({ requests: 10 })));
		for (let id = 0; id < 600; id++) {
			void on.call(report(id));
			await on.clock.pass(SECOND);
		}
		expect(on.looked.length).toBeLessThanOrEqual(41);
		const gaps = on.looked.slice(1).map((at, index) => at - on.looked[index]);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(4 * SECOND);
		const named = on.tasks.flatMap(({ final }) => final);
		expect(named).toHaveLength(600 - [...pending(on)].length);
	});

	test('while OVHcloud stalls keep a bounded number of names, and then all is looked at', async () => {
		const on = stage(10 * MINUTE);
		known(on);
		for (let id = 0; id < 4000; id++) {
			void on.call(report(id));
			if (id === 0) await settled();
		}
		expect(JSON.stringify([...pending(on)]).length).toBeLessThan(10_000);
		await on.clock.pass(11 * MINUTE);
		expect(on.tasks).toHaveLength(2);
		expect(on.tasks[1].hints).toBeUndefined();
	});
});

/** SMS that are noted for the next look. */
function pending(on: ReturnType<typeof stage>): Iterable<number> {
	return (on.looks as unknown as { named: Map<number, boolean> }).named.keys();
}

describe('by itself the trigger looks again', () => {
	test('after a failure, with growing pauses, at everything, until it works', async () => {
		const on = stage(0);
		known(on);
		on.outcomes.push(new Error('away'), new Error('away'), { hasFailed: true });
		await expect(on.call(report(1))).rejects.toThrow('away');
		await on.clock.pass(10 * MINUTE);
		expect(on.looked.map((at) => at / SECOND)).toEqual([0, 15, 45, 105]);
		expect(on.tasks.slice(1).every(({ hints }) => hints === undefined)).toBe(true);
	});

	test('where there is more than one look reads, as soon as its requests allow', async () => {
		const on = stage(0);
		known(on);
		on.outcomes.push({ more: true, requests: 12 }, { more: true, requests: 12 });
		void on.call(report(1));
		await on.clock.pass(10 * MINUTE);
		expect(on.looked.map((at) => at / SECOND)).toEqual([0, 18, 36]);
	});

	test('three times for what a call told of and does not show', async () => {
		const on = stage(0);
		known(on);
		const late = { notFinal: [1], notShown: ['messageReceived' as const] };
		on.outcomes.push(...Array.from({ length: 9 }, () => late));
		void on.call(report(1));
		await on.clock.pass(14 * MINUTE);
		expect(on.looked.map((at) => at / SECOND)).toEqual([0, 20, 80, 260]);
		expect(on.tasks[3]).toMatchObject({ final: [1], calls: { messageReceived: 1 } });
	});

	test('every quarter of an hour while an SMS is on its way', async () => {
		const on = stage(0);
		known(on);
		on.outcomes.push({ isOpen: true }, { isOpen: true });
		void on.call(report(1));
		await on.clock.pass(60 * MINUTE);
		expect(on.looked.map((at) => at / MINUTE)).toEqual([0, 15, 30]);
	});

	test('but not after its activation is over', async () => {
		const on = stage(0);
		known(on);
		on.outcomes.push({ more: true });
		void on.call(report(1));
		await settled();
		on.looks.isOver = true;
		await on.clock.pass(60 * MINUTE);
		expect([on.looked.length, on.selfCalls]).toEqual([1, 0]);
	});
});

test('a call that waits when the activation ends looks at nothing', async () => {
	const on = stage();
	known(on);
	void on.call(report(1));
	const second = on.call(report(2));
	await on.clock.pass(500);
	on.looks.isOver = true;
	await on.clock.pass(MINUTE);
	expect(await second).toBeUndefined();
	expect(on.tasks).toHaveLength(1);
});

test('an SMS that is on its way is looked for, though nobody calls about its end', async () => {
	const on = stage(0);
	known(on);
	on.looks.expect();
	on.looks.expect();
	await on.clock.pass(40 * MINUTE);
	expect(on.looked.map((at) => at / MINUTE)).toEqual([15]);
});

test('a STOP whose call names the number has that number looked at', async () => {
	const on = stage(0);
	known(on);
	void on.call({ kind: 'stop', number: '33612345678', isInBetween: false });
	await on.clock.pass(MINUTE);
	expect(on.tasks[0].hints).toMatchObject({
		kinds: new Set(['optOut']),
		numbers: ['33612345678'],
	});
});
