import { startReceiver, type Receiver } from '../helpers/receiver';
import { startAnswering } from './answering';
import { callerAt, closeSandboxes, open, TestClock } from './world';
import type { NewIncoming, Sandbox } from '../../sandbox';

const NAME = 'sms-xx12345-1';
const clock = new TestClock();
const { post } = callerAt(clock);
let sandbox: Sandbox;
let receiver: Receiver;

beforeEach(async () => {
	receiver = await startReceiver();
	sandbox = await open();
	answerTo(`${receiver.url}/reply`);
});

afterEach(async () => {
	await closeSandboxes();
	await receiver.close();
});

/** Replies are passed on to this address. */
function answerTo(cgiUrl: string): void {
	sandbox.state.accounts.get(NAME)!.details.smsResponse = { responseType: 'cgi', cgiUrl };
}

const receive = async (reply: Partial<NewIncoming> = {}): Promise<number> => {
	const { id } = sandbox.state.receive({
		account: NAME,
		sender: '+33612345678',
		message: 'Yes',
		...reply,
	});
	await sandbox.callbacks.settled();
	return id;
};

const fieldsOf = (body: string) => Object.fromEntries(new URLSearchParams(body));

describe('a reply is told', () => {
	test('as a form with the fields that OVHcloud sends, and nothing in the address', async () => {
		const message = ' Ouï, à 100 % & "+1" = ça marche\u00A0😀\nCamille';
		const id = await receive({ message, tag: 'order 42' });
		const [{ method, path, query, body }] = receiver.received;
		expect({ method, path, query }).toEqual({ method: 'POST', path: '/reply', query: {} });
		expect(fieldsOf(body)).toEqual({
			id: String(id),
			keyword: 'OUÏ,',
			message,
			senderid: '+33612345678',
			shortcode: expect.stringMatching(/^\d{5}$/),
			tag: 'order 42',
		});
	});

	test('with the number that it came in on', async () => {
		const receivers = ['+33612345678'];
		const sms = { message: 'Hello', receivers, senderForResponse: true, noStopClause: true };
		await post({ ...sms, sender: undefined });
		await receive();
		await receive({ virtualNumber: '+33700000001' });
		const [{ sender }] = sandbox.sentTo('+33612345678');
		expect(receiver.received.map(({ body }) => fieldsOf(body).shortcode)).toEqual([
			sender,
			'+33700000001',
		]);
	});

	test('at an address that keeps a query of its own', async () => {
		answerTo(`${receiver.url}/reply?key=1`);
		await receive();
		expect(receiver.received).toMatchObject([{ method: 'POST', query: { key: '1' } }]);
		expect(Object.keys(fieldsOf(receiver.received[0].body))).not.toContain('key');
	});
});

test('the method is chosen for delivery reports and STOPs only, and holds for each try', async () => {
	const { details } = sandbox.state.accounts.get(NAME)!;
	details.callBack = `${receiver.url}/state`;
	details.stopCallBack = `${receiver.url}/stop`;
	const { controls } = sandbox.callbacks;
	controls.retryDelayMs = 1;
	for (const method of ['GET', 'POST'] as const) {
		controls.method = method;
		receiver.answers = [500];
		await post();
		await sandbox.callbacks.settled();
		await receive({ message: 'STOP' });
	}
	const made = receiver.received.map(({ method, path }) => `${method} ${path}`);
	expect(made.sort()).toEqual(
		['GET /state', 'GET /state', 'GET /stop', 'POST /reply']
			.concat(['POST /state', 'POST /state', 'POST /stop', 'POST /reply'])
			.sort(),
	);
	const recorded = sandbox.callbacks.calls.map(({ method, url }) => `${method} ${url}`);
	expect(recorded.map((call) => call.replace(receiver.url, '').split('?')[0]).sort()).toEqual(made);
});

describe('of each call is written down', () => {
	test('what it told: in the address with GET, in the body with POST', async () => {
		sandbox.state.accounts.get(NAME)!.details.callBack = `${receiver.url}/state`;
		await post();
		await sandbox.callbacks.settled();
		await receive({ message: 'A+B' });
		expect(sandbox.callbacks.calls).toMatchObject([
			{ kind: 'state', method: 'GET', body: '', url: expect.stringContaining('/state?id=') },
			{ kind: 'reply', method: 'POST', body: receiver.received[1].body },
		]);
		expect(sandbox.callbacks.calls[1].url).toBe(`${receiver.url}/reply`);
		expect(fieldsOf(sandbox.callbacks.calls[1].body).message).toBe('A+B');
	});

	test('what it was answered with, which may go out as an SMS', async () => {
		const answering = await startAnswering('Merci, à bientôt');
		try {
			answerTo(answering.url);
			await receive();
			answering.text = 'x'.repeat(100_000);
			await receive();
			answering.text = '';
			await receive();
		} finally {
			await answering.close();
		}
		const [short, long, empty] = sandbox.callbacks.calls;
		expect(short).toMatchObject({ status: 200, answer: 'Merci, à bientôt' });
		expect(long.answer).toMatch(/^x{1000,10000}$/);
		expect(empty).toMatchObject({ status: 200, answer: '' });
		expect(answering.types).toEqual(Array(3).fill('application/x-www-form-urlencoded'));
	});

	test('that there was no answer, or only a part of one', async () => {
		const answering = await startAnswering('');
		answering.text = null;
		sandbox.callbacks.controls.retries = 0;
		answerTo(answering.url);
		await receive();
		await answering.close();
		await receive();
		answerTo('http://n8n.invalid/webhook');
		await receive();
		const noAnswer = { status: 0, answer: '', verdict: expect.stringMatching(/^no answer/) };
		expect(sandbox.callbacks.calls).toMatchObject([
			noAnswer,
			noAnswer,
			{ status: 0, answer: '', verdict: 'refused' },
		]);
	});
});
