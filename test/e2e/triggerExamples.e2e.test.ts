import type { INode } from 'n8n-workflow';

import { openExample } from '../helpers/examples';
import { activate, switchOff, switchOn, until } from '../../tools/n8n/activation';
import { givenOut, nextExecutions } from '../../tools/n8n/executions';
import { callWebhook } from '../../tools/n8n/request';
import { setN8nStage } from '../helpers/n8n/stage';
import { type Receiver, startReceiver } from '../helpers/receiver';
import { ACCOUNT } from '../helpers/sending';

const stage = setN8nStage();
const EVERY_MINUTE = { item: [{ mode: 'everyMinute' }] };

let crm: Receiver;

beforeEach(async () => {
	crm = await startReceiver();
});

afterEach(async () => {
	await crm.close();
});

/** Imports an example; what leads out of this machine is changed. */
async function imported(file: string, changes: Record<string, Partial<INode>> = {}) {
	const workflow = openExample(file);
	const nodes = workflow.nodes.map((node): INode => {
		const { parameters, ...other } = changes[node.name] ?? {};
		return { ...node, ...other, parameters: { ...node.parameters, ...parameters } };
	});
	return await stage.importWorkflow({ ...workflow, nodes } as typeof workflow);
}

/** How many requests the sandbox got for a list. */
const looks = (list: string) =>
	stage.sandbox.requests.filter(({ path }) => path === `/sms/${ACCOUNT}${list}`).length;

/** A node without an address of its own, in place of one that needs an account elsewhere. */
const NO_OP = { type: 'n8n-nodes-base.noOp', typeVersion: 1, credentials: undefined };

test('the examples with triggers run as imported: replies, delivery reports, opt-outs, low credit', async () => {
	const { rest, sandbox } = stage;
	const replies = await imported('reply-keywords.json');
	const sheet = await imported('delivery-to-sheet.json', { 'Append Row': NO_OP });
	const optOuts = await imported('stop-to-crm.json', {
		'Tell the CRM': { parameters: { url: crm.url } },
	});
	const credit = await imported('low-credit-alert.json', {
		'Credits Run Low': { parameters: { pollTimes: EVERY_MINUTE } },
		'Mail the Owner': NO_OP,
	});
	const orders = await imported('order-alert.json');
	for (const workflow of [replies, sheet, optOuts, credit]) await switchOn(rest, workflow);
	await activate(rest, orders, '/webhook/order-alert');
	// Each polling trigger has looked once, and counts from there.
	await until(
		'the triggers have not looked',
		() => looks('/outgoing') >= 2 && looks('/blacklists') >= 1,
	);
	await until('the credits were not looked at', () => looks('') >= 1);
	const { details } = sandbox.state.accounts.get(ACCOUNT)!;
	await until('no address was registered', () => Boolean(details.smsResponse.cgiUrl));

	const order = { order: 'B-7', name: 'Zoë', phone: '06 12 34 56 78' };
	expect((await callWebhook(`${rest.url}/webhook/order-alert`, order)).status).toBe(200);
	await until('the order alert was not sent', () => sandbox.sentTo('+33612345678').length === 1);
	sandbox.state.receive({ account: ACCOUNT, sender: '+33612345678', message: 'Yes please' });
	sandbox.state.addToBlacklist(ACCOUNT, '+33600000001');
	sandbox.state.addCredits(ACCOUNT, -60);

	const [reply] = await nextExecutions(rest, replies);
	expect(givenOut(reply, 'Confirm Appointment')).toMatchObject([{ message: 'Yes please' }]);
	const [row] = await nextExecutions(rest, sheet);
	expect(givenOut(row, 'Append Row')).toMatchObject([
		{ receiver: '+33612345678', status: 'delivered' },
	]);
	const [optOut] = await nextExecutions(rest, optOuts);
	expect(optOut.status).toBe('success');
	expect(crm.received.map(({ body }) => body).join()).toContain('+33600000001');
	const [alert] = await nextExecutions(rest, credit);
	expect(givenOut(alert, 'Credits Run Low')).toMatchObject([{ event: 'lowCredit' }]);
	const [sent, report] = await nextExecutions(rest, orders, 2);
	expect(givenOut(sent, 'Send SMS')).toMatchObject([{ recipients: [{ status: 'accepted' }] }]);
	expect(givenOut(report, 'SMS Delivered or Failed')).toMatchObject([{ status: 'delivered' }]);
	expect(givenOut(report, 'Failed Order SMS')).toEqual([]);
	for (const workflow of [replies, sheet, optOuts, credit, orders]) {
		await switchOff(rest, workflow);
	}
	await until('the address was not given back', () => !details.smsResponse.cgiUrl);
});
