import { type INode, sleep } from 'n8n-workflow';

import { linkTo, submit } from '../helpers/n8n/waiting';
import { askWorkflow as ask, ACCOUNT, numbers, SEND_PATH } from '../helpers/sending';
import { AT_ONCE, errorOf, hintsOf, itemsOf, setStage } from '../helpers/stage';

const stage = setStage(AT_ONCE);
const [ADA, BOB] = numbers(2);

const posts = () => stage.sandbox.requests.filter(({ method }) => method === 'POST');
const creditsLeft = () => stage.sandbox.state.accounts.get(ACCOUNT)?.details.creditsLeft ?? 0;
const resumedWith = () => stage.engine.waiting.resumedWith?.map(({ json }) => json);
const limit = (values: INode['parameters']) => ({ limitWaitTime: { values } });
const MINUTES = { limitType: 'afterTimeInterval', resumeUnit: 'minutes' };

describe('a question', () => {
	test('carries the address of its page, and waits without an end', async () => {
		const run = await stage.run(ask({ to: ADA }));
		expect(run.waitTill?.getUTCFullYear()).toBe(3000);
		const [{ message }] = stage.sandbox.sentTo(ADA);
		expect(message).toMatch(/^Deploy version 12\?\nhttp\S+\?q=[\da-f]{8}-0&signature=[\da-f]{64}$/);
		expect(hintsOf(run).join()).toContain('2 parts');
	});

	test('goes to each recipient with an address of its own', async () => {
		await stage.run(ask({ to: [ADA, BOB].join() }));
		expect(linkTo(stage.sandbox, BOB)).toMatch(/-1&/);
		await submit(linkTo(stage.sandbox, BOB), { answer: 'true' });
		expect(resumedWith()).toMatchObject([{ data: { responder: BOB, by: 'link' } }]);
	});

	test('is one for all items', async () => {
		const run = await stage.run(ask({ to: ADA }), itemsOf({ a: 1 }, { a: 2 }));
		expect(run.waitTill).toBeDefined();
		expect(stage.sandbox.sentTo(ADA)).toHaveLength(1);
	});

	test.each([
		['it differs from item to item', { message: '=Number {{ $json.a }}?' }, '"Message" differs'],
		['the number is none', { to: `${ADA}, 12` }, '"To" holds'],
		['it is empty', { message: ' ' }, '"Message" is empty'],
		['it takes too many parts', { options: { maxParts: 1 } }, 'takes 2 SMS parts'],
		['it costs too much', { options: { maxCredits: 1 } }, 'would take 2'],
		['its reminder costs too much', { options: { maxCredits: 3, remindAfter: 5 } }, 'would take 4'],
		['the number is in another country', { options: { allowedCountries: ['BE'] } }, 'France'],
		['it comes from a short number', { senderType: 'shortNumber' }, 'OVHcloud refuses links'],
		['the time is over', { options: limit({ ...MINUTES, resumeAmount: 0 }) }, 'above 0'],
		[
			'the moment is past',
			{ options: limit({ limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01T10:00' }) },
			'ends in the past',
		],
		[
			'it reminds too late',
			{ options: { ...limit({ ...MINUTES, resumeAmount: 5 }), remindAfter: 5 } },
			'comes after the end',
		],
	])('is refused before anything is sent where %s', async (_, parameters, message) => {
		const run = await stage.run(
			ask({ to: ADA, ...parameters } as never),
			itemsOf({ a: 1 }, { a: 2 }),
		);
		expect(errorOf(run).message).toContain(message);
		expect(run.waitTill).toBeUndefined();
		expect(posts()).toEqual([]);
	});

	test('that OVHcloud refuses fails; one that reaches somebody waits', async () => {
		const rejected = { kind: 'status', status: 403, message: 'No', path: SEND_PATH } as const;
		stage.sandbox.faults.add(rejected);
		expect((await stage.run(ask({ to: ADA }))).waitTill).toBeUndefined();
		stage.sandbox.faults.add(rejected);
		const run = await stage.run(ask({ to: `${ADA}, ${BOB}` }));
		expect(run.waitTill).toBeDefined();
		expect(hintsOf(run).join()).toContain(`${ADA} may not have the question`);
	});
});

describe('an address that does not lead to this execution', () => {
	afterEach(() => {
		stage.engine.waiting.running = { status: 409, body: '' };
	});

	test.each([
		[404, 'Not found', 'answers HTTP 404'],
		[200, '<h1>Welcome</h1>', 'answers HTTP 200'],
		[302, '', 'answers HTTP 302'],
		[401, 'no signature', 'answers HTTP 401'],
		[500, 'another server', 'answers HTTP 500'],
	])('with HTTP %i is found before a credit is spent', async (status, body, message) => {
		stage.engine.waiting.running = { status, body };
		const error = errorOf(await stage.run(ask({ to: ADA })));
		expect(error.message).toContain(message);
		expect(error.message).not.toContain('signature=');
		expect(error.description).toContain('WEBHOOK_URL');
		expect(posts()).toEqual([]);
	});
});

describe('the page', () => {
	test('shows the question as it is, and nothing in it is taken for HTML', async () => {
		await stage.run(ask({ to: ADA, message: '<script>alert("1")</script> & é?' }));
		const page = await (await fetch(linkTo(stage.sandbox, ADA))).text();
		expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; é?');
		expect(page).not.toMatch(/<script|https?:|\son\w+=/);
		expect(Buffer.byteLength(page)).toBeLessThan(10_000);
	});

	test('may be neither framed, kept, nor told of to others', async () => {
		await stage.run(ask({ to: ADA }));
		const { headers } = await fetch(linkTo(stage.sandbox, ADA));
		expect(headers.get('content-security-policy')).toMatch(
			/^sandbox allow-forms; default-src 'none';.*frame-ancestors 'none'/,
		);
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('referrer-policy')).toBe('no-referrer');
	});

	test('of a question whose time is over takes no answer', async () => {
		const short = limit({ ...MINUTES, resumeAmount: 0.001 });
		const { waitTill } = await stage.run(ask({ to: ADA, options: short }));
		await sleep(Math.max(0, Number(waitTill) - Date.now() + 1));
		const answer = await submit(linkTo(stage.sandbox, ADA), { answer: 'true' });
		expect(answer.status).toBe(410);
		expect(await answer.text()).toContain('Too late');
		expect(resumedWith()).toBeUndefined();
	});

	test('takes no button that it does not show', async () => {
		await stage.run(ask({ to: ADA }));
		for (const answer of ['false', 'TRUE', '1', '']) {
			expect((await submit(linkTo(stage.sandbox, ADA), { answer })).status).toBe(400);
		}
		expect(resumedWith()).toBeUndefined();
	});

	test('takes no text that is longer than it may be', async () => {
		await stage.run(ask({ to: ADA, responseType: 'freeText' }));
		const link = linkTo(stage.sandbox, ADA);
		expect((await submit(link, { text: 'x'.repeat(2001) })).status).toBe(400);
		await submit(link, { text: ' yes,\nbut later ' });
		expect(resumedWith()).toMatchObject([{ data: { text: 'yes,\nbut later' } }]);
	});
});

describe('a reminder', () => {
	test('is the same SMS, and paid with it', async () => {
		const before = creditsLeft();
		await stage.run(ask({ to: ADA, options: { remindAfter: 30 } }));
		expect(before - creditsLeft()).toBe(4);
		const bodies = posts().map(({ body }) => JSON.parse(body) as Record<string, unknown>);
		expect(bodies.map(({ differedPeriod }) => differedPeriod)).toEqual([undefined, 30]);
		expect(bodies[0].message).toBe(bodies[1].message);
		await submit(linkTo(stage.sandbox, ADA), { answer: 'true' });
		expect(before - creditsLeft()).toBe(2);
	});

	test('that cannot be taken back keeps no answer from being taken', async () => {
		await stage.run(ask({ to: ADA, options: { remindAfter: 30 } }));
		stage.sandbox.faults.add({
			kind: 'status',
			status: 403,
			message: 'No',
			method: 'DELETE',
			path: '/sms/*/jobs/*',
			times: Infinity,
		});
		await submit(linkTo(stage.sandbox, ADA), { answer: 'true' });
		expect(resumedWith()).toMatchObject([{ data: { approved: true } }]);
	});
});
