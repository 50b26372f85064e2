import type { INode } from 'n8n-workflow';

import { outputOf } from '../helpers/engine';
import { runFaster } from '../helpers/fasterTime';
import { everythingIn } from '../helpers/secrets';
import { ACCOUNT, numbers, RETRY, SEND_PATH } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(60));

let afterRequest: () => void;
const stage = setStage({ log: () => afterRequest() });
beforeEach(() => {
	afterRequest = () => undefined;
});
const CONTINUE: Partial<INode> = { onError: 'continueRegularOutput' };

/** Codes of a process are counted by number, so that each test has numbers of its own. */
const FRESH = numbers(40);
const fresh = () => FRESH.pop() ?? '';

const send = (parameters: INode['parameters'], settings: Partial<INode> = {}) =>
	single(
		{
			resource: 'verification',
			operation: 'send',
			account: byId(ACCOUNT),
			message: 'Code <#code#>',
			senderType: 'sender',
			sender: byId('BOUTIQUE'),
			options: { allowedCountries: ['FR'] },
			...parameters,
		},
		settings,
	);
const check = (verificationId: unknown, code: string, options: INode['parameters'] = {}) =>
	single({
		resource: 'verification',
		operation: 'check',
		verificationId: String(verificationId),
		code,
		options,
	});
const codesOf = (to: string) =>
	stage.sandbox.sentTo(to).map(({ message }) => /<(\d+)>/.exec(message)?.[1] ?? message);
const posts = () => stage.sandbox.requests.filter(({ method }) => method === 'POST');
const sendTo = async (to: string, options?: INode['parameters']) =>
	jsonOf(await stage.run(send({ to, ...(options && { options }) })))[0];
const checked = async (...parameters: Parameters<typeof check>) =>
	jsonOf(await stage.run(check(...parameters)))[0];

test('a code is sent at once and with priority, and opens its id once', async () => {
	const to = fresh();
	const output = await sendTo(to);
	const [code] = codesOf(to);
	expect(code).toMatch(/^\d{6}$/);
	expect(JSON.parse(posts()[0].body)).toMatchObject({
		priority: 'high',
		noStopClause: true,
		validityPeriod: 5,
		tag: expect.stringMatching(/^code-[a-z\d]{15}$/i) as string,
	});
	expect(output).toEqual({
		verificationId: expect.any(String) as string,
		receiver: to,
		expiresAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
		totalCreditsRemoved: 1,
	});
	expect(await checked(output.verificationId, code)).toEqual({ valid: true });
	expect(await checked(output.verificationId, code)).toEqual({ valid: false, reason: 'used' });
});

test('wrong codes are counted for each id', async () => {
	const to = fresh();
	const { verificationId } = await sendTo(to);
	const [code] = codesOf(to);
	const wrong = code === '000000' ? '000001' : '000000';
	const guess = async (guessed: string) =>
		await checked(verificationId, guessed, { maxAttempts: 2 });
	expect(await guess(wrong)).toEqual({ valid: false, reason: 'wrong' });
	expect(await guess(wrong)).toEqual({ valid: false, reason: 'wrong' });
	expect(await guess(code)).toEqual({ valid: false, reason: 'tooManyAttempts' });
});

describe('who gets a code', () => {
	const refusal = async (parameters: INode['parameters']) =>
		errorOf(await stage.run(send(parameters)));
	afterEach(() => {
		expect(posts()).toEqual([]);
	});

	test('nobody where no country is set, and the refusal says what to do', async () => {
		const { message, description } = await refusal({ to: fresh(), options: {} });
		expect(message).toContain('"Allowed Countries" is not set');
		expect(description).toContain('Default Country');
	});

	test.each([
		['another country', '+447400123456', { defaultCountry: 'FR' }, 'United Kingdom'],
		[
			'a country that the option leaves out',
			'+32470123456',
			{ allowedCountries: ['FR'] },
			'Belgium',
		],
		['several numbers', '+33612345678, +33612345679', undefined, 'a code is for one'],
		['nothing', '={{ $json.missing }}', undefined, 'is empty'],
	])('not %s', async (_, to, options, what) => {
		const { message } = await refusal({ to, ...(options && { options }) });
		expect(message).toContain('"To"');
		expect(message).toContain(what);
	});

	test('no text without a place for the code', async () => {
		const { message } = await refusal({ to: fresh(), message: 'Hello' });
		expect(message).toContain('"Message" does not hold #code#, where the code is to stand');
	});

	test.each([
		[{ length: 3 }, '"Length" must be a whole number from 4 to 10'],
		[{ validMinutes: '={{ $json.no }}' }, '"Valid Minutes" must be a whole number from 1 to 1440'],
		[{ maxPerHour: 0 }, '"Max per Hour" must be a whole number'],
	])('nobody under %j', async (options, what) => {
		const { message } = await refusal({
			to: fresh(),
			options: { allowedCountries: ['FR'], ...options } as INode['parameters'],
		});
		expect(message).toContain(what);
	});
});

test('the default country goes with its overseas territories', async () => {
	await sendTo('+262692123456', { defaultCountry: 'FR' });
	expect(codesOf('+262692123456')).toHaveLength(1);
});

test('a number gets so many codes within an hour', async () => {
	const to = fresh();
	const options = { allowedCountries: ['FR'], maxPerHour: 2 };
	await sendTo(to, options);
	await sendTo(to, options);
	const { message } = errorOf(await stage.run(send({ to, options })));
	expect(message).toContain('got 2 codes within the last hour');
	expect(codesOf(to)).toHaveLength(2);
});

test('what OVHcloud refuses does not count for the number', async () => {
	const to = fresh();
	const options = { allowedCountries: ['FR'], maxPerHour: 1 };
	stage.sandbox.faults.add({ kind: 'status', status: 400, method: 'POST', path: SEND_PATH });
	expect(errorOf(await stage.run(send({ to, options }))).message).toBeTruthy();
	await sendTo(to, options);
	expect(codesOf(to)).toHaveLength(1);
});

test('where one item stops the run, nobody gets a code', async () => {
	const [one, other] = [fresh(), 'nobody'];
	const run = await stage.run(send({ to: '={{ $json.to }}' }), itemsOf({ to: one }, { to: other }));
	expect(errorOf(run).itemIndex).toBe(1);
	expect(posts()).toEqual([]);
});

describe('the code stands in nothing that n8n keeps', () => {
	test('after a try whose answer is lost and a second one that finds the message', async () => {
		const to = fresh();
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
		const run = await stage.run(send({ to }, RETRY));
		const [code, ...others] = codesOf(to);
		expect(others).toEqual([]);
		expect(everythingIn(run)).not.toContain(code);
		const [{ verificationId }] = jsonOf(run);
		expect(await checked(verificationId, code)).toEqual({ valid: true });
	});

	test.each<[string, Partial<INode>]>([
		['stops', RETRY],
		['goes on', { ...RETRY, ...CONTINUE }],
	])('where the answer stays lost and the run %s', async (_, settings) => {
		const to = fresh();
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
		// From then on, nobody can look for the message.
		afterRequest = () => {
			if (posts().length !== 1) return;
			afterRequest = () => undefined;
			stage.sandbox.faults.add({ kind: 'status', status: 500, method: 'GET', times: 1000 });
		};
		const run = await stage.run(send({ to }, { ...settings, maxTries: 2 }));
		const [code, ...others] = codesOf(to);
		expect(others).toEqual([]);
		const kept = everythingIn(run);
		expect(kept).toContain('journal');
		expect(kept).not.toContain(code);
		expect(kept).not.toMatch(/Code <\d/);
		expect(kept).toMatch(/what=to:/);
	});

	test('beside the outputs of a success', async () => {
		const to = fresh();
		const run = await stage.run(send({ to }));
		expect(everythingIn(run)).not.toContain(codesOf(to)[0]);
		expect(outputOf(run, 'OVHcloud SMS')).toHaveLength(1);
	});
});
