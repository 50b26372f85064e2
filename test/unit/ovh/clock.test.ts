import { clockOf, ServerClock } from '../../../src/ovh/clock';

const LOCAL = 1_700_000_000;

function clockAt(localSeconds: number): { clock: ServerClock; local: { seconds: number } } {
	const local = { seconds: localSeconds };
	return { local, clock: new ServerClock(() => local.seconds * 1000) };
}

describe("OVHcloud's clock", () => {
	test("is this server's until learnt, in whole seconds", () => {
		expect(new ServerClock(() => LOCAL * 1000 + 999).timestamp()).toBe(LOCAL);
	});

	test.each([600, -600, 0, 86_400 * 365])(
		'is followed when it is %i seconds ahead',
		async (ahead) => {
			const { clock, local } = clockAt(LOCAL);
			await clock.learn(async () => LOCAL + ahead);
			expect(clock.timestamp()).toBe(LOCAL + ahead);
			local.seconds += 3600;
			expect(clock.timestamp()).toBe(LOCAL + ahead + 3600);
		},
	);

	test("is learnt anew after this server's clock has jumped", async () => {
		const { clock, local } = clockAt(LOCAL);
		await clock.learn(async () => LOCAL + 600);
		local.seconds += 600;
		await clock.learn(async () => LOCAL + 601);
		expect(clock.timestamp()).toBe(LOCAL + 601);
	});

	test('is looked up once for all that ask at the same moment', async () => {
		const { clock } = clockAt(LOCAL);
		let answer: (seconds: number) => void = () => undefined;
		const lookUp = jest.fn(async () => await new Promise<number>((resolve) => (answer = resolve)));
		const learners = [clock.learn(lookUp), clock.learn(lookUp), clock.learn(lookUp)];
		answer(LOCAL + 60);
		await Promise.all(learners);
		expect(lookUp).toHaveBeenCalledTimes(1);
		expect(clock.timestamp()).toBe(LOCAL + 60);

		const later = clock.learn(lookUp);
		answer(LOCAL + 120);
		await later;
		expect(lookUp).toHaveBeenCalledTimes(2);
		expect(clock.timestamp()).toBe(LOCAL + 120);
	});

	test('keeps what it knew when a look-up fails, and can be looked up again', async () => {
		const { clock } = clockAt(LOCAL);
		await clock.learn(async () => LOCAL + 60);
		const failing = jest.fn(async (): Promise<number> => {
			throw new Error('no answer');
		});
		const outcomes = await Promise.allSettled([clock.learn(failing), clock.learn(failing)]);
		expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(clock.timestamp()).toBe(LOCAL + 60);

		await clock.learn(async () => LOCAL + 90);
		expect(clock.timestamp()).toBe(LOCAL + 90);
	});

	test("is learnt by the others when one caller's look-up fails, such as by being cancelled", async () => {
		const { clock } = clockAt(LOCAL);
		const cancelled = jest.fn(async (): Promise<number> => {
			throw new Error('cancelled');
		});
		const own = jest.fn(async () => LOCAL + 60);
		const first = clock.learn(cancelled);
		const others = [clock.learn(own), clock.learn(own), clock.learn(own)];
		await expect(first).rejects.toThrow('cancelled');
		await Promise.all(others);
		expect(own).toHaveBeenCalledTimes(1);
		expect(clock.timestamp()).toBe(LOCAL + 60);
	});

	test('is shared by all that use the same endpoint, and by no others', async () => {
		expect(clockOf('https://one.example/1.0')).toBe(clockOf('https://one.example/1.0'));
		expect(clockOf('https://one.example/1.0')).not.toBe(clockOf('https://two.example/1.0'));
	});
});
