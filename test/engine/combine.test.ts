import { ACCOUNT, itemsTo, numbers, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();

const sends = () => stage.sandbox.requests.filter(({ method }) => method === 'POST');
const receiversOf = (body: string) => (JSON.parse(body) as { receivers: string[] }).receivers;
const credits = () => stage.sandbox.state.accounts.get(ACCOUNT)?.details.creditsLeft ?? 0;

const toEach = { to: '={{ $json.to }}' };

describe('items that agree share requests', () => {
	test('of 500 recipients, and each gets its own ids and credits back', async () => {
		stage.sandbox.state.addCredits(ACCOUNT, 2000);
		const before = credits();
		const receivers = numbers(1200);
		const output = jsonOf(await stage.run(sendWorkflow(toEach), itemsTo(receivers)));
		expect(sends().map(({ body }) => receiversOf(body).length)).toEqual([500, 500, 200]);
		expect(output.map(({ validReceivers }) => validReceivers)).toEqual(
			receivers.map((receiver) => [receiver]),
		);
		for (const [index, item] of output.entries()) {
			const [sent] = stage.sandbox.sentTo(receivers[index]);
			expect(item).toMatchObject({ ids: [sent.id], totalCreditsRemoved: 1 });
		}
		expect(before - credits()).toBe(1200);
	});

	test('unless they are told not to', async () => {
		const file = sendWorkflow({ ...toEach, options: { combineItems: false } });
		await stage.run(file, itemsTo(numbers(3)));
		expect(sends()).toHaveLength(3);
	});

	test('only where text, sender and options are the same', async () => {
		const items = itemsTo(numbers(4)).map(({ json }, index) => ({
			json: { ...json, text: index < 2 ? 'A' : 'B', tag: index < 3 ? 'x' : 'y' },
		}));
		const file = sendWorkflow({
			...toEach,
			message: '={{ $json.text }}',
			options: { tag: '={{ $json.tag }}' },
		});
		const output = jsonOf(await stage.run(file, items));
		expect(sends()).toHaveLength(3);
		expect(output.map(({ tag }) => tag)).toEqual(['x', 'x', 'x', 'y']);
	});

	test('but a customer with two orders gets two messages', async () => {
		const [customer, other] = numbers(2);
		await stage.run(sendWorkflow(toEach), itemsTo([customer, other, customer]));
		expect(stage.sandbox.sentTo(customer)).toHaveLength(2);
		for (const { body } of sends()) {
			expect(new Set(receiversOf(body)).size).toBe(receiversOf(body).length);
		}
	});

	test('and the sum of their credits is what OVHcloud charged, whatever the countries', async () => {
		const before = credits();
		const receivers = ['+33612345678', '+447400123456', '+919812345678', '+33612345679'];
		const output = jsonOf(await stage.run(sendWorkflow(toEach), itemsTo(receivers)));
		expect(output.map(({ totalCreditsRemoved }) => totalCreditsRemoved)).toEqual([1, 0.5, 0.4, 1]);
		expect(before - credits()).toBeCloseTo(2.9, 5);
	});
});

describe('different texts', () => {
	test('go out at the same time, and the output keeps the order of the input', async () => {
		stage.sandbox.faults.add({ kind: 'delay', ms: 30, path: SEND_PATH, times: Infinity });
		const receivers = numbers(40);
		const file = sendWorkflow({ ...toEach, message: '={{ $json.text }}' });
		const output = jsonOf(await stage.run(file, itemsTo(receivers)));
		expect(output.map(({ validReceivers }) => validReceivers)).toEqual(
			receivers.map((receiver) => [receiver]),
		);
		expect(sends()).toHaveLength(40);
	});

	test('survive "too many requests" for all of them, and nobody is lost', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 429, retryAfter: 1, times: 7 });
		const receivers = numbers(40);
		const file = sendWorkflow({ ...toEach, message: '={{ $json.text }}' });
		expect(jsonOf(await stage.run(file, itemsTo(receivers)))).toHaveLength(40);
		for (const receiver of receivers) expect(stage.sandbox.sentTo(receiver)).toHaveLength(1);
		const refused = sends().filter(({ status }) => status === 429);
		const next = sends().find(({ at }) => at > refused[0].at + 500);
		expect(next && next.at - refused[0].at).toBeGreaterThanOrEqual(1000);
	});
});

describe('money', () => {
	const priced = (options: Record<string, number | boolean>) =>
		sendWorkflow({ ...toEach, message: '={{ $json.text }}', options });

	test('the whole run is held against the limit before the first message goes out', async () => {
		const error = errorOf(await stage.run(priced({ maxCredits: 2 }), itemsTo(numbers(3))));
		expect(error.message).toContain('"Max Credits" allows 2 credits, and this run would take 3');
		expect(sends()).toEqual([]);
	});

	test('a run within the limit goes out, with one look at the price for each country', async () => {
		await stage.run(priced({ maxCredits: 3 }), itemsTo(numbers(3)));
		expect(sends()).toHaveLength(3);
		const looks = stage.sandbox.requests.filter(({ path }) => path.includes('rates'));
		expect(looks).toHaveLength(1);
	});

	test('a dry run tells the plan and sends nothing', async () => {
		const output = jsonOf(await stage.run(priced({ dryRun: true }), itemsTo(numbers(3))));
		expect(output).toHaveLength(3);
		expect(output[0]).toMatchObject({
			ids: [],
			totalCreditsRemoved: 0,
			recipients: [{ status: 'dryRun' }],
			plan: { requests: 3, recipients: 3, parts: 3, credits: 3 },
		});
		expect(sends()).toEqual([]);
	});

	test('when credit ends in the middle, each item says what became of it', async () => {
		stage.sandbox.state.addCredits(ACCOUNT, 2 - credits());
		const receivers = numbers(6);
		const file = sendWorkflow(
			{ ...toEach, message: '={{ $json.text }}', options: { concurrentRequests: 1 } },
			{ onError: 'continueRegularOutput' },
		);
		const output = jsonOf(await stage.run(file, itemsTo(receivers)));
		expect(output.map(({ error }) => error ?? 'sent')).toEqual([
			'sent',
			'sent',
			...Array<string>(4).fill(`0 credits left on the SMS account "${ACCOUNT}", 4 needed`),
		]);
		expect(sends()).toHaveLength(3);
		expect(receivers.map((receiver) => stage.sandbox.sentTo(receiver).length)).toEqual([
			1, 1, 0, 0, 0, 0,
		]);
	});
});

describe('refused before anything is sent', () => {
	test.each([
		[
			'a text of too many parts',
			{ message: 'x'.repeat(160 * 7) },
			'takes 8 SMS parts, more than the 6',
		],
		[
			'a link through a short number',
			{ senderType: 'shortNumber', message: 'See shop.fr/x' },
			'holds "shop.fr/x"',
		],
		['a sender that is too long', { sender: byId('TWELVELETTER') }, 'longer than 11 characters'],
		['a tag beside a once key', { options: { tag: 'a', onceKey: 'b' } }, 'cannot be combined'],
		[
			'an impossible number, where that fails the item',
			{ to: '+33612345678, nobody', options: { onInvalidReceivers: 'fail' } },
			'holds no phone number: "nobody"',
		],
		[
			'a character outside GSM',
			{ message: 'Bientôt ✓', options: { characters: 'reject' } },
			'Message',
		],
	])('%s', async (_, parameters, words) => {
		const error = errorOf(await stage.run(sendWorkflow(parameters)));
		expect(error.message).toContain(words);
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('but what OVHcloud itself refuses is raised after the fact, with who was accepted', async () => {
		const [accepted, refused] = numbers(2);
		stage.sandbox.state.addToBlacklist(ACCOUNT, refused);
		const run = await stage.run(
			sendWorkflow({
				to: `${accepted},${refused}`,
				messageType: 'marketing',
				options: { onInvalidReceivers: 'fail' },
			}),
		);
		const error = errorOf(run);
		expect(error.message).toContain(`"To" was refused by OVHcloud: ${refused}`);
		expect(error.description).toContain('1 recipient of this run was accepted');
		expect(run.data.resultData.error?.context.accepted).toEqual([
			expect.objectContaining({ receiver: accepted, status: 'accepted' }),
		]);
	});
});

test('national numbers are read with the default country, and texts cleaned where asked', async () => {
	const [item] = jsonOf(
		await stage.run(
			sendWorkflow({
				to: '06 12 34 56 78',
				message: 'C’est prêt…',
				options: { defaultCountry: 'FR', characters: 'replaceAlways' },
			}),
		),
	);
	expect(item).toMatchObject({
		validReceivers: ['+33612345678'],
		encoding: '7bits',
		replaced: expect.arrayContaining([{ character: '’', by: "'", count: 1 }]) as unknown,
	});
	expect(stage.sandbox.sentTo('+33612345678')[0].message).toBe("C'est pret...");
});

test('400 items that wait for two hours from now share one request', async () => {
	const options = { sendAt: '={{ $now.plus({ hours: 2 }) }}' };
	const items = itemsTo(numbers(400));
	stage.sandbox.state.addCredits(ACCOUNT, 400);
	await stage.run(sendWorkflow({ to: '={{ $json.to }}', message: 'Hi', options }), items);
	const posts = stage.sandbox.requests.filter(({ method }) => method === 'POST');
	expect(posts.map(({ status }) => status)).toEqual([200]);
});
