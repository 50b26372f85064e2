import type { Sandbox } from '../../sandbox';
import { idsOf } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

const clock = new TestClock();
const { act, get, post, timed } = callerAt(clock);
const LISTS = `${ACCOUNT}/receivers`;
const LIST = 'number;name\n+33612345678;Ada\n+33612345679;Bob\n';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
	sandbox.state.accounts.get(sandbox.accountName)?.receiverLists.clear();
});
afterEach(closeSandboxes);

interface Document {
	id: string;
	getUrl: string;
	putUrl: string;
}

const newDocument = async () =>
	(await act('POST', '/me/document', { name: 'list.csv' })).json as Document;

const putFile = async ({ putUrl }: Document, text: string | Buffer) =>
	await fetch(putUrl, { method: 'PUT', body: new Uint8Array(Buffer.from(text)) });

/** Uploads a file as a document. @returns its id */
async function upload(text: string | Buffer): Promise<string> {
	const document = await newDocument();
	await putFile(document, text);
	return document.id;
}

async function create(text: string | Buffer, change: object = {}) {
	const body = { autoUpdate: false, description: 'Customers', slotId: 1, ...change };
	return await act('POST', LISTS, { documentId: await upload(text), ...body });
}

describe('a list', () => {
	test('is copied from an uploaded document', async () => {
		const documentId = await upload(LIST);
		const body = { autoUpdate: false, description: 'Customers', documentId, slotId: 3 };
		const created = await act('POST', LISTS, body);
		expect(created).toMatchObject({
			status: 200,
			json: { slotId: 3, records: 2, description: 'Customers', canAutoUpdate: false },
		});
		await act('DELETE', `/me/document/${documentId}`);
		expect(await get(LISTS)).toEqual([3]);
		expect(await get(`${LISTS}/3`)).toEqual(created.json);
		expect(await get(`${LISTS}/3/csv`)).toBe(LIST);
	});

	test('is described anew and deleted', async () => {
		await create(LIST);
		expect(await act('PUT', `${LISTS}/1`, { description: 'Friends', records: 9 })).toMatchObject({
			status: 200,
		});
		expect(await get(`${LISTS}/1`)).toMatchObject({ description: 'Friends', records: 2 });
		expect(await act('PUT', `${LISTS}/1`, { autoUpdate: true })).toMatchObject({ status: 400 });
		expect(await act('DELETE', `${LISTS}/1`)).toMatchObject({ status: 200 });
		expect(await get(LISTS)).toEqual([]);
		expect(await timed({ path: `${LISTS}/1` })).toMatchObject({ status: 404 });
	});

	test.each([
		['phone;name\n+33612345678;Ada\n', 'no column "number"'],
		['number,name\n+33612345678,Ada\n', 'no column "number"'],
		['number;name\n+33612345678;Ada\n0612345679;Bob\n', 'on line 3'],
		['number;name\n+33612345678;Ève\n', 'on line 2'],
		['number;name\n+33612345678\n', 'on line 2'],
		['number\n', 'no receivers'],
		[Buffer.from('number;name\n+33612345678;Ad\xe8le\n', 'latin1'), 'UTF-8'],
	])('is not made of %j', async (text, message) => {
		expect(await create(text)).toMatchObject({
			status: 400,
			json: { message: expect.stringContaining(message) },
		});
		expect(await get(LISTS)).toEqual([]);
	});

	test('takes letters of the GSM alphabet, quotes, and a byte order mark', async () => {
		const text = '\ufeffname;number\n"Zo\u00e9; ""Z""";+33612345678\n';
		expect(await create(text)).toMatchObject({ status: 200, json: { records: 1 } });
		expect(await get(`${LISTS}/1/csv`)).toBe(text.slice(1));
	});

	test('needs a free slot from 1 to 9, and one source', async () => {
		await create(LIST);
		expect(await create(LIST)).toMatchObject({ status: 409 });
		for (const slotId of [0, 10])
			expect(await create(LIST, { slotId })).toMatchObject({ status: 400 });
		const other = { slotId: 2 };
		expect(await create(LIST, { ...other, csvUrl: 'http://127.0.0.1/' })).toMatchObject({
			status: 400,
		});
		expect(await create(LIST, { ...other, documentId: undefined })).toMatchObject({ status: 400 });
		expect(await create(LIST, { ...other, autoUpdate: true })).toMatchObject({ status: 400 });
		const missing = { documentId: '5d1f5a1e-8a52-4b6d-9d43-1c4c5a0e2a10' };
		expect(await create(LIST, { ...other, ...missing })).toMatchObject({ status: 404 });
		expect(await get(LISTS)).toEqual([1]);
	});

	test('is not made of a document that was never uploaded', async () => {
		const { id: documentId } = await newDocument();
		const body = { autoUpdate: false, description: 'x', documentId, slotId: 1 };
		expect(await act('POST', LISTS, body)).toMatchObject({ status: 400 });
	});
});

describe('a list from an address', () => {
	const fromUrl = async (csvUrl: string, autoUpdate = false) =>
		await act('POST', LISTS, { autoUpdate, csvUrl, description: 'x', slotId: 1 });

	test('is read once, or anew for each message when it updates itself', async () => {
		const file = await newDocument();
		await putFile(file, LIST);
		expect(await fromUrl(file.getUrl)).toMatchObject({ json: { canAutoUpdate: true, records: 2 } });
		await putFile(file, `${LIST}+33612345670;Cleo\n`);
		const toList = { receivers: undefined, receiversSlotId: '1' };
		expect(idsOf(await post(toList))).toHaveLength(2);
		await act('PUT', `${LISTS}/1`, { autoUpdate: true });
		expect(idsOf(await post(toList))).toHaveLength(3);
		expect(await get(`${LISTS}/1`)).toMatchObject({ autoUpdate: true, records: 3 });
	});

	test('is refused when there is no such file', async () => {
		expect(await fromUrl((await newDocument()).getUrl)).toMatchObject({
			status: 400,
			json: { message: expect.stringContaining('404') },
		});
		for (const url of ['http://example.org/list.csv', 'file:///etc/passwd', 'list.csv']) {
			expect(await fromUrl(url)).toMatchObject({ status: 400 });
		}
		expect(await get(LISTS)).toEqual([]);
	});
});

describe('sending to a list', () => {
	test('puts each receiver’s columns into its text', async () => {
		await create('number;name;code 1\n+33612345678;Ada;A7\n+447911123456;Bob;B#8\n');
		const report = await post({
			message: '#1 for #name#: #code 1# #nope#',
			receivers: undefined,
			receiversSlotId: '1',
		});
		expect(report.json).toMatchObject({
			totalCreditsRemoved: 1.5,
			validReceivers: ['+33612345678', '+447911123456'],
		});
		expect(sandbox.sentTo('+33612345678')).toMatchObject([{ message: '#1 for Ada: A7 #nope#' }]);
		expect(sandbox.sentTo('+447911123456')).toMatchObject([{ message: '#1 for Bob: B#8 #nope#' }]);
	});

	test('counts the parts of each text', async () => {
		await create(`number;text\n+33612345678;${'a'.repeat(161)}\n+33612345679;b\n`);
		const body = { message: '#text#', receivers: undefined, receiversSlotId: '1' };
		expect((await post(body)).json).toMatchObject({ totalCreditsRemoved: 3 });
	});

	test('reads a file from an address without a list', async () => {
		const file = await newDocument();
		await putFile(file, LIST);
		const receiversDocumentUrl = file.getUrl;
		const body = { message: 'Hi #name#', receivers: undefined, receiversDocumentUrl };
		expect(idsOf(await post(body))).toHaveLength(2);
		expect(sandbox.sentTo('+33612345679')).toMatchObject([{ message: 'Hi Bob' }]);
		expect(await get(LISTS)).toEqual([]);
	});
});

describe('cleaning', () => {
	const clean = async (freemium: boolean, priceOnly = false) =>
		(await act('POST', `${LISTS}/1/clean`, { freemium, priceOnly })).json as { taskId: number };
	const credits = async () => ((await get(ACCOUNT)) as { creditsLeft: number }).creditsLeft;

	test('tells its price without doing anything', async () => {
		await create(LIST);
		expect(await clean(false, true)).toEqual({ taskId: 0, totalCreditsRemoved: 0.2 });
		expect(await credits()).toBe(100);
		expect(await get(`${ACCOUNT}/task`)).toEqual([]);
	});

	test('looks every number up and takes the dead ones away, in a while', async () => {
		sandbox = await open({ now: clock.now, taskDelayMs: 60_000 });
		sandbox.state.accounts.get(sandbox.accountName)?.receiverLists.clear();
		await create(LIST);
		sandbox.state.lookUps.setResult('+33612345679', { reachable: false });
		const { taskId } = await clean(false);
		expect(await credits()).toBe(99.8);
		const task = async () => await get(`${ACCOUNT}/task/${taskId}`);
		expect(await task()).toMatchObject({ function: 'cleanSmsReceivers', status: 'todo' });
		expect(await get(`${LISTS}/1`)).toMatchObject({ records: 2 });
		clock.forward(40);
		expect(await task()).toMatchObject({ status: 'doing', step: 'waitForHlrs' });
		expect(await get(`${ACCOUNT}/task?status=done`)).toEqual([]);
		clock.forward(20);
		expect(await task()).toMatchObject({ status: 'done' });
		expect(await get(`${ACCOUNT}/task?status=done`)).toEqual([taskId]);
		expect(await get(`${LISTS}/1/csv`)).toBe('number;name\n+33612345678;Ada\n');
	});

	test('for free takes away only what is known to be no number', async () => {
		await create(LIST);
		sandbox.state.lookUps.setResult('+33612345679', { reachable: false });
		sandbox.state.messages.setOutcome('+33612345678', { ptt: 23, deliveryReceipt: 2 });
		await post();
		expect(await clean(true)).toMatchObject({ totalCreditsRemoved: 0 });
		expect(await get(`${LISTS}/1/csv`)).toBe('number;name\n+33612345679;Bob\n');
		expect(await credits()).toBe(99);
	});
});
