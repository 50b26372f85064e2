import { ServerClock } from '../../../src/ovh/clock';
import {
	BASE_URL,
	failureOf,
	LOCAL_TIME,
	ok,
	outOfTime,
	scripted,
	type Step,
} from '../../helpers/scripted';

const timestamps = (requests: Array<{ headers: Record<string, string> }>) =>
	requests.map(({ headers }) => headers['X-Ovh-Timestamp']);

describe('a call that is refused as out of time', () => {
	test.each<[what: string, refusal: Step, ahead: number]>([
		['the older shape, clock behind', outOfTime, 600],
		['the older shape, clock ahead', outOfTime, -600],
		[
			'the newer shape',
			{ status: 400, json: { class: 'Client::BadRequest', message: 'Query out of time' } },
			86_400,
		],
	])("is repeated once by OVHcloud's time, a write as well (%s)", async (_, refusal, ahead) => {
		for (const route of ['GET /sms/{serviceName}/jobs', 'POST /sms/{serviceName}/jobs'] as const) {
			const { client, requests, pauses } = scripted([refusal, ok(LOCAL_TIME + ahead), ok([1])]);
			expect(await client.call({ route, path: { serviceName: 'x' } })).toEqual([1]);
			expect(requests.map(({ url }) => url)).toEqual([
				`${BASE_URL}/sms/x/jobs`,
				`${BASE_URL}/auth/time`,
				`${BASE_URL}/sms/x/jobs`,
			]);
			expect(requests.map(({ signed }) => signed)).toEqual([true, false, true]);
			expect(timestamps(requests)).toEqual([
				String(LOCAL_TIME),
				undefined,
				String(LOCAL_TIME + ahead),
			]);
			expect(pauses).toEqual([]);
			expect(client.serverTimestamp()).toBe(LOCAL_TIME + ahead);
		}
	});

	test('lets later calls go by the right time at once', async () => {
		const { client, requests } = scripted([outOfTime, ok(LOCAL_TIME + 60), ok([]), ok([])]);
		await client.call({ route: 'GET /sms' });
		await client.call({ route: 'GET /sms' });
		expect(requests).toHaveLength(4);
		expect(timestamps(requests)[3]).toBe(String(LOCAL_TIME + 60));
	});

	test('learns the time anew when the clock jumps later on', async () => {
		const steps = [outOfTime, ok(LOCAL_TIME + 60), ok([]), outOfTime, ok(LOCAL_TIME + 90), ok([])];
		const { client, requests } = scripted(steps);
		await client.call({ route: 'GET /sms' });
		await client.call({ route: 'GET /sms' });
		expect(timestamps(requests)[5]).toBe(String(LOCAL_TIME + 90));
	});

	test('and refused again fails without a third try', async () => {
		const { client, requests } = scripted([outOfTime, ok(LOCAL_TIME + 60), outOfTime, ok([])]);
		const { facts } = await failureOf(client.call({ route: 'GET /sms' }));
		expect(facts).toMatchObject({ kind: 'clock', effect: 'none', code: 'QUERY_TIME_OUT' });
		expect(requests).toHaveLength(3);
	});

	test.each<[what: string, answers: Step[], facts: object]>([
		['cannot be reached', Array<Step>(5).fill({ network: 'ECONNREFUSED' }), { kind: 'connection' }],
		['is refused', [{ status: 403, json: { message: 'No' } }], { kind: 'forbidden' }],
		['is text', [ok('noon')], { kind: 'unreadable' }],
		['is empty', [{ status: 200 }], { kind: 'unreadable' }],
		['has parts of a second', [ok(LOCAL_TIME + 0.5)], { kind: 'unreadable' }],
		['is in milliseconds', [ok(LOCAL_TIME * 1000)], { kind: 'unreadable' }],
		['is long ago', [ok(0)], { kind: 'unreadable' }],
	])('fails when the time %s, and a later call works', async (_, answers, facts) => {
		const steps = [outOfTime, ...answers, outOfTime, ok(LOCAL_TIME + 60), ok([7])];
		const { client, left } = scripted(steps);
		const error = await failureOf(
			client.call({ route: 'POST /sms/{serviceName}/jobs', path: { serviceName: 'x' } }),
		);
		expect(error.facts).toMatchObject({ ...facts, path: '/auth/time', effect: 'none' });
		const unreadable = error.facts.kind === 'unreadable';
		expect(error.facts.reason === 'OVHcloud did not tell its time').toBe(unreadable);
		expect(left).toHaveLength(3);
		expect(await client.call({ route: 'GET /sms' })).toEqual([7]);
	});

	// Waiting for a look-up from within this look-up would never end.
	test('fails when OVHcloud refuses to tell its time for the same reason', async () => {
		const { client } = scripted([outOfTime, outOfTime, outOfTime]);
		const { facts } = await failureOf(client.call({ route: 'GET /sms' }));
		expect(facts.kind).toBe('clock');
	}, 2000);

	test('shares one look-up with others that are refused at the same moment', async () => {
		const clock = new ServerClock(() => LOCAL_TIME * 1000);
		const steps = [outOfTime, outOfTime, outOfTime, ok(LOCAL_TIME + 60), ok([1]), ok([1]), ok([1])];
		const { client, requests } = scripted(steps, { clock });
		const calls = [1, 2, 3].map(async () => await client.call({ route: 'GET /sms' }));
		expect(await Promise.all(calls)).toEqual([[1], [1], [1]]);
		expect(requests.filter(({ url }) => url.endsWith('/auth/time'))).toHaveLength(1);
		expect(timestamps(requests).slice(4)).toEqual(Array(3).fill(String(LOCAL_TIME + 60)));
	});
});
