import { introduction } from '../../sandbox/introduction';
import { call, send } from './client';
import { closeSandboxes, open } from './world';

afterEach(closeSandboxes);

test('what the command prints is enough to fill in the credential', async () => {
	const sandbox = await open();
	const text = introduction(sandbox);
	const field = (name: string) => new RegExp(`${name}\\s+(\\S+)`).exec(text)?.[1] ?? '';
	const keys = {
		applicationKey: field('Application Key'),
		applicationSecret: field('Application Secret'),
		consumerKey: field('Consumer Key'),
	};
	// As long as OVHcloud's own.
	expect(Object.values(keys).map(({ length }) => length)).toEqual([16, 32, 32]);
	const baseUrl = field('Base URL');
	expect(await call(sandbox, { path: '/sms', keys, baseUrl })).toMatchObject({ status: 200 });
	expect(text).toMatch(/sms-xx12345-1\s+"Boutique", 100 credits/);
	expect(text).toMatch(/NEWSHOP\s+\(waitingValidation\)/);
	expect(text).toMatch(/receiver list 1\s+\(columns number, name, code\)/);
});

test('the keys stay the same, so that a saved credential keeps working', async () => {
	const [first, second] = [await open(), await open()];
	expect(first.keys).toEqual(second.keys);
});

test('what the command prints leads to the phones', async () => {
	const sandbox = await open();
	const address = /http:\S+\/$/m.exec(introduction(sandbox))?.[0] ?? '';
	expect(address).toBe(sandbox.pageUrl);
	expect((await send(address, 'GET', {})).text).toContain('<title>Phones');
});
