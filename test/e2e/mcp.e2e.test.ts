import { switchOff, switchOn, until } from '../../tools/n8n/activation';
import { type CallTool, connectMcp } from '../helpers/n8n/mcpClient';
import type { SavedWorkflow } from '../../tools/n8n/rest';
import { setN8nStage } from '../helpers/n8n/stage';
import { ACCOUNT, numbers, SEND_PATH } from '../helpers/sending';
import { byId, node } from '../helpers/workflows';

const stage = setN8nStage();
const [ADA] = numbers(1);
let workflow: SavedWorkflow;
let call: CallTool;

/** A server whose tool is *Send SMS*, under a path of its own. */
beforeEach(async () => {
	const path = `sms-${Date.now()}`;
	workflow = await stage.importWorkflow({
		nodes: [
			node(
				'Server',
				'@n8n/n8n-nodes-langchain.mcpTrigger',
				{ authentication: 'none', path },
				{ typeVersion: 2, webhookId: path },
			),
			node('SMS', 'n8n-nodes-ovh-sms.ovhSmsTool', {
				resource: 'sms',
				operation: 'send',
				account: byId(ACCOUNT),
				to: "={{ $fromAI('To', '+33…, with country code', 'string') }}",
				message: "={{ $fromAI('Message', 'the text', 'string') }}",
				senderType: 'sender',
				sender: byId('BOUTIQUE'),
				messageType: 'transactional',
				options: {},
			}),
		],
		connections: {
			SMS: { ai_tool: [[{ node: 'Server', type: 'ai_tool', index: 0 }]] as never },
		},
	});
	await switchOn(stage.rest, workflow);
	let connected: CallTool | undefined;
	await until('the MCP server does not answer', async () => {
		connected = await connectMcp(`${stage.server.url}/mcp/${path}`).catch(() => undefined);
		return connected !== undefined;
	});
	if (connected) call = connected;
});

afterEach(async () => {
	await switchOff(stage.rest, workflow);
});

const texts = () => stage.sandbox.sentTo(ADA).map(({ message }) => message);
const blocked = () =>
	stage.sandbox.faults.add({
		kind: 'status',
		status: 403,
		message: 'This call has not been granted',
		path: '/sms/*/outgoing',
		times: Infinity,
	});

test('two equal calls are two messages, and the lost one is not called accepted', async () => {
	const args = { To: ADA, Message: 'Ding' };
	expect(await call(args)).toContain('accepted');
	stage.sandbox.faults.add({ kind: 'resetBefore', method: 'POST', path: SEND_PATH });
	const fault = blocked();
	expect(await call(args)).toContain('Not known whether OVHcloud has it');
	stage.sandbox.faults.remove(fault);
	expect(texts()).toEqual(['Ding']);
});

test('a call that is repeated after its answer was lost texts nobody twice', async () => {
	const args = { To: ADA, Message: 'Dong' };
	stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
	const fault = blocked();
	expect(await call(args)).toContain('Not known whether OVHcloud has it');
	stage.sandbox.faults.remove(fault);
	expect(await call(args)).toContain('alreadySent');
	expect(texts()).toEqual(['Dong']);
});
