import orderStatus from '../../examples/order-status.json';
import sendSms from '../../examples/send-sms.json';
import type { WorkflowFile } from '../helpers/engine';
import { activate, deactivate } from '../helpers/n8n/activation';
import { givenOut, nextExecutions, runWorkflow } from '../helpers/n8n/executions';
import { callWebhook } from '../helpers/n8n/request';
import { setN8nStage } from '../helpers/n8n/stage';

const stage = setN8nStage();

describe('examples/send-sms.json', () => {
	test('runs as imported: accounts, an SMS, and what waits', async () => {
		const workflow = await stage.importWorkflow(sendSms as unknown as WorkflowFile);
		const execution = await runWorkflow(stage.rest, workflow, "When clicking 'Execute workflow'");
		expect(execution.status).toBe('success');
		expect(givenOut(execution, 'List Accounts')).toMatchObject([{ creditsLeft: 100 }]);
		expect(givenOut(execution, 'Send SMS')).toMatchObject([{ totalCreditsRemoved: 1 }]);
		expect(stage.sandbox.sentTo('+33612345678').map(({ message }) => message)).toEqual([
			'Votre commande est prête 👍 À bientôt & merci !',
		]);
	});
});

describe('examples/order-status.json', () => {
	const path = '/webhook/order-status';
	const order = { order: 'A-17', name: 'Zoë', phone: '06 12 34 56 78', status: 'shipped' };
	const post = async (body: object) => await callWebhook(`${stage.rest.url}${path}`, body);

	test('texts the customer once when the shop tells the same twice', async () => {
		const workflow = await stage.importWorkflow(orderStatus as unknown as WorkflowFile);
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
		expect(stage.sandbox.sentTo('+33612345678').map(({ message }) => message)).toEqual([
			'Hello Zoe, your order A-17 is on its way.',
		]);

		await deactivate(stage.rest, workflow, path);
		expect((await post(order)).status).toBe(404);
	});
});
