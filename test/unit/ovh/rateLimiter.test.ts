import { Lane, RateLimiter } from '../../../src/ovh/rateLimiter';

const instantly = async (): Promise<void> => undefined;

/** Lets all that can go on now go on. */
const settle = async (): Promise<void> => {
	for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

/** Begins so many requests; tells how many are under way, and ends some. */
function requests(lane: Lane, count: number) {
	const state = { underWay: 0, failed: [] as string[] };
	for (let index = 0; index < count; index++) {
		void lane.enter().then(
			() => state.underWay++,
			({ message }: Error) => state.failed.push(message),
		);
	}
	return {
		state,
		end: async (ended: number) => {
			for (let index = 0; index < ended; index++) {
				state.underWay--;
				lane.leave();
			}
			await settle();
		},
	};
}

test('begins with five, and doubles them with each full round up to twenty', async () => {
	const { state, end } = requests(new Lane(new RateLimiter(), instantly), 100);
	await settle();
	expect(state.underWay).toBe(5);
	await end(5);
	expect(state.underWay).toBe(10);
	await end(9);
	expect(state.underWay).toBe(10);
	await end(1);
	expect(state.underWay).toBe(20);
	await end(20);
	expect(state.underWay).toBe(20);
});

test("a client's own limit holds whatever the key allows, and leaves the places to others", async () => {
	const limiter = new RateLimiter();
	const one = requests(new Lane(limiter, instantly, 2), 10);
	await settle();
	const other = requests(new Lane(limiter, instantly), 10);
	await settle();
	expect([one.state.underWay, other.state.underWay]).toEqual([2, 3]);
	await one.end(2);
	expect([one.state.underWay, other.state.underWay]).toEqual([2, 3]);
	await other.end(3);
	expect([one.state.underWay, other.state.underWay]).toEqual([2, 7]);
});

test('a refusal holds the requests of all clients, and then lets half as many go', async () => {
	const limiter = new RateLimiter();
	const wakes: Array<() => void> = [];
	const sleep = async () => await new Promise<void>((resolve) => wakes.push(resolve));
	const refused = new Lane(limiter, sleep);
	void refused.slowDown(1000);
	const mine = requests(refused, 5);
	const others = requests(new Lane(limiter, sleep), 5);
	await settle();
	expect(mine.state.underWay + others.state.underWay).toBe(0);
	// One for each client, however many of its requests wait.
	expect(wakes).toHaveLength(2);
	for (const wake of wakes) wake();
	await settle();
	expect(mine.state.underWay + others.state.underWay).toBe(2);
});

test('refusals of requests that were under way together count once', async () => {
	const lane = new Lane(new RateLimiter(), instantly);
	await Promise.all([60_000, 60_000, 60_000].map(async (pause) => await lane.slowDown(pause)));
	const { state } = requests(lane, 10);
	await settle();
	expect(state.underWay).toBe(2);
});

test('never less than one goes', async () => {
	const lane = new Lane(new RateLimiter(), instantly);
	for (let refusal = 0; refusal < 5; refusal++) await lane.slowDown(0);
	const { state, end } = requests(lane, 10);
	await settle();
	expect(state.underWay).toBe(1);
	await end(1);
	expect(state.underWay).toBe(2);
});

test('whoever is cancelled during a pause fails, and nobody else', async () => {
	const limiter = new RateLimiter();
	const cancelled = new Lane(limiter, async () => await Promise.reject(new Error('cancelled')));
	const going = requests(new Lane(limiter, instantly), 5);
	await settle();
	// They wait for a place when the pause begins.
	const waiting = requests(cancelled, 3);
	const others = requests(new Lane(limiter, instantly), 3);
	await settle();
	limiter.slowDown(60_000);
	await settle();
	expect(waiting.state).toEqual({ underWay: 0, failed: Array(3).fill('cancelled') });
	await going.end(5);
	expect(others.state).toEqual({ underWay: 3, failed: [] });
});
