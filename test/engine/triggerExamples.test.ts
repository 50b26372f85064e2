import type { IDataObject, INode, IRun } from 'n8n-workflow';

import { outputOf, type WorkflowFile } from '../helpers/engine';
import { example } from '../helpers/examples';
import { startReceiver } from '../helpers/receiver';
import { setTriggerStage } from '../helpers/triggers';

const on = setTriggerStage();
const { stage } = on;

/** What follows the trigger of an example, for events that it would give out. */
async function after(file: WorkflowFile, trigger: string, events: IDataObject[]): Promise<IRun> {
	const start = file.nodes.find(({ name }) => name === trigger);
	if (!start) throw new Error(`There is no ${trigger}`);
	const others = file.nodes.filter((one) => one !== start);
	const nodes = [{ ...start, type: 'n8n-nodes-base.noOp', parameters: {} }, ...others];
	return await stage.run(
		{ ...file, nodes },
		events.map((json) => ({ json })),
	);
}

const jsonOf = (run: IRun, name: string) => outputOf(run, name).map(({ json }) => json);

test('reply-keywords.json routes a reply by its first word, in any spelling', async () => {
	const replies = ['YES please', ' oui', 'No', 'Nothing yet', 'Who is this?'];
	const run = await after(
		example('reply-keywords.json'),
		'Reply Received',
		replies.map((message) => ({ message })),
	);
	const to = (name: string) => jsonOf(run, name).map(({ message }) => message);
	expect(to('Confirm Appointment')).toEqual(['YES please', ' oui']);
	expect(to('Cancel Appointment')).toEqual(['No']);
	expect(to('Let Somebody Read It')).toEqual(['Nothing yet', 'Who is this?']);
});

test('delivery-to-sheet.json makes a row of the columns that a sheet needs', async () => {
	const file = example('delivery-to-sheet.json');
	file.nodes = file.nodes.map((one) =>
		one.name === 'Append Row' ? { ...one, type: 'n8n-nodes-base.noOp', parameters: {} } : one,
	);
	const report = { id: 7, sentAt: '2026-01-31T09:00:00+00:00', receiver: '+33612345678', ptt: 4 };
	const run = await after(file, 'SMS Delivered or Failed', [
		{ ...report, tag: 'order-42', status: 'delivered', statusText: 'Delivered' },
	]);
	expect(jsonOf(run, 'Append Row')).toEqual([
		{
			sentAt: '2026-01-31T09:00:00+00:00',
			receiver: '+33612345678',
			tag: 'order-42',
			status: 'delivered',
			statusText: 'Delivered',
		},
	]);
});

test('stop-to-crm.json tells the CRM who opted out and since when', async () => {
	const crm = await startReceiver();
	try {
		const file = example('stop-to-crm.json');
		for (const { name, parameters } of file.nodes) {
			if (name === 'Tell the CRM') parameters.url = crm.url;
		}
		const dateCreation = '2026-01-31T09:00:00+00:00';
		await after(file, 'Somebody Opted Out', [{ number: '+33612345678', dateCreation }]);
		expect(crm.received.map(({ method, body }) => [method, JSON.parse(body) as unknown])).toEqual([
			['POST', { phone: '+33612345678', since: dateCreation }],
		]);
	} finally {
		await crm.close();
	}
});

test('low-credit-alert.json mails once when the credits fall below 50, with what is left', async () => {
	const file = example('low-credit-alert.json');
	const trigger = file.nodes.find(({ name }) => name === 'Credits Run Low')!;
	const poll = on.host.pollerOf(on.host.add(trigger));
	const events: IDataObject[] = [];
	for (const creditsLeft of [60, 49.5, 48]) {
		on.account.details.creditsLeft = creditsLeft;
		events.push(...(await poll()));
	}
	// The mail is written as n8n would, and goes nowhere.
	file.nodes = file.nodes.map((one) => (one.name === 'Mail the Owner' ? written(one) : one));
	const run = await after(file, trigger.name, events);
	expect(jsonOf(run, 'Mail the Owner')).toEqual([
		{
			subject: 'SMS credits run low: 49.5 left',
			text: `The SMS account sms-xx12345-1 (${on.account.details.description}) has 49.5 credits left.`,
		},
	]);
});

/** The subject and text of a mail as fields. */
function written(mail: INode): INode {
	const { subject, text } = mail.parameters;
	const assignments = Object.entries({ subject, text }).map(([name, value]) => ({
		id: name,
		name,
		value,
		type: 'string',
	}));
	const parameters = { assignments: { assignments }, options: {} };
	return { ...mail, type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters };
}

test('order-alert.json texts an order once', async () => {
	const file = example('order-alert.json');
	const body = { phone: '06 12 34 56 78', order: '42' };
	await after(file, 'Order Shipped', [{ body }]);
	await after(file, 'Order Shipped', [{ body }]);
	expect(stage.sandbox.sentTo('+33612345678')).toMatchObject([
		{ tag: 'order-42', message: 'Your order 42 is on its way.' },
	]);
});

test('order-alert.json hands a failed order SMS, and no other, to a person', async () => {
	const report = { tag: 'order-42', status: 'failed', statusText: 'Not delivered' };
	const run = await after(example('order-alert.json'), 'SMS Delivered or Failed', [
		report,
		{ ...report, status: 'delivered' },
		{ ...report, tag: 'campaign' },
	]);
	expect(jsonOf(run, 'Call the Customer')).toEqual([report]);
});
