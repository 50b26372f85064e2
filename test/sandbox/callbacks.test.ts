import { startReceiver, type Receiver } from '../helpers/receiver';
import { closeSandboxes, open, TestClock, callerAt } from './world';
import type { Sandbox, SandboxOptions } from '../../sandbox';
import { Timers } from '../../sandbox/callbacks/timers';

const NAME = 'sms-xx12345-1';
const clock = new TestClock();
const { post } = callerAt(clock);
let sandbox: Sandbox;
let receiver: Receiver;

beforeEach(async () => {
	receiver = await startReceiver();
});

afterEach(async () => {
	await closeSandboxes();
	await receiver.close();
});

async function start(options: SandboxOptions = {}): Promise<void> {
	sandbox = await open(options);
	const account = sandbox.state.accounts.get(NAME)!;
	account.details.callBack = `${receiver.url}/state?key=1`;
	account.details.stopCallBack = `${receiver.url}/stop`;
	account.details.smsResponse = { responseType: 'cgi', cgiUrl: `${receiver.url}/reply` };
}

const receive = (message: string): void => {
	sandbox.state.receive({ account: NAME, sender: '+33612345678', message });
};

test('an SMS on its way is told with the parameters of the guide, intermediate states first', async () => {
	await start({ deliveryDelayMs: 300 });
	await post();
	await sandbox.callbacks.settled();
	expect(receiver.received.map(({ query }) => [query.ptt, query.description])).toEqual([
		['1', '0'],
		['3', '4'],
		['4', '1'],
	]);
	expect(receiver.received[0]).toMatchObject({ method: 'GET', path: '/state' });
	expect(Object.keys(receiver.received[0].query)).toEqual(
		['key'].concat(['id', 'ptt', 'date', 'description', 'descriptionDlr']),
	);
});

test('a reply calls only where the account asks for it', async () => {
	await start();
	receive('Yes');
	await sandbox.callbacks.settled();
	sandbox.state.accounts.get(NAME)!.details.smsResponse.responseType = 'none';
	receive('No');
	await sandbox.callbacks.settled();
	expect(receiver.received.map(({ path }) => path)).toEqual(['/reply']);
});

test('a reply with STOP puts the number on the blacklist and calls', async () => {
	await start();
	const before = sandbox.state.accounts.get(NAME)!.blacklist.size;
	receive(' Stop please');
	await sandbox.callbacks.settled();
	expect(sandbox.state.accounts.get(NAME)!.blacklist.size).toBe(before + 1);
	expect(receiver.received.map(({ path }) => path).sort()).toEqual(['/reply', '/stop']);
});

test('a call is repeated until it is answered with 200', async () => {
	await start();
	sandbox.callbacks.controls.retryDelayMs = 1;
	receiver.answers = [500, 404, 204, 200];
	receive('Yes');
	await sandbox.callbacks.settled();
	expect(sandbox.callbacks.calls.map(({ attempt, status }) => [attempt, status])).toEqual([
		[1, 500],
		[2, 404],
		[3, 204],
		[4, 200],
	]);
});

test('a call whose answer breaks off in the middle is repeated, too', async () => {
	await start();
	sandbox.callbacks.controls.retryDelayMs = 10;
	receiver.answers.push(0);
	receive('Yes');
	await sandbox.callbacks.settled();
	expect(sandbox.callbacks.calls.map(({ attempt, status }) => [attempt, status])).toEqual([
		[1, 0],
		[2, 200],
	]);
});

test('no wait is forgotten, however many there are', async () => {
	const timers = new Timers();
	let ended = 0;
	for (let round = 0; round < 40; round++) {
		const waits = Array.from({ length: 500 }, async () => await timers.pause(1));
		ended += (await Promise.all(waits)).length;
	}
	expect(ended).toBe(20_000);
});

test('copies, one after the other or at the same time, POST, dlr and a changed address', async () => {
	await start();
	const { controls } = sandbox.callbacks;
	Object.assign(controls, { copies: 2, simultaneous: true, method: 'POST', receiptName: 'dlr' });
	controls.rewrite = (address) => address.replace('key=1', 'key=2');
	await post();
	await sandbox.callbacks.settled();
	expect(receiver.received).toHaveLength(2);
	expect(receiver.received[1]).toMatchObject({
		method: 'POST',
		query: { key: '2' },
		body: expect.stringMatching(/^id=\d+&ptt=4&date=[^&]+&dlr=1&descriptionDlr=1$/),
	});
	expect(receiver.mostAtOnce).toBe(2);
	controls.simultaneous = false;
	receiver.mostAtOnce = 0;
	receive('Yes');
	await sandbox.callbacks.settled();
	expect(receiver.received).toHaveLength(4);
	expect(receiver.mostAtOnce).toBe(1);
});

test('states can be told out of order', async () => {
	await start({ deliveryDelayMs: 100 });
	sandbox.callbacks.controls.outOfOrder = true;
	await post();
	await sandbox.callbacks.settled();
	expect(receiver.received[0].query.ptt).toBe('4');
	expect(receiver.received).toHaveLength(3);
});

test('nothing is called outside of this machine', async () => {
	await start();
	sandbox.callbacks.controls.rewrite = () => 'http://n8n.invalid/webhook';
	receive('Yes');
	await sandbox.callbacks.settled();
	expect(sandbox.callbacks.calls).toMatchObject([{ status: 0, verdict: 'refused', attempt: 1 }]);
});

test('a closing sandbox ends what waits', async () => {
	await start({ deliveryDelayMs: 60_000 });
	await post();
	receiver.answers = [500];
	sandbox.callbacks.controls.retryDelayMs = 60_000;
	receive('Yes');
	await closeSandboxes();
	expect(receiver.received.length).toBeLessThan(3);
});
