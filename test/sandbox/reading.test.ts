import type { Sandbox } from '../../sandbox';
import { idsOf } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});

const { get, post, timed } = callerAt(clock);
const encoded = encodeURIComponent;

describe('accounts', () => {
	test('are listed, with and without a trailing slash', async () => {
		expect(await get('/sms')).toEqual(['sms-xx12345-1', 'sms-xx12345-2']);
		expect(await get('/sms/')).toEqual(['sms-xx12345-1', 'sms-xx12345-2']);
	});

	test('an unknown one does not exist, whatever is asked of it', async () => {
		const missing = { status: 404, json: { message: 'This service does not exist' } };
		for (const path of ['', '/jobs', '/outgoing', '/incoming', '/senders', '/virtualNumbers']) {
			expect(await timed({ path: `/sms/sms-zz00000-9${path}` })).toMatchObject(missing);
		}
	});

	test('take changes, but not of what is read-only', async () => {
		const body = {
			description: 'New',
			callBack: 'https://example.org/dlr',
			creditsLeft: 1_000_000,
			smsResponse: { responseType: 'cgi', cgiUrl: 'https://example.org/reply' },
		};
		expect(await timed({ method: 'PUT', path: ACCOUNT, body })).toMatchObject({
			status: 200,
			json: null,
		});
		expect(await get(ACCOUNT)).toMatchObject({
			...body,
			creditsLeft: 100,
			smsResponse: { ...body.smsResponse, text: null },
			name: 'sms-xx12345-1',
		});
		expect(await get('/sms/sms-xx12345-2')).toMatchObject({ description: 'Atelier' });
	});
});

test('senders show their states', async () => {
	expect(await get(`${ACCOUNT}/senders`)).toEqual([
		'BOUTIQUE',
		'NEWSHOP',
		'REFUSED',
		'+33700000001',
	]);
	expect(await get(`${ACCOUNT}/senders/REFUSED`)).toMatchObject({
		status: 'refused',
		comment: expect.stringMatching(/./),
	});
	sandbox.state.addSender(sandbox.accountName, { sender: 'My Shop' });
	expect(await get(`${ACCOUNT}/senders/My%20Shop`)).toMatchObject({ status: 'enable' });
	expect(await timed({ path: `${ACCOUNT}/senders/NONE` })).toMatchObject({ status: 404 });
});

describe('outgoing', () => {
	test('filters: tag, sender, receiver, dates', async () => {
		const [first] = idsOf(await post({ tag: 'é +&' }));
		clock.forward(3600);
		const [second] = idsOf(await post({ receivers: ['+447911123456'] }));
		const list = async (query: string) => await get(`${ACCOUNT}/outgoing?${query}`);
		expect(await list(`tag=${encoded('é +&')}`)).toEqual([first]);
		expect(await list('tag=%C3%A9+%2B%26')).toEqual([first]);
		expect(await list(`receiver=${encoded('+447911123456')}`)).toEqual([second]);
		expect(await list('receiver=0033612345678')).toEqual([first]);
		expect(await list('sender=BOUTIQUE')).toEqual([first, second]);
		expect(await list('sender=ATELIER')).toEqual([]);
		const { creationDatetime } = (await get(`${ACCOUNT}/outgoing/${second}`)) as {
			creationDatetime: string;
		};
		expect(await list(`creationDatetime.from=${encoded(creationDatetime)}`)).toEqual([second]);
		expect(await list(`creationDatetime.to=${encoded(creationDatetime)}`)).toEqual([first, second]);
		const earlier = new Date(clock.milliseconds - 60_000).toISOString();
		expect(await list(`creationDatetime.to=${earlier}`)).toEqual([first]);
	});

	test('objects belong to their account, and can be deleted', async () => {
		const [id] = idsOf(await post());
		expect(await timed({ path: `/sms/sms-xx12345-2/outgoing/${id}` })).toMatchObject({
			status: 404,
		});
		const path = `${ACCOUNT}/outgoing/${id}`;
		expect(await timed({ method: 'DELETE', path })).toMatchObject({ status: 200 });
		expect(await timed({ path })).toMatchObject({ status: 404 });
		expect(await get(`${ACCOUNT}/outgoing`)).toEqual([]);
	});
});

test('a history of ten thousand messages is listed, and each is found', async () => {
	const ids = Array.from({ length: 10_000 }, (_, i) => {
		const tag = i % 100 === 0 ? 'seldom' : 'often';
		return sandbox.state.addSent(sandbox.accountName, { tag, receiver: `+336${10_000_000 + i}` })
			.id;
	});
	expect(await get(`${ACCOUNT}/outgoing`)).toEqual(ids);
	expect(await get(`${ACCOUNT}/outgoing?tag=seldom`)).toHaveLength(100);
	const path = `${ACCOUNT}/outgoing/${ids.slice(-50).join(',')}`;
	const batch = (await timed({ path, headers: { 'X-Ovh-Batch': ',' } })).json as object[];
	expect(batch).toHaveLength(50);
	expect(batch[49]).toMatchObject({ value: { receiver: '+33610009999', numberOfSms: 1 } });
	expect(await get(ACCOUNT)).toMatchObject({ creditsLeft: 100 });
});

test('incoming messages are listed, filtered, read and deleted', async () => {
	const sent = { account: sandbox.accountName, message: 'Merci !' };
	const first = sandbox.state.receive({ ...sent, sender: '+33612345678', tag: 'a' });
	const second = sandbox.state.receive({ ...sent, sender: '+33612345679' });
	const path = `${ACCOUNT}/incoming`;
	expect(await get(path)).toEqual([first.id, second.id]);
	expect(await get(`${path}?sender=${encoded('+33612345679')}`)).toEqual([second.id]);
	expect(await get(`${path}?tag=a`)).toEqual([first.id]);
	expect(await get(`${path}/${first.id}`)).toMatchObject({ message: 'Merci !', tag: 'a' });
	expect(await timed({ method: 'DELETE', path: `${path}/${first.id}` })).toMatchObject({
		status: 200,
	});
	expect(await get(path)).toEqual([second.id]);
	expect(await timed({ path: `${path}/${first.id}` })).toMatchObject({ status: 404 });
});

test('blacklisted numbers are listed, read and deleted', async () => {
	sandbox.state.addToBlacklist(sandbox.accountName, '+33612345678', 12);
	const path = `${ACCOUNT}/blacklists`;
	expect(await get(`${path}?smsOutgoingID=12`)).toEqual(['+33612345678']);
	expect(await get(`${path}?smsOutgoingID=13`)).toEqual([]);
	const one = `${path}/${encoded('+33612345678')}`;
	expect(await get(one)).toMatchObject({ number: '+33612345678', smsOutgoingID: 12 });
	expect(await timed({ method: 'DELETE', path: one })).toMatchObject({ status: 200 });
	expect(await get(path)).toEqual([]);
});

test('virtual numbers send and show their own messages', async () => {
	const number = '+33700000001';
	expect(await get('/sms/virtualNumbers')).toEqual([number]);
	expect(await get(`${ACCOUNT}/virtualNumbers`)).toEqual([number]);
	expect(await get(`/sms/virtualNumbers/${encoded(number)}`)).toMatchObject({ number });
	const path = `${ACCOUNT}/virtualNumbers/${encoded(number)}`;
	expect(await get(path)).toEqual({ number, countryCode: 'fr' });

	await post();
	expect(await post({}, path)).toMatchObject({ status: 400 });
	const body = { message: 'Hello', receivers: ['+33612345678'], differedPeriod: 1 };
	const send = async () => await timed({ method: 'POST', path: `${path}/jobs`, body });
	const [id] = idsOf(await send());
	expect(await get(`${path}/jobs`)).toEqual([id]);
	expect(await get(`${path}/jobs/${id}`)).toMatchObject({ id });
	clock.forward(60);
	expect(await get(`${path}/outgoing`)).toEqual([id]);
	expect(await get(`${path}/outgoing/${id}`)).toMatchObject({ sender: number });

	const [cancelled] = idsOf(await send());
	expect(await timed({ method: 'DELETE', path: `${path}/jobs/${cancelled}` })).toMatchObject({
		status: 200,
	});
	const received = sandbox.state.receive({
		account: sandbox.accountName,
		sender: '+33612345678',
		message: 'Yes',
		virtualNumber: number,
	});
	expect(await get(`${path}/incoming`)).toEqual([received.id]);
	expect(await get(`${path}/incoming/${received.id}`)).toMatchObject({ message: 'Yes' });
});

describe('look-ups', () => {
	const estimate = async (message: string, noStopClause = true) =>
		(
			await timed({
				method: 'POST',
				path: '/sms/estimate',
				body: { message, noStopClause, senderType: 'alpha' },
			})
		).json;

	test('estimate counts characters and parts', async () => {
		expect(await estimate('Hello €')).toEqual({
			characters: 8,
			charactersClass: '7bits',
			maxCharactersPerPart: 160,
			parts: 1,
		});
		expect(await estimate('ê'.repeat(71))).toEqual({
			characters: 71,
			charactersClass: 'unicode',
			maxCharactersPerPart: 67,
			parts: 2,
		});
		expect(await estimate('Hello', false)).toMatchObject({ characters: 16 });
	});

	test('ptt codes are explained', async () => {
		expect(await get('/sms/ptts?ptt=23')).toMatchObject({ duration: 'permanent' });
		expect(await timed({ path: '/sms/ptts?ptt=999' })).toMatchObject({ status: 404 });
	});
});
