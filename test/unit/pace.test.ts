import { Pace } from '../../src/ovh/pace';

const instantly = async (): Promise<void> => undefined;

/** Lets all that can go on now go on. */
const settle = async (): Promise<void> => {
	for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** Begins so many requests; tells how many are under way, and ends some. */
function requests(pace: Pace, count: number) {
	const state = { underWay: 0 };
	for (let index = 0; index < count; index++) {
		void pace.enter().then(() => state.underWay++);
	}
	return {
		state,
		end: async (ended: number) => {
			for (let index = 0; index < ended; index++) {
				state.underWay--;
				pace.leave();
			}
			await settle();
		},
	};
}

test('lets only so many requests go at once', async () => {
	const { state, end } = requests(new Pace(instantly, 3), 10);
	await settle();
	expect(state.underWay).toBe(3);
	await end(2);
	expect(state.underWay).toBe(3);
	await end(3);
	await end(3);
	await end(2);
	expect(state.underWay).toBe(0);
});

test('holds all requests while it slows down, and then lets half as many go', async () => {
	let wake: () => void = () => undefined;
	const pace = new Pace(async () => await new Promise<void>((resolve) => (wake = resolve)), 4);
	pace.slowDown(1000);
	const { state } = requests(pace, 10);
	await settle();
	expect(state.underWay).toBe(0);
	wake();
	await settle();
	expect(state.underWay).toBe(2);
});

test('recovers with each full round of answers', async () => {
	const pace = new Pace(instantly, 4);
	pace.slowDown(0);
	pace.slowDown(0);
	const { state, end } = requests(pace, 30);
	await settle();
	expect(state.underWay).toBe(1);
	await end(1);
	expect(state.underWay).toBe(2);
	await end(2);
	expect(state.underWay).toBe(3);
	await end(3);
	await end(4);
	expect(state.underWay).toBe(4);
});

test('a pause that is cancelled is told to whoever waits', async () => {
	const pace = new Pace(async () => await Promise.reject(new Error('cancelled')), 4);
	pace.slowDown(1000);
	await expect(pace.enter()).rejects.toThrow('cancelled');
	await expect(pace.ready()).rejects.toThrow('cancelled');
});

test('a pause that is cancelled wakes all who wait for a place, not just as many as have one', async () => {
	let cancel: () => void = () => undefined;
	const paused = async () =>
		await new Promise<void>((_, reject) => (cancel = () => reject(new Error('cancelled'))));
	const pace = new Pace(paused, 1);
	await pace.enter();
	const outcomes: string[] = [];
	for (let waiter = 0; waiter < 4; waiter++) {
		void pace.enter().then(
			() => outcomes.push('went'),
			({ message }: Error) => outcomes.push(message),
		);
	}
	await settle();
	pace.slowDown(1000);
	await settle();
	expect(outcomes).toEqual([]);
	cancel();
	await settle();
	expect(outcomes).toEqual(Array(4).fill('cancelled'));
	pace.leave();
	await expect(pace.enter()).rejects.toThrow('cancelled');
});
