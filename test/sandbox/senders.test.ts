import type { Sandbox } from '../../sandbox';
import { send } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { act, get, post, timed } = callerAt(clock);
const SENDERS = `${ACCOUNT}/senders`;
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});

describe('a new sender', () => {
	const create = async (sender: string) => await act('POST', SENDERS, { sender, reason: 'Ours' });

	test('waits for its validation, and cannot send until then', async () => {
		const answer = await act('POST', SENDERS, { sender: 'FLOWERS', description: 'The florist' });
		expect(answer).toMatchObject({ status: 200, json: 'FLOWERS' });
		expect(await get(SENDERS)).toContain('FLOWERS');
		expect(await get(`${SENDERS}/FLOWERS`)).toMatchObject({
			description: 'The florist',
			referer: 'custom',
			status: 'waitingValidation',
			type: 'alpha',
			validationMedia: null,
		});
		expect(await post({ sender: 'FLOWERS' })).toMatchObject({ status: 403 });
	});

	test('is refused when it is there already', async () => {
		expect(await create('BOUTIQUE')).toMatchObject({
			status: 409,
			json: { class: 'Client::Conflict' },
		});
	});

	test.each(['', 'TWELVELETTER', 'É', '12345', 'a/b', 'a#b'])('%j is no sender', async (sender) => {
		expect(await create(sender)).toMatchObject({ status: 400 });
		expect(await get(SENDERS)).toEqual(['BOUTIQUE', 'NEWSHOP', 'REFUSED', '+33700000001']);
	});

	test.each(['My Shop', 'A & B', 'a,b', '+33612340000'])('%j is one', async (sender) => {
		expect(await create(sender)).toMatchObject({ status: 200 });
		expect(await get(`${SENDERS}/${encodeURIComponent(sender)}`)).toMatchObject({ sender });
	});

	test('of a moderator is validated by no code', async () => {
		await create('FLOWERS');
		const answer = await act('POST', `${SENDERS}/FLOWERS/validate`, { code: '123456' });
		expect(answer).toMatchObject({ status: 403 });
	});
});

describe('a sender that OVHcloud knows to be ours', () => {
	const AVAILABLE = `${ACCOUNT}/sendersAvailableForValidation`;
	const number = `${SENDERS}/${encodeURIComponent('+33611223344')}`;

	test('is offered, by where it comes from', async () => {
		const domain = { referer: 'domain', sender: 'boutique.fr' };
		const nichandle = { referer: 'nichandle', sender: '+33611223344' };
		expect(await get(AVAILABLE)).toEqual([domain, nichandle]);
		expect(await get(`${AVAILABLE}?referer=domain`)).toEqual([domain]);
		expect(await get(`${AVAILABLE}?referer=nichandle`)).toEqual([nichandle]);
		expect(await timed({ path: `${AVAILABLE}?referer=line` })).toMatchObject({ status: 400 });
	});

	test('sends once its code was given, and only the right one', async () => {
		await act('POST', SENDERS, { sender: '+33611223344', reason: 'sendersAvailableForValidation' });
		expect(await get(number)).toMatchObject({ referer: 'nic', validationMedia: '+33611223344' });
		expect(await act('POST', `${number}/validate`, { code: '000000' })).toMatchObject({
			status: 403,
		});
		expect(await get(number)).toMatchObject({ status: 'waitingValidation' });
		expect(await act('POST', `${number}/validate`, { code: '123456' })).toMatchObject({
			status: 200,
			json: null,
		});
		expect(await get(number)).toMatchObject({ status: 'enable' });
		expect(await post({ sender: '+33611223344' })).toMatchObject({ status: 200 });
		expect(await act('POST', `${number}/validate`, { code: '123456' })).toMatchObject({
			status: 409,
		});
	});
});

test('a sender is described anew, switched off and on, and deleted', async () => {
	const path = `${SENDERS}/BOUTIQUE`;
	const body = { description: 'Shop 2', status: 'disable', type: 'numeric' };
	expect(await act('PUT', path, body)).toMatchObject({ status: 200 });
	expect(await get(path)).toMatchObject({
		description: 'Shop 2',
		status: 'disable',
		type: 'alpha',
	});
	expect(await post()).toMatchObject({ status: 403 });
	await act('PUT', path, { status: 'enable' });
	expect(await post()).toMatchObject({ status: 200 });
	expect(await act('PUT', `${SENDERS}/NEWSHOP`, { status: 'enable' })).toMatchObject({
		status: 403,
	});
	expect(await act('DELETE', path)).toMatchObject({ status: 200 });
	expect(await get(SENDERS)).toEqual(['NEWSHOP', 'REFUSED', '+33700000001']);
	expect(await act('DELETE', path)).toMatchObject({ status: 404 });
});

test('proofs are uploaded to the storage, without signature', async () => {
	const path = `${SENDERS}/NEWSHOP/documents`;
	const created = await act('POST', path, { name: 'kbis.pdf' });
	const { documentID, putUrl } = created.json as { documentID: string; putUrl: string };
	expect(created.json).toMatchObject({ name: 'kbis.pdf', description: null, size: 0 });
	expect(await send(putUrl, 'PUT', {}, 'proof')).toMatchObject({ status: 201 });
	expect(await get(path)).toEqual([documentID]);
	await act('PUT', `${path}/${documentID}`, { description: 'Register' });
	const document = await get(`${path}/${documentID}`);
	expect(document).toMatchObject({ description: 'Register', size: 5 });
	expect((await send((document as { getUrl: string }).getUrl, 'GET', {})).text).toBe('proof');
	expect(await get(`${SENDERS}/REFUSED/documents`)).toEqual([]);
	expect(await get('/me/document')).toEqual([]);
});

describe('X-Ovh-Batch', () => {
	const read = async (path: string, separator: string) =>
		(await timed({ path, headers: { 'X-Ovh-Batch': separator } })).json;

	test('reads senders whose names hold the usual separator', async () => {
		sandbox.state.addSender(sandbox.accountName, { sender: 'a,b' });
		for (const bar of ['|', '%7C']) {
			expect(await read(`${SENDERS}/a%2Cb${bar}BOUTIQUE`, '|')).toMatchObject([
				{ key: 'a,b', value: { sender: 'a,b' } },
				{ key: 'BOUTIQUE', value: { sender: 'BOUTIQUE' } },
			]);
		}
	});

	test('splits only the last part of the path', async () => {
		expect(await read(`${SENDERS}/BOUTIQUE-NEWSHOP`, '-')).toMatchObject([
			{ key: 'BOUTIQUE', error: null },
			{ key: 'NEWSHOP', error: null },
		]);
	});
});
