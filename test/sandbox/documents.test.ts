import type { Sandbox } from '../../sandbox';
import { send, sign } from './client';
import { callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

interface Document {
	id: string;
	getUrl: string;
	putUrl: string;
}

const clock = new TestClock();
const { act, get, timed } = callerAt(clock);
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});

const create = async (body: object = { name: 'list.csv' }) =>
	(await act('POST', '/me/document', body)).json as Document;

test('a document is made, uploaded without signature, read and deleted', async () => {
	const tags = [{ key: 'sms_account', value: 'sms-xx12345-1' }];
	const { id, putUrl } = await create({ name: 'list.csv', tags });
	const path = `/me/document/${id}`;
	expect(await get(path)).toMatchObject({
		name: 'list.csv',
		tags,
		size: 0,
		expirationDate: null,
		validationDate: null,
	});
	expect(await send(putUrl, 'PUT', {}, 'number\n+33612345678\n')).toMatchObject({ status: 201 });
	expect(await get('/me/document')).toEqual([id]);
	const document = (await get(path)) as Document;
	expect(document).toMatchObject({ size: 20 });
	expect(await send(document.getUrl, 'GET', {})).toMatchObject({
		status: 200,
		text: 'number\n+33612345678\n',
	});
	expect(await act('DELETE', path)).toMatchObject({ status: 200 });
	expect(await timed({ path })).toMatchObject({ status: 404 });
	expect(await send(document.getUrl, 'GET', {})).toMatchObject({ status: 404 });
});

test('a document is gone when it expires; nothing else of it can be changed', async () => {
	const { id } = await create();
	const expirationDate = new Date(clock.milliseconds + 60_000).toISOString();
	await act('PUT', `/me/document/${id}`, { expirationDate, name: 'other' });
	expect(await get(`/me/document/${id}`)).toMatchObject({ expirationDate, name: 'list.csv' });
	clock.forward(61);
	expect(await get('/me/document')).toEqual([]);
	expect(await timed({ path: `/me/document/${id}` })).toMatchObject({ status: 404 });
});

describe('the storage', () => {
	test('is on another address than the API', async () => {
		const { putUrl, getUrl } = await create();
		const { host } = new URL(sandbox.baseUrl);
		expect(new URL(putUrl).host).not.toBe(host);
		expect(new URL(putUrl).host).toBe(new URL(getUrl).host);
	});

	test('takes an address only for its own method and file, and only for a day', async () => {
		const { putUrl, getUrl } = await create();
		const other = await create();
		const elsewhere = new URL(putUrl);
		elsewhere.pathname = new URL(other.putUrl).pathname;
		const bare = putUrl.split('?')[0];
		for (const url of [getUrl, elsewhere.href, bare]) {
			expect(await send(url, 'PUT', {}, 'x')).toMatchObject({ status: 401 });
		}
		expect(await send(putUrl, 'GET', {})).toMatchObject({ status: 401 });
		clock.forward(86_401);
		expect(await send(putUrl, 'PUT', {}, 'x')).toMatchObject({ status: 401 });
		expect(await get('/me/document')).toHaveLength(2);
	});

	test('refuses the keys of the API, which belong nowhere else', async () => {
		const { id, putUrl } = await create();
		const headers = {
			'X-Ovh-Application': sandbox.keys.applicationKey,
			'X-Ovh-Signature': sign(sandbox.keys, 'PUT', putUrl, 'x', clock.seconds),
		};
		expect(await send(putUrl, 'PUT', headers, 'x')).toMatchObject({ status: 400 });
		expect(await get(`/me/document/${id}`)).toMatchObject({ size: 0 });
	});

	test('shows its requests, and may fail like the rest', async () => {
		const { putUrl } = await create();
		sandbox.faults.add({ kind: 'status', status: 503, method: 'PUT', path: '/storage/*' });
		expect(await send(putUrl, 'PUT', {}, 'x')).toMatchObject({ status: 503 });
		expect(await send(putUrl, 'PUT', {}, 'x')).toMatchObject({ status: 201 });
		expect(sandbox.requests.slice(-2)).toMatchObject([
			{ method: 'PUT', status: 503, verdict: 'fault: status' },
			{ method: 'PUT', status: 201, verdict: 'accepted', body: 'x' },
		]);
	});
});
