import type { INode } from 'n8n-workflow';

import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

let afterRequest: (line: string) => void = () => undefined;

const stage = setStage({ log: (line) => afterRequest(line) });

afterEach(() => {
	afterRequest = () => undefined;
});

const account = (operation: string, parameters: INode['parameters'] = {}) =>
	single({ resource: 'account', operation, ...parameters });

describe('List Accounts', () => {
	test('gives each account whole, with its credits', async () => {
		const items = jsonOf(await stage.run(account('getAll', { simplify: false })));
		expect(items.map(({ name, creditsLeft }) => [name, creditsLeft])).toEqual([
			['sms-xx12345-1', 100],
			['sms-xx12345-2', 3],
		]);
		expect(items[0]).toHaveProperty('smsResponse');
		expect(items[0]).toHaveProperty('iam');
	});

	test('gives the ten most useful fields where simplified, as it is by default', async () => {
		const [first] = jsonOf(await stage.run(account('getAll')));
		expect(Object.keys(first).length).toBeLessThanOrEqual(10);
		expect(first).toMatchObject({
			name: 'sms-xx12345-1',
			description: 'Boutique',
			creditsLeft: 100,
		});
	});

	test('asks for no more accounts than it returns', async () => {
		stage.sandbox.quirks.pages = 'ids';
		const items = jsonOf(await stage.run(account('getAll', { limit: 1 })));
		expect(items).toHaveLength(1);
		expect(stage.sandbox.requests.map(({ path }) => path)).toEqual(['/sms', '/sms/sms-xx12345-1']);
	});

	test('works with exactly the rights of the guide, and says which one the details need', async () => {
		stage.sandbox.quirks.pages = 'ids';
		const keys = stage.sandbox.addToken({
			rules: [
				{ method: 'GET', path: '/sms' },
				{ method: 'GET', path: '/sms/*/jobs' },
				{ method: 'POST', path: '/sms/*/jobs' },
			],
		});
		const items = jsonOf(await stage.run(account('getAll'), undefined, keys));
		expect(items).toEqual(
			['sms-xx12345-1', 'sms-xx12345-2'].map((name) => ({
				name,
				detailsMissing: expect.stringContaining('GET /sms/*') as string,
			})),
		);
	});

	test('leaves out an account that is gone between the list and the look at it', async () => {
		stage.sandbox.quirks.pages = 'ids';
		afterRequest = (line) => {
			if (line.startsWith('GET /sms ')) stage.sandbox.state.accounts.delete('sms-xx12345-1');
		};
		const items = jsonOf(await stage.run(account('getAll', { returnAll: true })));
		expect(items.map(({ name }) => name)).toEqual(['sms-xx12345-2']);
	});
});

describe('Get Account', () => {
	test('gives the account', async () => {
		const run = await stage.run(account('get', { account: byId('sms-xx12345-2') }));
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({ name: 'sms-xx12345-2', creditsLeft: 3 }),
		]);
	});

	test('never leaves the accounts by a crafted name', async () => {
		const error = errorOf(await stage.run(account('get', { account: byId('..') })));
		expect(error.message).toBe('"SMS Account" cannot be ".."');
		await stage.run(account('get', { account: byId('a/b?x=1#y') }));
		expect(stage.sandbox.requests.map(({ rawUrl }) => rawUrl)).toContain(
			'/1.0/sms/a%2Fb%3Fx%3D1%23y',
		);
	});

	test('asks for no name that could lead elsewhere', async () => {
		const file = account('get', { account: byId('a/../../me?x=1#y') });
		expect(errorOf(await stage.run(file)).message).toBe(
			'"SMS Account" cannot be "a/../../me?x=1#y"',
		);
		expect(stage.sandbox.requests).toEqual([]);
	});
});
