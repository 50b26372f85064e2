import type { IDataObject } from 'n8n-workflow';

import { Changes } from '../../../src/operations/changes';
import type { ApiCall } from '../../../src/ovh/call';
import { ServerClock } from '../../../src/ovh/clock';
import { Journal } from '../../../src/sending/journal';
import { InputError } from '../../../src/sms/inputError';
import { failureOf, LOCAL_TIME, ok, scripted, type Step } from '../../helpers/scripted';

const path = { serviceName: 'sms-xx12345-1' };
const POST: ApiCall<'POST /sms/{serviceName}/batches'> = {
	route: 'POST /sms/{serviceName}/batches',
	path,
	body: { message: 'Hello' },
};
const LIST: ApiCall<'GET /sms/{serviceName}/batches'> = {
	route: 'GET /sms/{serviceName}/batches',
	path,
};
const KEY = ['batch', 'Hello'];

const lost: Step = { network: 'ECONNRESET' };
const refused: Step = { status: 403, json: { message: 'Not now' } };
const notGranted: Step = { status: 403, json: { message: 'This call has not been granted' } };

interface Batch {
	id: string;
}

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_TIME * 1000 });
});
afterEach(() => {
	jest.useRealTimers();
});

/** An execution whose tries meet these answers, one after the other. */
function execution(...steps: Step[]) {
	const { client, requests, left } = scripted(steps, {
		clock: new ServerClock(),
		sleep: async (milliseconds) => {
			jest.setSystemTime(Date.now() + milliseconds);
		},
	});
	let memory: IDataObject = {};
	const moments: number[] = [];
	const sought: string[] = [];
	/** What one try of the node does. n8n keeps what is remembered as JSON. */
	const run = async <T>(work: (changes: Changes) => Promise<T>, runIndex = 0): Promise<T> => {
		const journal = new Journal(memory, String(runIndex), '1');
		let hasFailed = true;
		return await work(new Changes(client, journal, String))
			.then((made) => {
				hasFailed = false;
				return made;
			})
			.finally(() => {
				journal.save(() => hasFailed);
				memory = JSON.parse(JSON.stringify(memory)) as IDataObject;
			});
	};
	const making = {
		key: KEY,
		asked: 'Hello',
		make: async () => (await client.call(POST)) as unknown as Batch,
		find: async (asked: string, since: number, isTaken: (id: unknown) => boolean) => {
			sought.push(asked);
			moments.push(since);
			const batches = (await client.read(LIST)) as unknown as Batch[];
			return batches.find(({ id }) => !isTaken(id));
		},
	};
	return {
		attempt: async (item = 0, runIndex = 0) =>
			await run(async (changes) => await changes.once(item, making), runIndex),
		making,
		run,
		moments,
		sought,
		left,
		/** How often it was made, or tried to be. */
		made: () => requests.filter(({ method }) => method === 'POST').length,
		looks: () => moments.length,
	};
}

/** A look at the account, which asks for the time before. */
const look = (...batches: Batch[]): Step[] => [ok(LOCAL_TIME), ok(batches)];
/** The looks of a try, which show nothing for a minute. */
const minuteOfLooks = Array.from({ length: 6 }, () => look()).flat();

/** Lets time pass between two tries. */
function wait(seconds: number): void {
	jest.setSystemTime(Date.now() + seconds * 1000);
}

describe('what is made once', () => {
	test('is the same in each try of Retry On Fail', async () => {
		const { attempt, made } = execution(ok({ id: 'a' }));
		const tries = [await attempt(), await attempt(), await attempt()];
		expect(tries).toEqual([{ id: 'a' }, { id: 'a' }, { id: 'a' }]);
		expect(made()).toBe(1);
	});

	test('is made for each item, and for each run of a loop', async () => {
		const { attempt, made } = execution(...['a', 'b', 'c'].map((id) => ok({ id })));
		expect(await attempt(0)).toEqual({ id: 'a' });
		expect(await attempt(1)).toEqual({ id: 'b' });
		expect(await attempt(0, 1)).toEqual({ id: 'c' });
		expect(made()).toBe(3);
	});

	test('is made again after it was taken away again', async () => {
		const { attempt, run } = execution(ok({ id: 'a' }), ok({ id: 'b' }));
		await attempt();
		await run(async (changes) => changes.forget(0, KEY));
		expect(await attempt()).toEqual({ id: 'b' });
	});
});

describe('what certainly was not made', () => {
	test('because OVHcloud refused it is made by the next try, without a look', async () => {
		const { attempt, made, looks } = execution(refused, ok({ id: 'a' }));
		expect((await failureOf(attempt())).facts).toMatchObject({ status: 403, effect: 'none' });
		expect(await attempt()).toEqual({ id: 'a' });
		expect([made(), looks()]).toEqual([2, 0]);
	});

	test('because what is read before it could not be read is made by the next try', async () => {
		const { making, run, looks } = execution(
			...Array.from({ length: 5 }, () => lost),
			...[ok([]), ok({ id: 'a' })],
		);
		const make = async () => {
			await making.find('Hello', 0, () => false);
			return await making.make();
		};
		const attempt = async () =>
			await run(async (changes) => await changes.once(0, { ...making, make }));
		expect((await failureOf(attempt())).facts.method).toBe('GET');
		expect(await attempt()).toEqual({ id: 'a' });
		expect(looks()).toBe(2);
	});

	test('because the input was wrong is told as it is', async () => {
		const { making, run, looks } = execution();
		const wrong = new InputError('Slot ID', 'is taken', 'Choose another one.');
		const make = async () => await Promise.reject<Batch>(wrong);
		const attempt = run(async (changes) => await changes.once(0, { ...making, make }));
		await expect(attempt).rejects.toBe(wrong);
		expect(looks()).toBe(0);
	});
});

describe('what may have been made, since the answer is lost,', () => {
	test('is found, and is the answer of all tries', async () => {
		const { attempt, made, looks } = execution(lost, ...look(), ...look({ id: 'a' }));
		expect(await attempt()).toEqual({ id: 'a' });
		expect(await attempt()).toEqual({ id: 'a' });
		expect([made(), looks()]).toEqual([1, 2]);
	});

	test('is looked for among what OVHcloud has made since then, by its clock', async () => {
		const hour = 3600;
		const { attempt, moments } = execution(lost, ok(LOCAL_TIME + hour), ok([{ id: 'a' }]));
		await attempt();
		// The look comes a second after it was sent.
		expect(moments).toEqual([LOCAL_TIME + hour - 1 - 2]);
	});

	test('is not taken for what another item has made', async () => {
		const { attempt } = execution(
			...[ok({ id: 'a' }), lost],
			...look({ id: 'a' }),
			...look({ id: 'a' }, { id: 'b' }),
		);
		await attempt(0);
		expect(await attempt(1)).toEqual({ id: 'b' });
	});

	test('and does not show is not known, and is not made by the next try at once', async () => {
		const { attempt, made, looks, left } = execution(lost, ...minuteOfLooks, ...minuteOfLooks);
		for (const tries of [1, 2]) {
			const { facts } = await failureOf(attempt());
			expect(facts).toMatchObject({ method: 'POST', effect: 'unknown', lookUp: 'nothing' });
			expect([made(), looks()]).toEqual([1, 6 * tries]);
			jest.setSystemTime(LOCAL_TIME * 1000 + 30_000);
		}
		expect(left).toEqual([]);
	});

	test('and left no trace for two minutes is made by the next try', async () => {
		const { attempt, made, looks } = execution(
			...[lost, ...minuteOfLooks],
			...[...look(), ok({ id: 'a' })],
		);
		await failureOf(attempt());
		wait(60);
		expect(await attempt()).toEqual({ id: 'a' });
		expect([made(), looks()]).toEqual([2, 7]);
	});

	test('is not made while the two minutes since it was last asked for are not over', async () => {
		const { attempt, made } = execution(
			...[lost, ...minuteOfLooks],
			...[...look(), lost, ...minuteOfLooks],
			...minuteOfLooks,
		);
		await failureOf(attempt());
		wait(60);
		await failureOf(attempt());
		// The looks of that try have taken half of the two minutes.
		wait(-30);
		const { facts } = await failureOf(attempt());
		expect(facts).toMatchObject({ effect: 'unknown', lookUp: 'nothing' });
		expect(made()).toBe(2);
	});

	test('and was made again is looked for since the first time', async () => {
		const { attempt, made, moments } = execution(
			...[lost, ...minuteOfLooks],
			...[...look(), lost, ...minuteOfLooks],
			...look({ id: 'a' }),
		);
		await failureOf(attempt());
		wait(60);
		await failureOf(attempt());
		jest.setSystemTime(LOCAL_TIME * 1000 + 1_000_000);
		expect(await attempt()).toEqual({ id: 'a' });
		expect(made()).toBe(2);
		expect(moments.at(-1)).toBe(LOCAL_TIME - 1001 - 2);
	});

	test('and shows up late is found by the next try, which makes nothing', async () => {
		const { attempt, made } = execution(lost, ...minuteOfLooks, ...look({ id: 'a' }));
		await failureOf(attempt());
		wait(1000);
		expect(await attempt()).toEqual({ id: 'a' });
		expect(made()).toBe(1);
	});

	// An expression with the time gives another text in the next try.
	test('is looked for as it was asked for, whatever the next try says', async () => {
		const { making, run, sought, made } = execution(lost, ...minuteOfLooks, ...look({ id: 'a' }));
		const attempt = async (asked: string) =>
			await run(async (changes) => await changes.once(0, { ...making, asked }));
		await failureOf(attempt('It is 10:00'));
		expect(await attempt('It is 10:01')).toEqual({ id: 'a' });
		expect([new Set(sought), made()]).toEqual([new Set(['It is 10:00']), 1]);
	});

	test('is looked for as each try has asked for it', async () => {
		const { making, run, sought, made } = execution(
			...[lost, ...minuteOfLooks],
			...[...look(), lost, ok(LOCAL_TIME), ok([]), ok([{ id: 'a' }])],
		);
		const attempt = async (asked: string) =>
			await run(async (changes) => await changes.once(0, { ...making, asked }));
		await failureOf(attempt('It is 10:00'));
		wait(60);
		expect(await attempt('It is 10:02')).toEqual({ id: 'a' });
		expect(sought.slice(-2)).toEqual(['It is 10:00', 'It is 10:02']);
		expect(made()).toBe(2);
	});

	test('and cannot be looked for is made by no try', async () => {
		const { attempt, made } = execution(
			...[lost, ok(LOCAL_TIME), notGranted],
			...[ok(LOCAL_TIME), notGranted],
		);
		for (let tried = 0; tried < 2; tried++) {
			expect((await failureOf(attempt())).facts).toMatchObject({
				method: 'POST',
				effect: 'unknown',
				lookUp: 'failed',
				lookUpFailure: 'the token lacks the right GET /sms/*/batches',
			});
		}
		expect(made()).toBe(1);
	});

	test('because the user ended the execution is looked for by the next try only', async () => {
		const { attempt, made, looks } = execution({ network: 'ERR_CANCELED' }, ...look({ id: 'a' }));
		const { facts } = await failureOf(attempt());
		expect(facts).toMatchObject({ kind: 'cancelled', effect: 'unknown' });
		expect(looks()).toBe(0);
		expect(await attempt()).toEqual({ id: 'a' });
		expect(made()).toBe(1);
	});
});
