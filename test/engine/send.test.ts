import { outputOf } from '../helpers/engine';
import { ACCOUNT, sendWorkflow as send } from '../helpers/sending';
import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();

/** The body of the only send request. */
function sentBody(): Record<string, unknown> {
	const sends = stage.sandbox.requests.filter(({ method }) => method === 'POST');
	expect(sends).toHaveLength(1);
	return JSON.parse(sends[0].body) as Record<string, unknown>;
}

const creditsLeft = () => stage.sandbox.state.accounts.get(ACCOUNT)?.details.creditsLeft;

describe('a sent message', () => {
	test('with accents, an emoji and signs arrives as written, and takes one credit', async () => {
		const before = creditsLeft() ?? 0;
		const run = await stage.run(
			send({ message: 'Réponse 👍 + & "€"', options: { tag: 'order-42' } }),
		);

		expect(jsonOf(run)).toEqual([
			{
				status: 'accepted',
				receiver: '+33612345678',
				id: 26929925,
				totalCreditsRemoved: 1,
				parts: 1,
				recipients: [
					{ receiver: '+33612345678', input: '+33612345678', id: 26929925, status: 'accepted' },
				],
				account: ACCOUNT,
				tag: 'order-42',
				ids: [26929925],
				validReceivers: ['+33612345678'],
				invalidReceivers: [],
				encoding: 'unicode',
			},
		]);
		expect(stage.sandbox.sentTo('+33612345678').map(({ message }) => message)).toEqual([
			'Réponse 👍 + & "€"',
		]);
		expect(before - (creditsLeft() ?? 0)).toBe(1);
	});

	test('is transactional unless asked otherwise: no STOP clause', async () => {
		await stage.run(send());
		expect(sentBody()).toEqual({
			message: 'Hello',
			receivers: ['+33612345678'],
			noStopClause: true,
			sender: 'BOUTIQUE',
			tag: expect.stringMatching(/^n8n-[0-9a-f]{16}$/) as string,
		});
	});

	test('of the marketing kind gets the STOP clause, which counts as text', async () => {
		const run = await stage.run(send({ messageType: 'marketing', message: 'x'.repeat(150) }));
		expect(sentBody()).toMatchObject({ noStopClause: false });
		expect(jsonOf(run)[0]).toMatchObject({ parts: 2, totalCreditsRemoved: 2, encoding: '7bits' });
	});

	test('through a short number names no sender', async () => {
		await stage.run(send({ senderType: 'shortNumber' }));
		const body = sentBody();
		expect(body).toMatchObject({ senderForResponse: true });
		expect(body).not.toHaveProperty('sender');
	});

	test('carries the options in the units of the API', async () => {
		const inTwoHours = new Date(Date.now() + 2 * 60 * 60 * 1000).toISOString();
		await stage.run(
			send({
				options: {
					tag: 'order-42',
					sendAt: inTwoHours,
					validityPeriod: 60,
					priority: 'low',
					class: 'flash',
					coding: '8bit',
					charset: 'UTF-8',
				},
			}),
		);
		const body = sentBody();
		expect(body).toMatchObject({
			tag: 'order-42',
			validityPeriod: 60,
			priority: 'low',
			class: 'flash',
			coding: '8bit',
			charset: 'UTF-8',
		});
		expect(body.differedPeriod).toBeGreaterThanOrEqual(119);
		expect(body.differedPeriod).toBeLessThanOrEqual(120);
	});

	test('names the moment for which it is scheduled', async () => {
		const [item] = jsonOf(await stage.run(send({ options: { sendAt: '2099-07-01T12:00:00Z' } })));
		// OVHcloud counts in whole minutes from the request.
		const late = Date.parse(String(item.sendAt)) - Date.parse('2099-07-01T12:00:00Z');
		expect(late).toBeGreaterThanOrEqual(-5000);
		expect(late).toBeLessThan(60_000);
	});

	test('takes "send at" in the time zone of the workflow', async () => {
		const file = send({ options: { sendAt: '2099-07-01T12:00:00' } });
		await stage.run({ ...file, settings: { timezone: 'Asia/Tokyo' } });
		const minutes = (Date.parse('2099-07-01T03:00:00Z') - Date.now()) / 60_000;
		expect(Math.abs(Number(sentBody().differedPeriod) - minutes)).toBeLessThan(2);
	});
});

describe('recipients', () => {
	test('of one item share one request, each with its own outcome', async () => {
		const run = await stage.run(
			send({ to: '+33612345678, 0033 6 87 65 43 21;\n06 12 34 56 78, +33612345678' }),
		);
		expect(sentBody().receivers).toEqual(['+33612345678', '+33687654321']);
		expect(jsonOf(run)[0]).toMatchObject({
			ids: [26929925, 26929926],
			invalidReceivers: ['06 12 34 56 78'],
			totalCreditsRemoved: 2,
			recipients: [
				{ input: '+33612345678', receiver: '+33612345678', id: 26929925, status: 'accepted' },
				{
					input: '0033 6 87 65 43 21',
					receiver: '+33687654321',
					id: 26929926,
					status: 'accepted',
				},
				{ input: '06 12 34 56 78', status: 'invalid' },
				{ input: '+33612345678', receiver: '+33612345678', status: 'duplicate' },
			],
		});
	});

	test('may come as an array from an expression', async () => {
		await stage.run(send({ to: '={{ $json.numbers }}' }), [
			{ json: { numbers: ['+33612345678', '+33687654321'] } },
		]);
		expect(sentBody().receivers).toEqual(['+33612345678', '+33687654321']);
	});

	test.each([
		['is empty', "={{ '' }}"],
		['holds no phone number', 'the customer'],
	])('a list that %s is refused before anything is sent', async (what, to) => {
		const error = errorOf(await stage.run(send({ to })));
		expect(error.message).toContain(`"To" ${what}`);
		expect(error.itemIndex).toBe(0);
		expect(error.description).toContain('+33612345678');
		expect(stage.sandbox.requests).toEqual([]);
	});
});

describe('numbers that need care', () => {
	test('are sent to with a remark: landlines, and ranges that no table knows', async () => {
		const [item] = jsonOf(
			await stage.run(send({ to: '+33123456789, +33700000001, +33612345678' })),
		);
		expect(item.recipients).toMatchObject([
			{ status: 'accepted', remark: expect.stringContaining('landline') as string },
			{ status: 'accepted', remark: expect.stringContaining('Not known') as string },
			{ status: 'accepted' },
		]);
		expect((item.recipients as object[])[2]).not.toHaveProperty('remark');
	});

	test('are refused unless that is allowed: premium rates', async () => {
		const to = '+33899123456';
		const error = errorOf(await stage.run(send({ to })));
		expect(error.message).toContain('"+33899123456" is a premium-rate number');
		expect(error.description).toContain('"Allow Premium"');
		expect(stage.sandbox.requests).toEqual([]);
		await stage.run(send({ to, options: { allowPremium: true } }));
		expect(sentBody().receivers).toEqual([to]);
	});
});

describe('a refusal says what happened and what to do', () => {
	test.each([
		['NEWSHOP', `The sender "NEWSHOP" waits for OVHcloud's validation`],
		['REFUSED', 'The sender "REFUSED" was refused by OVHcloud ("'],
		['NOBODY', 'The sender "NOBODY" does not exist on the SMS account "sms-xx12345-1"'],
	])('for the sender %s', async (sender, message) => {
		const error = errorOf(await stage.run(send({ sender: byId(sender) })));
		expect(error.message).toContain(message);
		expect(error.description).toMatch(/choose (a|another) sender from the list/i);
		expect(error.description).toContain('Nothing was sent');
		expect(error.description).toContain(`Sms sender ${sender} does not exist`);
		expect(error.description).toMatch(/query ID \S+/);
	});

	test('for a sender whose state the token may not read', async () => {
		const keys = stage.limited([{ method: 'POST', path: '/sms/*/jobs' }]);
		const error = errorOf(await stage.run(send({ sender: byId('NEWSHOP') }), undefined, keys));
		expect(error.message).toBe('This sender does not exist or is not validated on the SMS account');
	});

	test('for an account without credit', async () => {
		const account = byId('sms-xx12345-2');
		const to = '+33612345678,+33612345679,+33612345670,+33612345671';
		const error = errorOf(await stage.run(send({ account, to, sender: byId('ATELIER') })));
		expect(error.message).toBe('3 credits left on the SMS account "sms-xx12345-2", 4 needed');
		expect(stage.sandbox.sentTo('+33612345678')).toEqual([]);
	});

	test('for a virtual number that the account does not have', async () => {
		const parameters = { senderType: 'virtualNumber', virtualNumber: byId('+33700000099') };
		const error = errorOf(await stage.run(send(parameters)));
		expect(error.message).toBe(
			'The SMS account "sms-xx12345-1" has no virtual number +33700000099',
		);
		expect(error.description).toContain('Choose the number from the list');
	});

	test('for a link through a short number', async () => {
		const message = 'See https://shop.example';
		const error = errorOf(await stage.run(send({ senderType: 'shortNumber', message })));
		expect(error.message).toContain('OVHcloud refuses links');
	});

	test('for an unknown account, with the accounts that exist', async () => {
		const error = errorOf(await stage.run(send({ account: byId('sms-zz99999-1') })));
		expect(error.message).toBe('There is no SMS account "sms-zz99999-1" for this token');
		expect(error.description).toContain('"sms-xx12345-1", "sms-xx12345-2"');
	});

	test.each([
		['Message', { message: '  ' }, 'is empty'],
		['Sender', { sender: byId('MY LONG SHOP NAME') }, 'longer than 11 characters'],
		['SMS Account', { account: byId("={{ '' }}") }, 'is empty'],
		['Send At', { options: { sendAt: '2001-01-01T00:00:00Z' } }, 'is in the past'],
		['Send At', { options: { sendAt: 'tomorrow' } }, 'is not a date and time'],
	])('for "%s" before anything is sent', async (parameter, parameters, what) => {
		const error = errorOf(await stage.run(send(parameters)));
		expect(error.message).toContain(`"${parameter}"`);
		expect(error.message).toContain(what);
		// The number of the only item tells nobody anything, least a form's visitor.
		expect(error.message).not.toContain('[item');
		expect(stage.sandbox.requests.filter(({ method }) => method === 'POST')).toEqual([]);
	});

	test('when OVHcloud accepts none of the numbers', async () => {
		stage.sandbox.state.addToBlacklist(ACCOUNT, '+33612345678');
		const error = errorOf(await stage.run(send({ messageType: 'marketing' })));
		expect(error.message).toContain('"To" was refused by OVHcloud: +33612345678');
		expect(error.description).toContain('no credit was taken');
	});
});

describe('several items', () => {
	const items = ['+33611111111', 'nobody', '+33633333333'].map((phone) => ({ json: { phone } }));
	const each = { to: '={{ $json.phone }}' };

	test('give one linked output item each', async () => {
		const run = await stage.run(send(each), [items[0], items[2]]);
		expect(outputOf(run, 'OVHcloud SMS').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(jsonOf(run).map(({ validReceivers }) => validReceivers)).toEqual([
			['+33611111111'],
			['+33633333333'],
		]);
	});

	test('are checked before the first one is sent: a bad one stops them all, and is named', async () => {
		const error = errorOf(await stage.run(send(each), items));
		expect(error.itemIndex).toBe(1);
		expect(error.message).toContain('[item 1]');
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('that are refused are named all at once', async () => {
		const some = ['nobody', '+33611111111', '061234567', '+33633333333', '33644444444'];
		const error = errorOf(
			await stage.run(
				send(each),
				some.map((phone) => ({ json: { phone } })),
			),
		);
		expect(error.description).toMatch(/^3 of 5 items are refused: 0, 2, 4\. /);
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('go on after a failing one where the node continues', async () => {
		const run = await stage.run(send(each, { onError: 'continueRegularOutput' }), items);
		const output = outputOf(run, 'OVHcloud SMS');
		expect(output).toHaveLength(3);
		expect(output[1].json.error).toContain('"To" holds no phone number');
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(stage.sandbox.sentTo('+33633333333')).toHaveLength(1);
	});

	test('whose expressions fail are told apart from the others', async () => {
		const odd = "={{ $json.phone === 'nobody' ? $('Nowhere').item.json.x : $json.phone }}";
		const account = "={{ $json.phone === 'nobody' ? $('Nowhere').item.json.x : 'sms-xx12345-1' }}";
		for (const parameters of [{ to: odd }, { ...each, account: byId(account) }]) {
			const file = send(parameters, { onError: 'continueRegularOutput', retryOnFail: true });
			const output = jsonOf(await stage.run(file, items));
			expect(output.map(({ error }) => error === undefined)).toEqual([true, false, true]);
		}
		expect(stage.sandbox.sentTo('+33611111111')).toHaveLength(2);
	});

	test('send the failing one to the error output, with its own data', async () => {
		const run = await stage.run(send(each, { onError: 'continueErrorOutput' }), items);
		expect(jsonOf(run, 0)).toHaveLength(2);
		expect(jsonOf(run, 1)).toEqual([
			{ phone: 'nobody', error: expect.stringContaining('"To" holds no phone number') as string },
		]);
	});

	test('are not texted again when the first one fails and Retry On Fail is set', async () => {
		const run = await stage.run(
			send(each, {
				onError: 'continueRegularOutput',
				retryOnFail: true,
				maxTries: 5,
				waitBetweenTries: 1,
			}),
			[items[1], items[0], items[2]],
		);
		expect(jsonOf(run)).toHaveLength(3);
		expect(stage.sandbox.sentTo('+33611111111')).toHaveLength(1);
		expect(stage.sandbox.sentTo('+33633333333')).toHaveLength(1);
	});
});
