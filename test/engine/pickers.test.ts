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

test('the account picker shows names and descriptions, and not the credits of today', async () => {
	const { results } = await list('searchAccounts');
	expect(results).toEqual([
		{ value: 'sms-xx12345-1', name: 'sms-xx12345-1 · Boutique' },
		{ value: 'sms-xx12345-2', name: expect.stringMatching(/^sms-xx12345-2[^\d]*$/) as string },
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
	expect(results.find(({ value }) => value === 'BOUTIQUE')?.name).toBe('BOUTIQUE · validated');
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
	expect((await list('searchAllSenders')).results.map(({ value }) => value)).not.toContain(
		'BOUTIQUE',
	);
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

describe('where no account is chosen, a list shows what is on', () => {
	test('the only account of the credential', async () => {
		stage.sandbox.state.accounts.delete('sms-xx12345-2');
		const { results } = await list('searchSenders', { account: '' });
		expect(results.map(({ value }) => value)).toEqual(['BOUTIQUE']);
	});

	test('none of several, whose names it tells', async () => {
		await expect(list('searchSenders', { account: '' })).rejects.toMatchObject({
			message:
				'"SMS Account" is empty, and the credential sees several: sms-xx12345-1, sms-xx12345-2. Nothing was done. Choose the one to use.',
		});
	});
});

describe('an empty list says why, and what to do', () => {
	const account = () => stage.sandbox.state.accounts.get('sms-xx12345-1')!;

	test('for senders, those that wait and those that were refused', async () => {
		account().senders.delete('BOUTIQUE');
		await expect(list('searchSenders')).rejects.toMatchObject({
			message: expect.stringMatching(
				/^No sender of this account can send yet\. Waiting for OVHcloud's validation \(up to 72 hours\): NEWSHOP\. Refused: REFUSED.*"Short Number" works at once/,
			) as string,
		});
	});

	test('for senders, how to get one where there is none', async () => {
		account().senders.clear();
		await expect(list('searchSenders')).rejects.toMatchObject({
			message: expect.stringContaining('yet. Ask for one with Sender → Create.') as string,
		});
	});

	test('for accounts, where to get one', async () => {
		stage.sandbox.state.accounts.clear();
		await expect(list('searchAccounts')).rejects.toMatchObject({
			message: expect.stringMatching(
				/^This credential sees no SMS account\. Order SMS credits at OVHcloud/,
			) as string,
		});
	});

	test.each([
		['searchVirtualNumbers', 'This account has no virtual number'],
		['searchReceiverLists', 'This account has no receiver list'],
		['searchJobs', 'No SMS is scheduled on this account'],
		['searchOutgoing', 'This account has sent no SMS yet'],
		['searchBatches', 'This account has no batch'],
		['searchTemplates', 'This account has no template'],
	])('%s', async (method, message) => {
		await expect(list(method, { account: 'sms-xx12345-2' })).rejects.toThrow(`${message}. `);
	});

	test('but a filter may find nothing', async () => {
		expect((await list('searchSenders', { filter: 'nobody' })).results).toEqual([]);
	});
});
