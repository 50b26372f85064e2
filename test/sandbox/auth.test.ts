import type { Sandbox } from '../../sandbox';
import { call, send } from './client';
import { closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const ALL = [{ method: 'GET' as const, path: '/*' }];

describe.each(['errorCode', 'class'] as const)('refusals in the %s shape', (errorShape) => {
	const clock = new TestClock();
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await open({ errorShape, now: clock.now });
	});

	const expected = (status: number, errorCode: string, message: string, classMessage = message) =>
		errorShape === 'errorCode'
			? {
					status,
					json: {
						errorCode,
						httpCode: status === 400 ? '400 Bad Request' : '403 Forbidden',
						message,
					},
				}
			: {
					status,
					json: {
						class: status === 400 ? 'Client::BadRequest' : 'Client::Forbidden',
						message: classMessage,
					},
				};
	const list = async (change: object) =>
		await call(sandbox, { path: '/sms', timestamp: clock.seconds, ...change });

	test('unknown application key', async () => {
		const keys = { ...sandbox.keys, applicationKey: 'unknown' };
		const refusal = expected(
			403,
			'INVALID_KEY',
			'This application key is invalid',
			'Invalid application key',
		);
		expect(await list({ keys })).toMatchObject(refusal);
		expect(await list({ headers: { 'X-Ovh-Application': undefined } })).toMatchObject(refusal);
	});

	test.each([181, -181, 3 * 3600])('timestamp off by %i seconds', async (drift) => {
		const refusal = expected(400, 'QUERY_TIME_OUT', 'Query out of time');
		expect(await list({ timestamp: clock.seconds + drift })).toMatchObject(refusal);
	});

	test('a timestamp that is no number, or missing', async () => {
		const refusal = expected(400, 'QUERY_TIME_OUT', 'Query out of time');
		expect(await list({ timestamp: 'soon' })).toMatchObject(refusal);
		expect(await list({ headers: { 'X-Ovh-Timestamp': undefined } })).toMatchObject(refusal);
	});

	test('unknown consumer key, or one of another application', async () => {
		const refusal = expected(403, 'NOT_CREDENTIAL', 'This credential does not exist');
		const unknown = { ...sandbox.keys, consumerKey: 'unknown' };
		expect(await list({ keys: unknown })).toMatchObject(refusal);
		const { consumerKey } = sandbox.addToken({ rules: ALL, ownApplication: true });
		expect(await list({ keys: { ...sandbox.keys, consumerKey } })).toMatchObject(refusal);
	});

	test.each(['expired', 'pendingValidation'] as const)('%s consumer key', async (status) => {
		const keys = sandbox.addToken({ rules: ALL, status });
		const refusal = expected(403, 'INVALID_CREDENTIAL', 'This credential is not valid');
		expect(await list({ keys })).toMatchObject(refusal);
	});

	test('wrong secret', async () => {
		const keys = { ...sandbox.keys, applicationSecret: 'wrong' };
		const refusal = expected(400, 'INVALID_SIGNATURE', 'Invalid signature');
		expect(await list({ keys })).toMatchObject(refusal);
		expect(await list({ headers: { 'X-Ovh-Signature': undefined } })).toMatchObject(refusal);
	});

	test('a right that is missing', async () => {
		const keys = sandbox.addToken({ rules: [{ method: 'GET', path: '/sms/*' }] });
		const refusal = expected(403, 'NOT_GRANTED_CALL', 'This call has not been granted');
		expect(await list({ keys })).toMatchObject(refusal);
	});

	test('the first thing wrong is the one that is told', async () => {
		const drift = clock.seconds + 9999;
		const wrongSecret = { ...sandbox.keys, applicationSecret: 'wrong' };
		const pending = sandbox.addToken({ rules: [], status: 'pendingValidation' });
		const code = async (change: object) => (await list(change)).json;
		const shape = (status: number, errorCode: string, message: string) =>
			expected(status, errorCode, message).json;
		expect(await code({ keys: { ...pending, consumerKey: 'unknown' }, timestamp: drift })).toEqual(
			shape(400, 'QUERY_TIME_OUT', 'Query out of time'),
		);
		expect(await code({ keys: { ...pending, applicationSecret: 'wrong' } })).toEqual(
			shape(403, 'INVALID_CREDENTIAL', 'This credential is not valid'),
		);
		const noRights = { ...sandbox.addToken({ rules: [] }), applicationSecret: 'wrong' };
		expect(await code({ keys: noRights })).toEqual(await code({ keys: wrongSecret }));
	});
});

describe('clock', () => {
	test('the window is 180 seconds wide and may be set', async () => {
		const clock = new TestClock();
		const usual = await open({ now: clock.now });
		const narrow = await open({ now: clock.now, timestampWindowSeconds: 30 });
		const timestamp = clock.seconds - 180;
		expect(await call(usual, { path: '/sms', timestamp })).toMatchObject({ status: 200 });
		expect(await call(narrow, { path: '/sms', timestamp })).toMatchObject({ status: 400 });
	});

	test('an offset shows in /auth/time, moves the window, and may change', async () => {
		const clock = new TestClock();
		const sandbox = await open({ now: clock.now });
		for (const offset of [7200, -7200, 0]) {
			sandbox.setClockOffset(offset);
			const time = await send(`${sandbox.baseUrl}/auth/time`, 'GET', {});
			expect(time.json).toBe(clock.seconds + offset);
			const there = await call(sandbox, { path: '/sms', timestamp: clock.seconds + offset });
			const here = await call(sandbox, { path: '/sms', timestamp: clock.seconds });
			expect([there.status, here.status]).toEqual([200, offset === 0 ? 200 : 400]);
		}
	});

	test('a token expires when its time has come', async () => {
		const clock = new TestClock();
		const sandbox = await open({ now: clock.now });
		const expiration = new Date(clock.milliseconds + 60_000).toISOString();
		const keys = sandbox.addToken({ rules: [{ method: 'GET', path: '/sms' }], expiration });
		const list = async () => await call(sandbox, { path: '/sms', keys, timestamp: clock.seconds });
		expect(await list()).toMatchObject({ status: 200 });
		clock.forward(60);
		expect(await list()).toMatchObject({ json: { errorCode: 'INVALID_CREDENTIAL' } });
	});
});
