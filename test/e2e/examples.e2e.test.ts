import { setBrowser } from '../helpers/browser/browser';
import { example, exampleNames, openExample } from '../helpers/examples';
import { activate, deactivate, until } from '../../tools/n8n/activation';
import { givenOut, nextExecutions, runWorkflow } from '../../tools/n8n/executions';
import { callWebhook } from '../../tools/n8n/request';
import { linkTo } from '../helpers/n8n/waiting';
import { setN8nStage } from '../helpers/n8n/stage';

const stage = setN8nStage();
const browser = setBrowser();

const textsTo = (receiver: string) => stage.sandbox.sentTo(receiver).map(({ message }) => message);

test.each(exampleNames())('examples/%s says its purpose on a sticky note', async (file) => {
	const workflow = await stage.importWorkflow(example(file));
	const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
	expect(notes.map(({ parameters }) => parameters.content)).toEqual([
		expect.stringContaining(`## `) as string,
	]);
});

describe('examples/send-sms.json', () => {
	test('runs as imported: accounts, an SMS, and what waits', async () => {
		const workflow = await stage.importWorkflow(example('send-sms.json'));
		const execution = await runWorkflow(stage.rest, workflow, "When clicking 'Execute workflow'");
		expect(execution.status).toBe('success');
		expect(givenOut(execution, 'List Accounts')).toMatchObject([{ creditsLeft: 100 }]);
		expect(givenOut(execution, 'Send SMS')).toMatchObject([{ totalCreditsRemoved: 1 }]);
		expect(textsTo('+33612345678')).toEqual(['Votre commande est prête 👍 À bientôt & merci !']);
	});
});

describe('examples/mail-merge.json', () => {
	test('texts each of the items with a text of their own, as one batch', async () => {
		const workflow = await stage.importWorkflow(example('mail-merge.json'));
		const execution = await runWorkflow(stage.rest, workflow, "When clicking 'Execute workflow'");
		expect(execution.status).toBe('success');
		expect(givenOut(execution, 'Send Reminders')).toMatchObject([
			{ name: 'Reminders', status: 'COMPLETED', statistics: { sent: 2 } },
		]);
		expect(textsTo('+33612345679')).toEqual([
			'Hello Camille, see you tomorrow at 14:30. Call us if you cannot come.',
		]);
	});
});

describe('examples/order-status.json', () => {
	const path = '/webhook/order-status';
	const order = { order: 'A-17', name: 'Zoë', phone: '06 12 34 56 78', status: 'shipped' };
	const post = async (body: object) => await callWebhook(`${stage.rest.url}${path}`, body);

	test('texts the customer once when the shop tells the same twice', async () => {
		const workflow = await stage.importWorkflow(openExample('order-status.json'));
		await activate(stage.rest, workflow, path);

		expect((await post(order)).status).toBe(200);
		const first = await nextExecutions(stage.rest, workflow);
		expect((await post(order)).status).toBe(200);
		const second = await nextExecutions(stage.rest, workflow, 1, first);
		expect(givenOut(first[0], 'Send SMS')).toMatchObject([
			{ recipients: [{ status: 'accepted' }] },
		]);
		expect(givenOut(second[0], 'Send SMS')).toMatchObject([
			{ recipients: [{ status: 'alreadySent' }] },
		]);
		expect(textsTo('+33612345678')).toEqual(['Hello Zoë, your order A-17 is on its way.']);

		await deactivate(stage.rest, workflow, path);
		expect((await post(order)).status).toBe(404);
	});
});

describe('examples/form-to-sms.json', () => {
	const path = '/form/send-sms';
	const submit = async (phone: string) => {
		const page = await browser.newPage();
		await page.goto(`${stage.rest.url}${path}`);
		await page.getByLabel('Name').fill('Zoë');
		await page.getByLabel('Phone').fill(phone);
		await page.getByLabel('Message').fill('your order is ready.');
		await page.getByRole('button', { name: 'Send' }).click();
		return page;
	};

	test('texts the number that is typed into the form, and says so on its page', async () => {
		const workflow = await stage.importWorkflow(openExample('form-to-sms.json'));
		await activate(stage.rest, workflow, path);

		const sent = await submit('06 12 34 56 78');
		await sent.getByText('Your text is on its way to +33612345678.').waitFor();
		expect(textsTo('+33612345678')).toEqual(['Hello Zoë, your order is ready.']);

		const refused = await submit('12');
		await refused.getByText('"12" is too short for a number in France').waitFor();
		const executions = await nextExecutions(stage.rest, workflow, 2);
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
		expect(givenOut(executions[1], 'Send SMS', 1)).toMatchObject([{ Phone: '12' }]);
		await deactivate(stage.rest, workflow, path);
	});
});

describe('examples/approval.json', () => {
	const path = '/webhook/refund';
	const MANAGER = '+33612345678';
	const ask = async () => {
		const workflow = await stage.importWorkflow(openExample('approval.json'));
		await activate(stage.rest, workflow, path);
		await callWebhook(`${stage.rest.url}${path}`, { order: 'A-17', amount: 120 });
		await until('Nobody was asked', () => textsTo(MANAGER).length > 0);
		return workflow;
	};

	test.each([
		['Refund', 'Refund'],
		['Do not refund', 'Leave It'],
	])('the button "%s" leads to "%s"', async (button, node) => {
		const workflow = await ask();
		const page = await browser.newPage();
		await page.goto(linkTo(stage.sandbox, MANAGER, 0));
		await page.getByRole('button', { name: button, exact: true }).click();
		await page.getByText('Thank you').waitFor();
		const [execution] = await nextExecutions(stage.rest, workflow);
		expect(givenOut(execution, node)).toMatchObject([{ data: { text: button } }]);
		await deactivate(stage.rest, workflow, path);
	});
});
