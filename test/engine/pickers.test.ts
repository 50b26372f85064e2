import type { INodeListSearchResult } from 'n8n-workflow';

import type { Keys } from '../../sandbox';
import { listContext } from '../helpers/contexts';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

let afterRequest: (line: string) => void = () => undefined;

const stage = setStage({ log: (line) => afterRequest(line) });

afterEach(() => {
	afterRequest = () => undefined;
});

/** Fills the list behind a resource locator as the editor does. */
async function list(
	method: string,
	{
		filter,
		account,
		keys,
		page,
	}: { filter?: string; account?: string; keys?: Keys; page?: string } = {},
): Promise<INodeListSearchResult> {
	const parameters = {
		resource: 'sms',
		operation: 'send',
		senderType: 'sender',
		account: byId(account ?? 'sms-xx12345-1'),
	};
	const context = listContext(stage.engine, stage.credential(keys), parameters);
	const nodeType = stage.engine.nodeTypes.getByNameAndVersion('n8n-nodes-ovh-sms.ovhSms');
	const search = nodeType.methods?.listSearch?.[method];
	if (!search) throw new Error(`No list search "${method}"`);
	return await search.call(context, filter, page);
}

test('the account picker shows names, descriptions and credits', async () => {
	const { results } = await list('searchAccounts');
	expect(results).toEqual([
		{ value: 'sms-xx12345-1', name: expect.stringContaining('Boutique (100 credits)') as string },
		{ value: 'sms-xx12345-2', name: expect.stringContaining('(3 credits)') as string },
	]);
});

test('the account picker is narrowed by the filter text, in any letter case', async () => {
	const { results } = await list('searchAccounts', { filter: 'bouTIQue' });
	expect(results.map(({ value }) => value)).toEqual(['sms-xx12345-1']);
});

test('the sender picker shows only senders that can send, with their status', async () => {
	const { results } = await list('searchSenders');
	const names = results.map(({ value }) => value);
	expect(names).toContain('BOUTIQUE');
	expect(names).not.toContain('NEWSHOP');
	expect(names).not.toContain('REFUSED');
	expect(names).not.toContain('+33700000001');
	expect(results.find(({ value }) => value === 'BOUTIQUE')?.name).toContain('enable');
});

test('a long list comes page by page, each page with few requests', async () => {
	for (let number = 1; number <= 120; number++) {
		stage.sandbox.state.addSender('sms-xx12345-2', {
			sender: `S${String(number).padStart(3, '0')}`,
		});
	}
	const values: unknown[] = [];
	let page: string | undefined;
	do {
		const before = stage.sandbox.requests.length;
		const part = await list('searchSenders', { account: 'sms-xx12345-2', page });
		expect(stage.sandbox.requests.length - before).toBeLessThanOrEqual(51);
		values.push(...part.results.map(({ value }) => value));
		page = part.paginationToken as string | undefined;
	} while (page);
	expect(new Set(values).size).toBe(121);
});

test('a filter finds what is far down a long list', async () => {
	for (let number = 1; number <= 120; number++) {
		stage.sandbox.state.addSender('sms-xx12345-2', {
			sender: `S${String(number).padStart(3, '0')}`,
		});
	}
	const { results } = await list('searchSenders', { account: 'sms-xx12345-2', filter: 's110' });
	expect(results.map(({ value }) => value)).toEqual(['S110']);
});

test('a sender that is gone between the list and the look at it is left out', async () => {
	const { senders } = stage.sandbox.state.accounts.get('sms-xx12345-1')!;
	afterRequest = (line) => {
		if (/senders 200/.test(line)) senders.delete('BOUTIQUE');
	};
	expect((await list('searchSenders')).results).toEqual([]);
});

test('with a token that may not list, the list says why, and that the ID can be typed', async () => {
	const keys = stage.sandbox.addToken({ rules: [{ method: 'POST', path: '/sms/*/jobs' }] });
	await expect(list('searchAccounts', { keys })).rejects.toMatchObject({
		message: 'The token lacks the right GET /sms',
		description: expect.stringContaining('Choose "By ID" to type it') as string,
	});
});

test('with a token that may list but not read, the names alone can be picked', async () => {
	const keys = stage.sandbox.addToken({ rules: [{ method: 'GET', path: '/sms' }] });
	const { results } = await list('searchAccounts', { keys });
	expect(results).toEqual([
		{ value: 'sms-xx12345-1', name: 'sms-xx12345-1' },
		{ value: 'sms-xx12345-2', name: 'sms-xx12345-2' },
	]);
});

test('a credential without a key is named', async () => {
	const keys = { ...stage.sandbox.keys, consumerKey: '' };
	await expect(list('searchAccounts', { keys })).rejects.toMatchObject({
		message: expect.stringContaining('has no Consumer Key') as string,
	});
});

test('the sender picker asks for the account first', async () => {
	await expect(list('searchSenders', { account: '' })).rejects.toMatchObject({
		message: expect.stringContaining('"SMS Account" is empty') as string,
	});
	expect(stage.sandbox.requests).toEqual([]);
});
