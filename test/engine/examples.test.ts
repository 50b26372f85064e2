import { outputOf } from '../helpers/engine';
import { example } from '../helpers/examples';
import { linkTo, submit } from '../helpers/n8n/waiting';
import { AT_ONCE, setStage } from '../helpers/stage';
import { single } from '../helpers/workflows';

const stage = setStage(AT_ONCE);

describe('examples/send-sms.json', () => {
	test('lists the accounts, sends an SMS, and lists what waits', async () => {
		const run = await stage.run(example('send-sms.json'));
		expect(outputOf(run, 'List Accounts')[0].json).toMatchObject({ creditsLeft: 100 });
		expect(outputOf(run, 'Send SMS')[0].json).toMatchObject({ totalCreditsRemoved: 1 });
		expect(outputOf(run, 'List Scheduled SMS')).toEqual([]);
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	});
});

describe('examples/order-status.json', () => {
	const file = example('order-status.json');
	const order = (body: Record<string, string>) => [
		{ json: { body: { order: 'A-17', name: 'Zoë', phone: '06 12 34 56 78', ...body } } },
	];
	const texts = () => stage.sandbox.sentTo('+33612345678').map(({ message }) => message);

	test('texts the customer when an order is on its way, and once only', async () => {
		await stage.run(file, order({ status: 'shipped' }));
		await stage.run(file, order({ status: 'shipped' }));
		expect(texts()).toEqual(['Hello Zoë, your order A-17 is on its way.']);
	});

	test('texts again for the next status, and not at all for one that is of no interest', async () => {
		for (const status of ['paid', 'shipped', 'ready']) await stage.run(file, order({ status }));
		expect(texts()).toHaveLength(2);
	});

	test('tells the shop when a number is wrong, with the order', async () => {
		const run = await stage.run(file, order({ status: 'ready', phone: '12' }));
		expect(texts()).toEqual([]);
		expect(outputOf(run, 'Tell the Shop')[0].json).toMatchObject({
			body: { order: 'A-17' },
			error: expect.stringContaining('"12" is too short for a number in France') as string,
		});
	});
});

describe('examples/approval.json', () => {
	const file = example('approval.json');
	const request = [{ json: { body: { order: 'A-17', amount: 120 } } }];

	test('asks, and what is pressed decides', async () => {
		const run = await stage.run(file, request);
		expect(run.waitTill).toBeDefined();
		const [{ message }] = stage.sandbox.sentTo('+33612345678');
		expect(message).toContain('Refund 120 EUR for order A-17?');
		await submit(linkTo(stage.sandbox, '+33612345678'), { answer: 'false' });
		expect(stage.engine.waiting.resumedWith).toMatchObject([
			{ json: { data: { approved: false, text: 'Do not refund' } } },
		]);
	});
});

describe('what strangers can start', () => {
	const GUARDED = ['form-to-sms.json', 'order-alert.json', 'order-status.json'];
	const [ADA, BOB] = ['+33612345678', '+33612345679'];

	test.each(GUARDED)('%s lets only known people in', (file) => {
		const [first] = example(file).nodes;
		expect(first.parameters.authentication).toMatch(/^(basic|header)Auth$/);
	});

	test.each(GUARDED)('%s texts one number in France only', async (file) => {
		const { parameters } = example(file).nodes.find(({ name }) => name === 'Send SMS')!;
		const texted = async (phone: string) => {
			const body = { order: 'A-18', name: 'Zoë', status: 'ready', phone };
			await stage.run(single(parameters), [
				{ json: { body, Name: 'Zoë', Message: 'your order is ready.', Phone: phone } },
			]);
			return [ADA, BOB, '+447400123456'].filter((to) => stage.sandbox.sentTo(to).length > 0);
		};
		expect(await texted(`${ADA}, ${BOB}`)).toEqual([]);
		expect(await texted('+44 7400 123456')).toEqual([]);
		expect(await texted(ADA)).toEqual([ADA]);
	});
});

describe('examples/mail-merge.json', () => {
	test('texts each of the items with a text of their own, as one batch', async () => {
		const run = await stage.run(example('mail-merge.json'));
		expect(outputOf(run, 'Send Reminders')).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({ name: 'Reminders', status: 'COMPLETED' }) as unknown,
				pairedItem: [{ item: 0 }, { item: 1 }],
			}),
		]);
		const texts = ['+33612345678', '+33612345679'].flatMap((receiver) =>
			stage.sandbox.sentTo(receiver).map(({ message }) => message),
		);
		expect(texts).toEqual([
			'Hello Zoe, see you tomorrow at 10:00. Call us if you cannot come.',
			'Hello Camille, see you tomorrow at 14:30. Call us if you cannot come.',
		]);
	});
});

describe('examples/phone-check.json', () => {
	const parametersOf = (name: string) =>
		example('phone-check.json').nodes.find((node) => node.name === name)!.parameters;
	const PHONE = '+33698765432';

	test('texts a code, which opens its id', async () => {
		const sent = await stage.run(single(parametersOf('Send Code')), [
			{ json: { Phone: '06 98 76 54 32' } },
		]);
		const [{ verificationId }] = outputOf(sent, 'OVHcloud SMS').map(({ json }) => json);
		const [{ message }] = stage.sandbox.sentTo(PHONE);
		const [Code] = /\d{6}/.exec(message) ?? [];
		const check = { ...parametersOf('Check Code'), verificationId: String(verificationId) };
		const checked = await stage.run(single(check), [{ json: { Code } }]);
		expect(outputOf(checked, 'OVHcloud SMS')[0].json).toEqual({ valid: true });
	});
});
