import { startSandbox } from '../../sandbox';
import { testCredential } from '../helpers/credentialTest';
import { errorOf, setStage } from '../helpers/stage';
import { single } from '../helpers/workflows';

describe.each(['errorCode', 'class'] as const)(
	'the credential test, errors by %s',
	(errorShape) => {
		const stage = setStage({ errorShape });

		const verdict = async (changes: Record<string, string> = {}) =>
			await testCredential(stage.engine, { ...stage.credential(), ...changes });

		test('is green for right keys, proved by a signed call', async () => {
			expect((await verdict()).status).toBe('OK');
			expect(stage.sandbox.requests.at(-1)).toMatchObject({ path: '/auth/details', status: 200 });
		});

		test('is green for a token that is limited to one account', async () => {
			const keys = stage.sandbox.addToken({
				rules: [{ method: 'GET', path: '/sms/sms-xx12345-1/*' }],
			});
			expect((await verdict({ ...keys })).status).toBe('OK');
		});

		test.each([
			['Application Key', { applicationKey: 'x'.repeat(16) }],
			['Application Secret', { applicationSecret: 'x'.repeat(32) }],
			['Consumer Key', { consumerKey: 'x'.repeat(32) }],
		])('names a wrong %s', async (label, changes) => {
			const { status, message } = await verdict(changes);
			expect(status).toBe('Error');
			expect(message).toContain(label);
		});

		test.each(['expired', 'pendingValidation'] as const)(
			'says so for a consumer key that is %s',
			async (status) => {
				const keys = stage.sandbox.addToken({ rules: [], status });
				const result = await verdict({ ...keys });
				expect(result.status).toBe('Error');
				expect(result.message).toContain('expired');
				expect(result.message).toContain('not been validated');
			},
		);

		test('names the clock when it is off', async () => {
			stage.sandbox.setClockOffset(7200);
			expect((await verdict()).message).toContain('clock');
		});
	},
);

describe('a key that is missing', () => {
	const stage = setStage();

	test.each(['applicationKey', 'applicationSecret', 'consumerKey'] as const)(
		'(%s) is named by the node, and nothing is sent',
		async (field) => {
			const file = single({ resource: 'account', operation: 'getAll' });
			const run = await stage.run(file, undefined, { ...stage.sandbox.keys, [field]: ' ' });
			expect(errorOf(run).message).toMatch(/has no (Application|Consumer) (Key|Secret)/);
			expect(stage.sandbox.requests).toEqual([]);
		},
	);
});

describe('the credential test', () => {
	const stage = setStage();

	test('does not mind blanks around a key that was copied', async () => {
		const { consumerKey } = stage.sandbox.keys;
		const copied = { ...stage.credential(), consumerKey: ` ${consumerKey}\n` };
		expect((await testCredential(stage.engine, copied)).status).toBe('OK');
	});

	test('points to the region for keys of another one', async () => {
		const elsewhere = await startSandbox();
		const keys = elsewhere.addToken({ rules: [], ownApplication: true });
		const { status, message } = await testCredential(stage.engine, stage.credential(keys));
		await elsewhere.close();
		expect(status).toBe('Error');
		expect(message).toContain('keys of one region do not work in another');
	});

	test.each([
		['an HTML page', { kind: 'status', status: 502, html: true }],
		['a failure of the server', { kind: 'status', status: 500 }],
		['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere' }],
	] as const)('is red for %s', async (_, fault) => {
		stage.sandbox.faults.add(fault);
		const { status, message } = await testCredential(stage.engine, stage.credential());
		expect(status).toBe('Error');
		expect(message).toContain('not understood');
	});

	test.each([
		['applicationSecret', '', 'Application Secret'],
		['baseUrl', 'eu.api.ovh.com', 'Base URL'],
		['endpoint', 'ovh-mars', 'ovh-mars'],
	])('says that %s is missing or wrong', async (field, value, words) => {
		const { status, message } = await testCredential(stage.engine, {
			...stage.credential(),
			[field]: value,
		});
		expect(status).toBe('Error');
		expect(message).toContain(words);
		expect(stage.sandbox.requests).toEqual([]);
	});
});
