import { call, send } from './client';
import { closeSandboxes, open } from './world';

afterEach(closeSandboxes);

describe('access rules', () => {
	test.each([
		['/sms', '/sms', true],
		['/sms', '/sms/', true],
		['/sms/', '/sms', false],
		['/sms/*', '/sms', false],
		['/sms/*', '/sms/sms-xx12345-1', true],
		['/sms/*', '/sms/sms-xx12345-1/senders/BOUTIQUE', true],
		['/sms/*/jobs', '/sms/sms-xx12345-1/jobs', true],
		['/sms/*/jobs', '/sms/sms-xx12345-1/senders', false],
		['/sms/sms-xx12345-1/*', '/sms/sms-xx12345-2/senders', false],
		['/sms/sms-xx12345-1', '/sms/sms-xx12345-1', true],
		['/sms/* ', '/sms/sms-xx12345-1', false],
		['/*', '/sms', true],
	])('the rule %s and the call %s: %s', async (path, called, granted) => {
		const sandbox = await open();
		const keys = sandbox.addToken({ rules: [{ method: 'GET', path }] });
		const { status } = await call(sandbox, { path: called, keys });
		expect(status).toBe(granted ? 200 : 403);
	});

	test('a rule is for one method', async () => {
		const sandbox = await open();
		const keys = sandbox.addToken({ rules: [{ method: 'GET', path: '/sms/*' }] });
		const path = `/sms/${sandbox.accountName}`;
		const change = { method: 'PUT', path, keys, body: { description: 'x' } };
		expect(await call(sandbox, change)).toMatchObject({ status: 403 });
	});
});

describe('what a credential is tested with', () => {
	test('/auth/details and /auth/currentCredential need a signature but no right', async () => {
		const sandbox = await open();
		const rules = [{ method: 'GET' as const, path: '/sms/sms-xx12345-1/jobs' }];
		const keys = sandbox.addToken({ rules });
		const details = await call(sandbox, { path: '/auth/details', keys });
		expect(details.json).toMatchObject({ account: 'xx12345-ovh', allowedRoutes: rules });
		const current = await call(sandbox, { path: '/auth/currentCredential', keys });
		expect(current.json).toMatchObject({ rules, status: 'validated', expiration: null });

		const wrong = { ...keys, applicationSecret: 'wrong' };
		for (const path of ['/auth/details', '/auth/currentCredential']) {
			expect(await call(sandbox, { path, keys: wrong })).toMatchObject({ status: 400 });
		}
	});

	test('another OVHcloud API, with its own right', async () => {
		const sandbox = await open();
		expect((await call(sandbox, { path: '/me' })).json).toMatchObject({
			nichandle: 'xx12345-ovh',
		});
		const keys = sandbox.addToken({ rules: [{ method: 'GET', path: '/sms' }] });
		expect(await call(sandbox, { path: '/me', keys })).toMatchObject({ status: 403 });
	});

	test('/v1 is the same as /1.0, signed with the address that was called', async () => {
		const sandbox = await open();
		const baseUrl = sandbox.baseUrl.replace('/1.0', '/v1');
		expect(await call(sandbox, { path: '/sms', baseUrl })).toMatchObject({ status: 200 });
	});

	test('every answer carries X-OVH-QueryID, and no two the same', async () => {
		const sandbox = await open();
		const answers = [
			await call(sandbox, { path: '/sms' }),
			await call(sandbox, { path: '/nothing' }),
			await send(`${sandbox.baseUrl}/sms`, 'GET', {}),
			await send(`${sandbox.baseUrl}/sms/%zz`, 'GET', {}),
		];
		const ids = answers.map(({ headers }) => headers.get('x-ovh-queryid'));
		expect(ids.every(Boolean)).toBe(true);
		expect(new Set(ids).size).toBe(4);
	});

	test('no key is ever in the log', async () => {
		const lines: string[] = [];
		const sandbox = await open({ log: (line) => lines.push(line) });
		await call(sandbox, { path: '/sms' });
		await call(sandbox, { path: '/sms', keys: { ...sandbox.keys, applicationSecret: 'x' } });
		expect(lines).toEqual(['GET /sms 200 accepted', 'GET /sms 400 refused: INVALID_SIGNATURE']);
	});
});
