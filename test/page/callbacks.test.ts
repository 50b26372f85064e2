import { startReceiver } from '../helpers/receiver';
import { startAnswering } from '../sandbox/answering';
import { call } from '../sandbox/client';
import { ACCOUNT, closeSandboxes, open } from '../sandbox/world';
import { closeEvents, command, follow, sendSms } from './pageClient';

const number = '+33612345678';
const account = 'sms-xx12345-1';
afterEach(async () => {
	closeEvents();
	await closeSandboxes();
});

test('every callback shows with what became of it', async () => {
	const sandbox = await open();
	const receiver = await startReceiver();
	try {
		const events = await follow(sandbox);
		expect((await events.start()).callbacks).toEqual([]);
		const callBack = `${receiver.url}/private-path?token=private-token`;
		await call(sandbox, { method: 'PUT', path: ACCOUNT, body: { callBack } });
		await sendSms(sandbox);
		const [called] = await events.change('callbacks');
		expect(called).toMatchObject({
			path: `${new URL(receiver.url).origin}/•••`,
			status: 200,
			verdict: `delivery of ${account}, attempt 1: answered`,
			failed: false,
		});
		await receiver.close();
		sandbox.callbacks.controls.retries = 0;
		await sendSms(sandbox);
		const [lost] = await events.change('callbacks');
		expect(lost).toMatchObject({ status: 0, failed: true });
		expect(lost.verdict).toContain('attempt 1: no answer');
		expect((await (await follow(sandbox)).start()).callbacks).toEqual([called, lost]);
		expect(events.text).not.toContain('private-');
	} finally {
		await receiver.close();
	}
});

test('where no address is registered, the page says that nobody is called', async () => {
	const sandbox = await open();
	await command(sandbox, 'reply', { number, account, text: 'Hello?' });
	await command(sandbox, 'reply', { number, account, text: 'Hello?' });
	await command(sandbox, 'stop', { number, account });
	await sendSms(sandbox);
	await sendSms(sandbox);
	await sandbox.callbacks.settled();
	const { callbacks } = await (await follow(sandbox)).start();
	const nobody = (event: string) => ({
		path: account,
		failed: false,
		verdict: `${event}: nobody is called, no address is registered`,
	});
	// Of deliveries, which are many, it is said once.
	expect(callbacks).toMatchObject(['reply', 'reply', 'STOP', 'delivery'].map(nobody));
	expect(sandbox.callbacks.calls).toEqual([]);
});

test('of a reply that is passed on shows what it tells, and that it was answered with a text', async () => {
	const sandbox = await open();
	const answering = await startAnswering('No webhook private-path');
	try {
		const cgiUrl = `${answering.url}/private-path?token=private-token`;
		const smsResponse = { responseType: 'cgi', cgiUrl };
		await call(sandbox, { method: 'PUT', path: ACCOUNT, body: { smsResponse } });
		await sendSms(sandbox, { tag: 'order-7' });
		await command(sandbox, 'reply', { number, account, text: 'Tomorrow & not later' });
		await sandbox.callbacks.settled();
		answering.text = '';
		await command(sandbox, 'reply', { number, account, text: 'Thanks' });
		await sandbox.callbacks.settled();
		const events = await follow(sandbox);
		const [delivery, first, second] = (await events.start()).callbacks;
		expect(delivery.body).toBeNull();
		const answered = `reply of ${account}, attempt 1: answered`;
		expect(first).toMatchObject({
			path: `${answering.url}/•••`,
			status: 200,
			failed: false,
			verdict: `${answered} with a text, which OVHcloud may send as an SMS`,
		});
		expect(JSON.parse(first.body ?? '')).toMatchObject({
			keyword: 'TOMORROW',
			message: 'Tomorrow & not later',
			senderid: number,
			tag: 'order-7',
		});
		expect(second.verdict).toBe(answered);
		expect(events.text).not.toContain('private-');
	} finally {
		await answering.close();
	}
});
