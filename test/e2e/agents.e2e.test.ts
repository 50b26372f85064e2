import type { INode } from 'n8n-workflow';

import { runWorkflow } from '../../tools/n8n/executions';
import { ground } from '../helpers/n8n/ground';
import {
	type ModelAnswer,
	type ModelRequest,
	type ModelStub,
	startModelStub,
} from '../helpers/n8n/modelStub';
import { setN8nStage } from '../helpers/n8n/stage';
import { LATEST } from '../../tools/n8n/versions';
import { ACCOUNT, numbers, SEND_PATH } from '../helpers/sending';
import { byId, node } from '../helpers/workflows';

const stage = setN8nStage();
const [ADA] = numbers(1);
let model: ModelStub | undefined;

afterEach(async () => {
	await model?.close();
	model = undefined;
});

const fromAi = (key: string, description: string) =>
	`={{ $fromAI('${key}', '${description}', 'string') }}`;

/** A chat whose agent has *Send SMS* as its tool, and a model that answers as told. */
async function runAgent(
	typeVersion: number,
	answer: (request: ModelRequest, before: number) => ModelAnswer,
	options: INode['parameters'] = {},
) {
	model = await startModelStub(answer);
	const credential = await stage.rest.saveCredential(
		`Model at ${model.url}`,
		{ apiKey: 'none', url: model.url },
		'openAiApi',
	);
	const link = (name: string, type: string) => [[{ node: name, type, index: 0 }]] as never;
	const langchain = '@n8n/n8n-nodes-langchain.';
	const workflow = await stage.importWorkflow({
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger'),
			node(
				'Agent',
				`${langchain}agent`,
				{
					...(typeVersion < 2 && { agent: 'toolsAgent' }),
					promptType: 'define',
					text: 'Text Ada',
					options: { enableStreaming: false },
				},
				{ typeVersion },
			),
			node(
				'Model',
				`${langchain}lmChatOpenAi`,
				{ model: { __rl: true, mode: 'id', value: 'stub' }, options: {} },
				{
					typeVersion: 1.2,
					credentials: { openAiApi: { id: credential.id, name: credential.name } },
				},
			),
			node('SMS', 'n8n-nodes-ovh-sms.ovhSmsTool', {
				resource: 'sms',
				operation: 'send',
				account: byId(ACCOUNT),
				to: fromAi('To', '+33…, with country code'),
				message: fromAi('Message', 'the text'),
				senderType: 'sender',
				sender: byId('BOUTIQUE'),
				messageType: 'transactional',
				options,
			}),
		],
		connections: {
			Start: { main: link('Agent', 'main') },
			Model: { ai_languageModel: link('Agent', 'ai_languageModel') },
			SMS: { ai_tool: link('Agent', 'ai_tool') },
		},
	});
	return await runWorkflow(stage.rest, workflow);
}

const CALL = { call: { To: ADA, Message: 'Hi Ada' } };
const texts = () => stage.sandbox.sentTo(ADA).map(({ message }) => message);

/** OVHcloud accepts the next SMS, its answer is lost, and the history cannot be read. */
function loseAnswer() {
	stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
	return stage.sandbox.faults.add({
		kind: 'status',
		status: 403,
		message: 'This call has not been granted',
		path: '/sms/*/outgoing',
		times: Infinity,
	});
}

const isLatest = ground().n8n.version === LATEST.version;
const VERSIONS = isLatest ? [1.7, 2.2, 3, 3.1] : [1.7, 2.2, 3];

describe.each(VERSIONS)('an agent of version %s', (typeVersion) => {
	test('that repeats a call whose answer was lost texts nobody twice', async () => {
		const blocked = loseAnswer();
		const execution = await runAgent(typeVersion, (_, before) => {
			if (before > 0) stage.sandbox.faults.remove(blocked);
			return before < 2 ? CALL : { say: 'Done' };
		});
		const posts = stage.sandbox.requests.filter(({ method }) => method === 'POST');
		const endsAtFailure = typeVersion >= 3 && !isLatest;
		expect(execution.status).toBe(endsAtFailure ? 'error' : 'success');
		// It was told that nobody knows, and called again.
		const answers = [
			undefined,
			// Older lines of n8n do not say that it is an agent that calls, and tell it nothing.
			typeVersion < 3 && !isLatest
				? ''
				: expect.stringContaining('Not known whether OVHcloud has it'),
			expect.stringContaining('alreadySent'),
		];
		const told = model?.requests.map(({ toolAnswer }) => toolAnswer);
		expect(told).toEqual(endsAtFailure ? [undefined] : answers);
		expect(posts).toHaveLength(1);
		expect(texts()).toEqual(['Hi Ada']);
	});

	test('that asks for the same twice, with success, means it', async () => {
		await runAgent(typeVersion, (_, before) => (before < 2 ? CALL : { say: 'Done' }));
		expect(texts()).toEqual(['Hi Ada', 'Hi Ada']);
	});

	test('that may spend one credit spends one, however often it calls', async () => {
		await runAgent(typeVersion, (_, before) => (before < 4 ? CALL : { say: 'Done' }), {
			maxCredits: 1,
		});
		expect(texts()).toEqual(['Hi Ada']);
	});
});

test('what a model is told of the tool', async () => {
	await runAgent(3, (_, before) => (before < 1 ? CALL : { say: 'Done' }));
	const [{ tools }, { toolAnswer }] = model?.requests ?? [];
	expect(tools).toHaveLength(1);
	// In English for a model: what it costs, and that nobody can undo it.
	expect(tools[0].description).toContain('Send an SMS to one or many recipients.');
	expect(tools[0].description).toContain('This costs credits');
	expect(tools[0].description).toContain('cannot be undone');
	expect(tools[0].parameters.properties).toMatchObject({
		To: { type: 'string', description: '+33…, with country code' },
		Message: { type: 'string' },
	});
	expect(toolAnswer).toContain(ADA);
});

test('what a model is told of a refusal: what to do, too', async () => {
	await runAgent(3, (_, before) =>
		before < 1 ? { call: { To: '0612345678', Message: 'Hi' } } : { say: 'Done' },
	);
	const told = model?.requests[1]?.toolAnswer;
	if (isLatest) expect(told).toMatch(/has no country code.*Nothing was sent/);
});
