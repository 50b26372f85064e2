import type { Sandbox } from '../../sandbox';
import { call, idsOf, send } from '../sandbox/client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from '../sandbox/world';
import { command } from './pageClient';

const clock = new TestClock();
const { get, post, timed } = callerAt(clock);
const number = '+33612345678';
const account = 'sms-xx12345-1';
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});
afterEach(closeSandboxes);

describe('an answer', () => {
	test('comes in for the account, with the tag of what it answers', async () => {
		await post({ tag: 'order-1' });
		await post({ tag: 'order-2' });
		await post({ tag: 'someone else', receivers: ['+33699999999'] });
		const text = 'Yes, <b>thanks</b> & à bientôt';
		expect(await command(sandbox, 'reply', { number, account, text })).toMatchObject({
			status: 200,
		});
		const [id] = (await get(`${ACCOUNT}/incoming`)) as number[];
		expect(await get(`${ACCOUNT}/incoming/${id}`)).toMatchObject({
			sender: number,
			message: text,
			tag: 'order-2',
		});
	});

	test('to a virtual number comes in there', async () => {
		const virtualNumber = '+33700000001';
		const own = `${ACCOUNT}/virtualNumbers/${virtualNumber}`;
		const body = { message: 'Confirm?', receivers: [number], tag: 'confirm' };
		await timed({ method: 'POST', path: `${own}/jobs`, body });
		await post({ tag: 'later, from the account' });
		await command(sandbox, 'reply', { number, account, virtualNumber, text: '1' });
		const [id] = (await get(`${own}/incoming`)) as number[];
		expect(await get(`${own}/incoming/${id}`)).toMatchObject({ message: '1', tag: 'confirm' });
	});

	test('is not one to a message that has not arrived, or never will', async () => {
		await post({ tag: 'arrived' });
		await post({ tag: 'later', differedPeriod: 60 });
		const [id] = idsOf(await post({ tag: 'cancelled', differedPeriod: 60 }));
		await timed({ method: 'DELETE', path: `${ACCOUNT}/jobs/${id}` });
		await command(sandbox, 'reply', { number, account, text: 'Hm' });
		expect(await get(`${ACCOUNT}/incoming?tag=arrived`)).toHaveLength(1);
	});

	test('can be the first word', async () => {
		await command(sandbox, 'reply', { number: '00 33 6 12 34 56 78', account, text: 'Hello?' });
		const [id] = (await get(`${ACCOUNT}/incoming?sender=%2B33612345678`)) as number[];
		expect(await get(`${ACCOUNT}/incoming/${id}`)).toMatchObject({ tag: '', message: 'Hello?' });
	});
});

describe('STOP', () => {
	test('puts the number on the blacklist, with the message that it refuses', async () => {
		const [id] = idsOf(await post({ noStopClause: false }));
		await post({ message: 'No marketing, so not what is refused' });
		await command(sandbox, 'stop', { number, account });
		await command(sandbox, 'stop', { number, account });
		expect(await get(`${ACCOUNT}/blacklists`)).toEqual([number]);
		expect(await get(`${ACCOUNT}/blacklists/${encodeURIComponent(number)}`)).toMatchObject({
			smsOutgoingID: id,
		});
		expect(await get(`${ACCOUNT}/incoming`)).toEqual([]);
	});

	test('holds for later marketing messages only', async () => {
		await command(sandbox, 'stop', { number, account });
		expect((await post({ noStopClause: false })).json).toMatchObject({
			invalidReceivers: [number],
		});
		expect((await post()).json).toMatchObject({ validReceivers: [number] });
	});
});

test('marketing that a phone refused can be allowed again', async () => {
	await command(sandbox, 'stop', { number, account });
	await command(sandbox, 'allow', { number: '00 33 6 12 34 56 78', account });
	expect(await get(`${ACCOUNT}/blacklists`)).toEqual([]);
	expect((await post({ noStopClause: false })).json).toMatchObject({ validReceivers: [number] });
});

describe('the next deliveries', () => {
	const ptt = async (change: object = {}) => {
		const [id] = idsOf(await post(change));
		return ((await get(`${ACCOUNT}/outgoing/${id}`)) as { ptt: number }).ptt;
	};
	const other = { receivers: ['+33699999999'] };

	test('end as chosen for all', async () => {
		await command(sandbox, 'outcome', { ending: 'absent' });
		expect(await ptt()).toBe(24);
		await command(sandbox, 'outcome', { ending: 'invalid' });
		expect(await ptt()).toBe(23);
		await command(sandbox, 'outcome', { ending: 'delivered' });
		expect(await ptt()).toBe(4);
	});

	test('end for one number as chosen for it, until that is taken back', async () => {
		await command(sandbox, 'outcome', { number, ending: 'absent' });
		expect([await ptt(), await ptt(other)]).toEqual([24, 4]);
		await command(sandbox, 'outcome', { number });
		expect(await ptt()).toBe(4);
	});

	test('take as long as chosen', async () => {
		await command(sandbox, 'outcome', { number, ending: 'delivered', delaySeconds: 30 });
		const [id] = idsOf(await post());
		const state = async () => await get(`${ACCOUNT}/outgoing/${id}`);
		expect(await state()).toMatchObject({ ptt: 1, deliveredAt: null });
		clock.forward(29);
		expect(await state()).toMatchObject({ ptt: 3, deliveryReceipt: 4, deliveredAt: null });
		clock.forward(1);
		expect(await state()).toMatchObject({ ptt: 4, deliveryReceipt: 1 });
		expect(await ptt(other)).toBe(4);
	});
});

test('the credits of an account are set', async () => {
	await command(sandbox, 'credits', { account, creditsLeft: 0.5 });
	expect(await get(ACCOUNT)).toMatchObject({ creditsLeft: 0.5 });
	expect(await post()).toMatchObject({ status: 403 });
});

test.each([
	['reply', { number: '061234567', account, text: 'x' }, 400, /"061234567" .*too short|061234567/],
	['reply', { number, account: 'sms-no-1', text: 'x' }, 404, /no account sms-no-1/],
	['reply', { number, account, text: ' \n ' }, 400, /^text: /],
	['reply', { number, account, text: 'x'.repeat(1601) }, 400, /^text: .*1600/],
	['reply', { number, account, virtualNumber: '+331', text: 'x' }, 404, /no virtual number \+331/],
	['reply', { number, account }, 400, /text/],
	['reply', { number, account, text: 'x', sender: 'y' }, 400, /additional properties/],
	['stop', { number: 'nobody', account }, 400, /"nobody" is not a phone number/],
	['outcome', { ending: 'lost' }, 400, /^ending: /],
	['outcome', { ending: 'absent', delaySeconds: -1 }, 400, /^delaySeconds: /],
	['outcome', {}, 400, /how the deliveries to all numbers end/],
	['credits', { account, creditsLeft: '5' }, 400, /^creditsLeft: must be number/],
	['credits', { account, creditsLeft: -5 }, 400, /^creditsLeft: must be >= 0/],
	['credits', null, 400, /must be object/],
])('%s with %j is refused with a reason', async (name, body, status, reason) => {
	const headers = { 'content-type': 'application/json' };
	const url = `${sandbox.pageUrl}sandbox/${name}`;
	const answer = await send(url, 'POST', headers, JSON.stringify(body));
	expect(answer.status).toBe(status);
	expect((answer.json as { error: string }).error).toMatch(reason);
	expect(await get(`${ACCOUNT}/incoming`)).toEqual([]);
	expect(await get(ACCOUNT)).toMatchObject({ creditsLeft: 100 });
});

test('a body that is no JSON is refused with a reason', async () => {
	const headers = { 'content-type': 'application/json' };
	const answer = await send(`${sandbox.pageUrl}sandbox/reply`, 'POST', headers, '{');
	expect(answer).toMatchObject({ status: 400, json: { error: expect.stringMatching(/JSON/) } });
	expect(await call(sandbox, { path: ACCOUNT, timestamp: clock.seconds })).toMatchObject({
		status: 200,
	});
});

test('numbers are understood as they are written in France', async () => {
	await command(sandbox, 'reply', { number: '06 12 34 56 78', account, text: 'Hello?' });
	expect(await get(`${ACCOUNT}/incoming?sender=%2B33612345678`)).toHaveLength(1);
});

describe('the next answer', () => {
	test.each(['lost', 'server', 'rateLimit'] as const)('is broken once: %s', async (breakage) => {
		await command(sandbox, 'break', { breakage });
		await get(ACCOUNT);
		const broken = await post().then(
			({ status }) => status,
			() => 'lost',
		);
		expect(broken).toBe({ lost: 'lost', server: 500, rateLimit: 429 }[breakage]);
		expect(sandbox.sentTo(number)).toHaveLength(breakage === 'rateLimit' ? 0 : 1);
		expect((await post()).status).toBe(200);
	});

	test('is as it should be after all', async () => {
		await command(sandbox, 'break', { breakage: 'server' });
		await command(sandbox, 'break', { breakage: 'lost' });
		await command(sandbox, 'break', {});
		expect((await post()).status).toBe(200);
	});
});

test('a reset takes messages, answers, opt-outs and faults away, and gives credits back', async () => {
	const [id] = idsOf(await post());
	await command(sandbox, 'reply', { number, account, text: 'Hm' });
	await command(sandbox, 'stop', { number, account });
	await command(sandbox, 'outcome', { ending: 'absent' });
	await command(sandbox, 'break', { breakage: 'server' });
	await command(sandbox, 'reset', {});
	for (const list of ['outgoing', 'jobs', 'incoming', 'blacklists']) {
		expect(await get(`${ACCOUNT}/${list}`)).toEqual([]);
	}
	expect(await get(ACCOUNT)).toMatchObject({ creditsLeft: 100 });
	const [next] = idsOf(await post());
	expect(next).toBeGreaterThan(id);
});
