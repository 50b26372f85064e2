import type { Sandbox } from '../../sandbox';
import { idsOf } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});

const { get, post } = callerAt(clock);
const creditsLeft = async (path = ACCOUNT) =>
	((await get(path)) as { creditsLeft: number }).creditsLeft;

describe('a message that is accepted', () => {
	test('is reported, costs its credit, and leaves no pending job', async () => {
		const answer = await post({ tag: 'order-42' });
		expect(answer).toMatchObject({ status: 200 });
		expect(answer.json).toEqual({
			ids: [26929925],
			invalidReceivers: [],
			tag: 'order-42',
			totalCreditsRemoved: 1,
			validReceivers: ['+33612345678'],
		});
		expect(await creditsLeft()).toBe(99);
		expect(await get(`${ACCOUNT}/jobs`)).toEqual([]);
		expect(await get(`${ACCOUNT}/outgoing`)).toEqual([26929925]);
	});

	test('gets a tag when it has none', async () => {
		expect((await post()).json).toMatchObject({ tag: expect.stringMatching(/./) });
	});

	test('gets one id per receiver, in order', async () => {
		const answer = await post({ receivers: ['+33612345678', '0033612345679'] });
		expect(answer.json).toMatchObject({
			ids: [26929925, 26929926],
			validReceivers: ['+33612345678', '+33612345679'],
			totalCreditsRemoved: 2,
		});
		expect(idsOf(await post())).toEqual([26929927]);
	});

	test('may have 500 receivers and a long body', async () => {
		sandbox.state.addCredits(sandbox.accountName, 10_000);
		const receivers = Array.from({ length: 500 }, (_, i) => `+336000${10000 + i}`);
		const answer = await post({ receivers, message: 'é'.repeat(900) });
		expect(idsOf(answer)).toHaveLength(500);
		expect(answer.json).toMatchObject({ totalCreditsRemoved: 6 * 500 });
	});

	test('of eleven megabytes is still read', async () => {
		const receivers = Array.from({ length: 800_000 }, () => '0612345678');
		const answer = await post({ receivers });
		expect(answer).toMatchObject({ status: 200, json: { ids: [] } });
	});
});

test.each([
	['a'.repeat(160), true, '+33612345678', 1],
	['a'.repeat(161), true, '+33612345678', 2],
	['a'.repeat(150), false, '+33612345678', 2],
	['a'.repeat(149), false, '+33612345678', 1],
	['ê'.repeat(70), true, '+33612345678', 1],
	['ê'.repeat(71), true, '+33612345678', 2],
	['€'.repeat(80), true, '+33612345678', 1],
	['€'.repeat(81), true, '+33612345678', 2],
	['👍'.repeat(35), true, '+33612345678', 1],
	['a', true, '+447911123456', 0.5],
	['a'.repeat(161), true, '+919812345678', 0.8],
	['a', true, '+12025550123', 1],
])('credits for %j (no STOP clause: %s) to %s: %d', async (message, noStopClause, to, credits) => {
	const answer = await post({ message, noStopClause, receivers: [to] });
	expect(answer.json).toMatchObject({ totalCreditsRemoved: credits });
	expect(await creditsLeft()).toBe(100 - credits);
});

describe('receivers', () => {
	test.each([
		'0612345678',
		'33612345678',
		'+3361234567',
		'+330612345678',
		'Bob',
		'',
		'+33 612345678',
	])('%j is invalid, in a 200 answer', async (receiver) => {
		const answer = await post({ receivers: [receiver, '+33612345678'] });
		expect(answer.json).toMatchObject({
			invalidReceivers: [receiver],
			validReceivers: ['+33612345678'],
			totalCreditsRemoved: 1,
		});
	});

	test('all invalid is still a 200, without ids', async () => {
		const answer = await post({ receivers: ['0612345678'] });
		expect(answer).toMatchObject({ status: 200, json: { ids: [], totalCreditsRemoved: 0 } });
		expect(await creditsLeft()).toBe(100);
	});

	test('a number that opted out gets no marketing message, but others', async () => {
		sandbox.state.addToBlacklist(sandbox.accountName, '0033612345678');
		const marketing = await post({ noStopClause: undefined });
		expect(marketing.json).toMatchObject({ ids: [], invalidReceivers: ['+33612345678'] });
		expect((await post()).json).toMatchObject({ invalidReceivers: [] });
		expect(sandbox.sentTo('+33612345678')).toMatchObject([{ marketing: false }]);
	});

	test('exactly one way to give them', async () => {
		expect(await post({ receivers: undefined })).toMatchObject({ status: 400 });
		expect(await post({ receiversSlotId: '1' })).toMatchObject({ status: 400 });
		expect(await post({ receivers: undefined, receiversSlotId: '9' })).toMatchObject({
			status: 404,
			json: { message: 'The requested object (slotId = 9) does not exist' },
		});
	});
});

describe('senders', () => {
	test.each(['UNKNOWN', 'NEWSHOP', 'REFUSED', 'ATELIER', 'boutique'])(
		'%s cannot send from this account',
		async (sender) => {
			expect(await post({ sender })).toMatchObject({
				status: 403,
				json: {
					class: 'Client::Forbidden',
					message: `Sms sender ${sender} does not exists. Please create it first`,
				},
			});
			expect(await creditsLeft()).toBe(100);
		},
	);

	test('one is needed', async () => {
		expect(await post({ sender: undefined })).toMatchObject({
			status: 400,
			json: { message: expect.stringContaining('sender') },
		});
		expect(await post({ sender: undefined, senderForResponse: false })).toMatchObject({
			status: 400,
		});
	});

	test('the short number wins over a sender given as well', async () => {
		await post({ senderForResponse: true });
		await post({ senderForResponse: true, sender: 'UNKNOWN' });
		for (const { sender } of sandbox.sentTo('+33612345678')) expect(sender).toMatch(/^\d{5}$/);
		expect(sandbox.sentTo('+33612345678')).toHaveLength(2);
	});

	test.each([
		'See https://example.org/a',
		'See www.example.org',
		'See shop.fr',
		'Call 06 12 34 56 78',
		'Call +33612345678',
	])('the short number refuses %j', async (message) => {
		const answer = await post({ sender: undefined, senderForResponse: true, message });
		expect(answer).toMatchObject({
			status: 400,
			json: { message: expect.stringContaining('contact information with shortcode') },
		});
		expect(await post({ message })).toMatchObject({ status: 200 });
	});

	test('the short number takes numbers that are no phone numbers', async () => {
		const message = 'Your code is 123456, order 2026-0042 of 12.05.2026: 19.90 EUR.';
		const answer = await post({ sender: undefined, senderForResponse: true, message });
		expect(answer).toMatchObject({ status: 200 });
	});
});

describe('credits', () => {
	const second = '/sms/sms-xx12345-2';
	const receivers = ['+33612345671', '+33612345672', '+33612345673', '+33612345674'];

	test('too few refuse the whole request', async () => {
		const answer = await post({ sender: 'ATELIER', receivers }, second);
		expect(answer).toMatchObject({
			status: 403,
			json: { message: 'You do not have enough credits' },
		});
		expect(receivers.flatMap((receiver) => sandbox.sentTo(receiver))).toEqual([]);
		expect(await creditsLeft(second)).toBe(3);
		const fewer = { sender: 'ATELIER', receivers: receivers.slice(1) };
		expect(await post(fewer, second)).toMatchObject({ status: 200 });
		expect(await creditsLeft(second)).toBe(0);
	});

	test('the status for it may be set, since it is not documented', async () => {
		sandbox.quirks.noCreditStatus = 409;
		expect(await post({ sender: 'ATELIER', receivers }, second)).toMatchObject({ status: 409 });
	});
});
