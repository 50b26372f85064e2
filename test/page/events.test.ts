import type { SmsItem } from '../../sandbox/page/protocol';
import { call, idsOf, send } from '../sandbox/client';
import { ACCOUNT, closeSandboxes, open, TestClock } from '../sandbox/world';
import { closeEvents, command, follow, phoneView, sendSms } from './pageClient';

const number = '+33612345678';
const account = 'sms-xx12345-1';
afterEach(async () => {
	closeEvents();
	await closeSandboxes();
});

test('an SMS that the API accepts shows at once, with all that one wants to know', async () => {
	const sandbox = await open();
	const events = await follow(sandbox);
	expect(await events.start()).toMatchObject({ phones: [], phoneCount: 0, basePath: '/1.0' });
	const text = 'Only today: –20 % on everything';
	await sendSms(sandbox, { message: text, tag: 'promo', noStopClause: false });
	expect(await events.change('items')).toEqual([
		{
			kind: 'sms',
			key: expect.stringMatching(/^sms-\d+$/),
			number,
			index: 0,
			account,
			at: expect.any(Number),
			sender: 'BOUTIQUE',
			text,
			tag: 'promo',
			parts: 1,
			encoding: 'unicode',
			credits: 1,
			stopClause: 'STOP:36111',
			virtualNumber: null,
			scheduledFor: null,
			state: { tone: 'good', text: 'Delivered' },
		},
	]);
});

test('a page that is opened later gets what happened before, in its order', async () => {
	const clock = new TestClock();
	const sandbox = await open({ now: clock.now });
	const at = { timestamp: clock.seconds };
	const body = { message: 'First', receivers: [number], sender: 'BOUTIQUE', noStopClause: true };
	const post = async (change: object) =>
		await call(sandbox, {
			method: 'POST',
			path: `${ACCOUNT}/jobs`,
			body: { ...body, ...change },
			...at,
		});
	await post({});
	clock.forward(2);
	sandbox.state.receive({ account, sender: number, message: 'Second' });
	clock.forward(2);
	await post({ message: 'Third' });
	clock.forward(2);
	sandbox.state.addToBlacklist(account, number);
	const { phones } = await (await follow(sandbox)).start();
	expect(phones).toMatchObject([
		{ number, optedOut: [account], items: [{ text: 'First' }, { text: 'Second' }, {}, {}] },
	]);
	expect(phones[0].items.map(({ kind, index }) => [kind, index])).toEqual([
		['sms', 0],
		['reply', 1],
		['sms', 2],
		['stop', 3],
	]);
});

test('a message is followed from its schedule to its end', async () => {
	const clock = new TestClock();
	const sandbox = await open({ now: clock.now, deliveryDelayMs: 10_000 });
	const events = await follow(sandbox);
	await events.start();
	sandbox.state.messages.setOutcome(number, { ptt: 24, deliveryReceipt: 2 });
	await events.change('outcomes');
	await call(sandbox, {
		method: 'POST',
		path: `${ACCOUNT}/jobs`,
		body: {
			message: 'Later',
			receivers: [number],
			sender: 'BOUTIQUE',
			noStopClause: true,
			differedPeriod: 2,
		},
		timestamp: clock.seconds,
	});
	const [item] = (await events.change('items')) as SmsItem[];
	expect(item.state).toEqual({ tone: 'waiting', text: 'Scheduled' });
	expect(item.scheduledFor).toBe(item.at + 120_000);
	const { key } = item;
	clock.forward(120);
	expect(await events.change('states')).toEqual([
		{ key, number, state: { tone: 'moving', text: 'Pending' } },
	]);
	clock.forward(5);
	expect(await events.change('states')).toMatchObject([{ state: { text: 'At the operator' } }]);
	clock.forward(5);
	expect(await events.change('states')).toMatchObject([{ state: { tone: 'bad', text: 'Absent' } }]);
});

test('a cancelled message says so', async () => {
	const sandbox = await open();
	const events = await follow(sandbox);
	await events.start();
	const [id] = idsOf(await sendSms(sandbox, { differedPeriod: 60 }));
	await events.change('items');
	await call(sandbox, { method: 'DELETE', path: `${ACCOUNT}/jobs/${id}` });
	expect(await events.change('states')).toEqual([
		{ key: `sms-${id}`, number, state: { tone: 'off', text: 'Cancelled' } },
	]);
});

test('answers, opt-outs, settings and credits show on every open page', async () => {
	const sandbox = await open();
	const [one, other] = [await follow(sandbox), await follow(sandbox)];
	for (const events of [one, other]) await events.start();
	await sendSms(sandbox, { tag: 'order-7' });
	await command(sandbox, 'reply', { number, account, text: 'Fine' });
	await command(sandbox, 'stop', { number, account });
	await command(sandbox, 'outcome', { ending: 'invalid', delaySeconds: 3 });
	await command(sandbox, 'outcome', { number, ending: 'absent' });
	await command(sandbox, 'credits', { account, creditsLeft: 12 });
	for (const events of [one, other]) {
		expect(await events.change('optedOut')).toEqual([{ number, accounts: [account] }]);
		expect(await events.change('outcome')).toEqual({ ending: 'invalid', delaySeconds: 3 });
		expect(await events.change('outcomes')).toEqual([
			{ number, outcome: { ending: 'absent', delaySeconds: 0 } },
		]);
		const [{ creditsLeft, senders }] = await events.change('accounts');
		expect(creditsLeft).toBe(12);
		expect(senders).toContainEqual({ sender: 'BOUTIQUE', status: 'enable', comment: null });
	}
	const { items } = await phoneView(sandbox, number);
	expect(items).toMatchObject([
		{ kind: 'sms' },
		{ kind: 'reply', text: 'Fine', tag: 'order-7' },
		{ kind: 'stop', account },
	]);
});

test('every request shows with its verdict', async () => {
	const sandbox = await open();
	await sendSms(sandbox);
	const events = await follow(sandbox);
	expect((await events.start()).requests).toMatchObject([
		{ method: 'POST', path: `${ACCOUNT}/jobs`, status: 200, verdict: 'accepted, 1 credit' },
	]);
	await sendSms(sandbox, { sender: 'NEWSHOP' });
	expect(await events.change('requests')).toMatchObject([
		{ status: 403, failed: true, verdict: expect.stringContaining('refused: Sms sender NEWSHOP') },
	]);
	sandbox.faults.add({ kind: 'silence', when: 'before' });
	const unanswered = send(`${sandbox.baseUrl}/sms`, 'GET', {}, '', AbortSignal.timeout(300));
	await expect(unanswered).rejects.toThrow();
	expect(await events.change('requests')).toMatchObject([
		{ status: 0, failed: true, verdict: 'fault: silence' },
	]);
});

test('no secret reaches the page', async () => {
	const sandbox = await open();
	await sendSms(sandbox, { message: 'Shown' });
	const events = await follow(sandbox);
	const snapshot = await events.start();
	expect(snapshot.requests[0].body).toContain('"message": "Shown"');
	const user = { login: 'shop', password: 'hunter2-hunter2' };
	await call(sandbox, { method: 'POST', path: `${ACCOUNT}/users`, body: user });
	const [{ body }] = await events.change('requests');
	expect(body).toContain('"login": "shop"');
	expect(body).toContain('"password": "•••"');
	const callBack = 'https://n8n.example/webhook/private-path?token=private-token';
	await call(sandbox, { method: 'PUT', path: ACCOUNT, body: { callBack } });
	expect((await events.change('requests'))[0].body).toContain('"https://n8n.example/•••"');
	const raw = `{"message":"unfinished","password":"hunter2-hunter2"`;
	await call(sandbox, { method: 'POST', path: `${ACCOUNT}/jobs?key=private-token`, body: raw });
	expect((await events.change('requests'))[0].body).toBeNull();
	const signature = String(sandbox.requests[0].headers['x-ovh-signature']);
	const secrets = [...Object.values(sandbox.keys), signature, 'hunter2', 'private-'];
	const shown = events.text + JSON.stringify(await phoneView(sandbox, number));
	expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
});

test('ten thousand messages are told in small pieces', async () => {
	const sandbox = await open();
	sandbox.state.addCredits(account, 20_000);
	const events = await follow(sandbox);
	await events.start();
	const receivers = Array.from({ length: 5000 }, (_none, index) => `+336${10_000_000 + index}`);
	await sendSms(sandbox, { receivers });
	for (let sent = 0; sent < 5000; sent += 1000) {
		await sendSms(sandbox, { receivers: Array.from({ length: 1000 }, () => number) });
	}
	const late = await (await follow(sandbox)).start();
	expect(late.phoneCount).toBe(5001);
	expect(late.phones).toHaveLength(24);
	expect(late.phones[0]).toMatchObject({ number });
	expect(late.phones[0].items).toHaveLength(20);
	expect(JSON.stringify(late).length).toBeLessThan(500_000);

	const last = late.phones[0].items[0].index;
	const older = await phoneView(sandbox, number, last);
	expect(older.items.map(({ index }) => index)).toEqual(
		Array.from({ length: 20 }, (_none, index) => last - 20 + index),
	);
	const more = await send(`${sandbox.pageUrl}sandbox/phones?skip=24`, 'GET', {});
	expect((more.json as unknown[]).length).toBe(24);
	expect(more.text).not.toContain(late.phones[23].number);
	expect(events.text.length).toBeLessThan(5_000_000);
});
