import type { ApiCall } from '../../../src/ovh/call';
import { documentIdIn, downloadDocument, uploadDocument } from '../../../src/ovh/documents';
import {
	BASE_URL,
	failureOf,
	ok,
	type Scripted,
	scripted,
	type Step,
} from '../../helpers/scripted';

const ID = '6f6d3c1e-0000-4000-8000-000000000001';
const GET_URL = 'https://storage.gra.cloud.ovh.net/get?signature=confidential';
const PUT_URL = 'https://storage.gra.cloud.ovh.net/put?signature=confidential';
const CSV = 'number\n+33612345678';

const empty = ok({ id: ID, size: 0, getUrl: GET_URL });
const sized = (size: number) => ok({ id: ID, size, getUrl: GET_URL });
const written = sized(19);
const file: Step = { status: 200, text: CSV };

const urlsOf = ({ requests }: Scripted) => requests.map(({ method, url }) => `${method} ${url}`);

describe('a file that is uploaded', () => {
	const upload = async ({ client }: Scripted) =>
		await uploadDocument(client, async (call) => await client.call(call), 'list.csv', CSV);

	test('is made as a document first, and written to its address then', async () => {
		const script = scripted([ok({ id: ID, putUrl: PUT_URL }), { status: 201 }]);
		expect(await upload(script)).toBe(ID);
		expect(urlsOf(script)).toEqual([`POST ${BASE_URL}/me/document`, `PUT ${PUT_URL}`]);
		expect(script.requests[0].body).toBe('{"name":"list.csv"}');
		expect(script.requests[1].body).toBe(CSV);
		expect(script.requests[1].headers).toEqual({ 'Content-Type': 'text/csv; charset=utf-8' });
	});

	test.each([null, [], { putUrl: PUT_URL }, { id: 5, putUrl: PUT_URL }])(
		'has no id where OVHcloud answers %j, and is not written anywhere',
		async (answer) => {
			const script = scripted([ok(answer), { status: 201 }]);
			const { facts } = await failureOf(upload(script));
			expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none', path: '/me/document' });
			expect(facts.reason).toMatch(/^(the id of a document|an object) was expected$/);
			expect(script.requests).toHaveLength(1);
		},
	);

	test.each([
		undefined,
		7,
		'',
		'nowhere',
		'http://',
		'ftp://storage.example/put',
		'x https://a.example',
	])('is not written to what is no web address: %j', async (putUrl) => {
		const script = scripted([ok({ id: ID, putUrl }), { status: 201 }]);
		const { facts } = await failureOf(upload(script));
		expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
		expect(facts.reason).toBe('the address of a document was expected');
		expect(script.requests).toHaveLength(1);
	});
});

describe('a file that OVHcloud writes', () => {
	const call: ApiCall = {
		route: 'GET /sms/{serviceName}/document',
		path: { serviceName: 'sms-ab12345-1' },
	};
	const download = async ({ client }: Scripted, answer: unknown = ID, seconds = 3) =>
		await downloadDocument(client, call, documentIdIn(call, answer), seconds);

	test.each([[ID], [{ docId: ID }]])('is read by the id in %j', async (answer) => {
		const script = scripted([written, written, file]);
		expect(await download(script, answer)).toBe(CSV);
		const look = `GET ${BASE_URL}/me/document/${ID}`;
		expect(urlsOf(script)).toEqual([look, look, `GET ${GET_URL}`]);
		expect(script.pauses).toEqual([1000]);
	});

	test('is looked at each second until it is written', async () => {
		const script = scripted([empty, empty, written, written, file]);
		expect(await download(script)).toBe(CSV);
		expect(script.pauses).toEqual([1000, 1000, 1000]);
	});

	test('is waited for until two looks give one size', async () => {
		const script = scripted([sized(5), sized(9), written, written, file]);
		expect(await download(script)).toBe(CSV);
		expect(script.pauses).toHaveLength(3);
	});

	test('is read again where it has fewer or more bytes than it tells', async () => {
		const script = scripted([
			...[sized(60), sized(60), file],
			...[sized(9), sized(9), file],
			...[written, written, file],
		]);
		expect(await download(script, ID, 9)).toBe(CSV);
	});

	test('is whole without its BOM, and with bytes that are no UTF-8', async () => {
		expect(await download(scripted([sized(22), sized(22), file]))).toBe(CSV);
		const broken: Step = { status: 200, text: 'Zo\ufffd' };
		expect(await download(scripted([sized(3), sized(3), broken]))).toBe('Zo\ufffd');
	});

	test('that never becomes whole is said to be so', async () => {
		const script = scripted([sized(1), sized(2), sized(3), sized(4)]);
		const { facts } = await failureOf(download(script));
		expect(facts).toMatchObject({
			kind: 'notReady',
			reason: 'not whole, 4 bytes so far, after 3 seconds',
		});
	});

	test('is waited for as long as asked, and then said not to be ready', async () => {
		const script = scripted(Array<Step>(9).fill(empty));
		const { facts } = await failureOf(download(script));
		expect(facts).toMatchObject({
			kind: 'notReady',
			effect: 'none',
			reason: 'empty after 3 seconds',
		});
		expect(script.pauses).toEqual([1000, 1000, 1000]);
		expect(script.requests).toHaveLength(4);
	});

	test.each([null, '', ' ', '..', 5, {}, { docId: null }, { docId: 5 }, [ID]])(
		'has no id in %j, and nothing is read',
		async (answer) => {
			const script = scripted([]);
			const { facts } = await failureOf(download(script, answer));
			expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
			expect(facts.reason).toBe('the id of a document was expected');
			expect(script.requests).toEqual([]);
		},
	);

	test.each([undefined, 'nowhere'])(
		'is not read from what is no web address: %j',
		async (getUrl) => {
			const script = scripted([
				ok({ id: ID, size: 1, getUrl }),
				ok({ id: ID, size: 1, getUrl }),
				file,
			]);
			const { facts } = await failureOf(download(script));
			expect(facts.reason).toBe('the address of a document was expected');
			expect(script.requests).toHaveLength(2);
		},
	);
});
