import type { INode } from 'n8n-workflow';

import { finished } from '../../tools/n8n/executions';
import { OLDEST } from '../../tools/n8n/versions';
import { ground } from '../helpers/n8n/ground';
import {
	type ModelAnswer,
	type ModelRequest,
	type ModelStub,
	startModelStub,
} from '../helpers/n8n/modelStub';
import { linkTo, runUntilWaiting, submit, untilWaiting } from '../helpers/n8n/waiting';
import { setN8nStage } from '../helpers/n8n/stage';
import { ACCOUNT, numbers } from '../helpers/sending';
import { byId, node } from '../helpers/workflows';

/** The oldest line has no human review. */
const test = ground().n8n.version === OLDEST.version ? it.skip : it;

const stage = setN8nStage();
const [ADA, BOB] = numbers(2);
let model: ModelStub | undefined;

afterEach(async () => {
	await model?.close();
	model = undefined;
});

const LANGCHAIN = '@n8n/n8n-nodes-langchain.';
const link = (name: string, type: string) => [[{ node: name, type, index: 0 }]] as never;
const fromAi = (key: string) => `={{ $fromAI('${key}', '', 'string') }}`;

/** The message that n8n's editor gives a review: it is saved with the workflow. */
const QUESTION =
	'=The agent wants to run this tool: {{ $tool.name }}\n\nInput:\n{{ $tool.parameters }}';

const SMS: INode['parameters'] = {
	resource: 'sms',
	account: byId(ACCOUNT),
	senderType: 'sender',
	sender: byId('BOUTIQUE'),
};

/** A chat whose agent may send SMS once Ada has approved each of them by SMS. */
async function startAgent(
	answer: (request: ModelRequest, before: number) => ModelAnswer,
	options: INode['parameters'] = {},
) {
	model = await startModelStub(answer);
	const credential = await stage.rest.saveCredential(
		`Model at ${model.url}`,
		{ apiKey: 'none', url: model.url },
		'openAiApi',
	);
	const workflow = await stage.importWorkflow({
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger'),
			node(
				'Agent',
				`${LANGCHAIN}agent`,
				{ promptType: 'define', text: 'Text Bob', options: { enableStreaming: false } },
				{ typeVersion: 3.1 },
			),
			node(
				'Model',
				`${LANGCHAIN}lmChatOpenAi`,
				{ model: { __rl: true, mode: 'id', value: 'stub' }, options: {} },
				{
					typeVersion: 1.2,
					credentials: { openAiApi: { id: credential.id, name: credential.name } },
				},
			),
			node('Review', 'n8n-nodes-ovh-sms.ovhSmsHitlTool', {
				...SMS,
				operation: 'sendAndWait',
				to: ADA,
				message: QUESTION,
				responseType: 'approval',
				approvalOptions: { values: { approvalType: 'double' } },
				options,
			}),
			node('Text Bob', 'n8n-nodes-ovh-sms.ovhSmsTool', {
				...SMS,
				operation: 'send',
				to: fromAi('To'),
				message: fromAi('Message'),
				messageType: 'transactional',
				options: {},
			}),
		],
		connections: {
			Start: { main: link('Agent', 'main') },
			Model: { ai_languageModel: link('Agent', 'ai_languageModel') },
			'Text Bob': { ai_tool: link('Review', 'ai_tool') },
			Review: { ai_tool: link('Agent', 'ai_tool') },
		},
	});
	return await runUntilWaiting(stage.rest, workflow);
}

/** n8n has a model wrap the call of a tool that is reviewed. */
const callWith = (Message: string) => ({ call: { toolParameters: { To: BOB, Message } } });
const CALL = callWith('Hi Bob, it is ready');
const once = (_: ModelRequest, before: number): ModelAnswer =>
	before < 1 ? CALL : { say: 'Done' };
const textsTo = (receiver: string) => stage.sandbox.sentTo(receiver).map(({ message }) => message);

test('an approved call is carried out; the question says in words what it is about', async () => {
	const id = await startAgent(once);
	expect(textsTo(BOB)).toEqual([]);
	const [question] = textsTo(ADA);
	expect(question).toContain('Text_Bob');
	expect(question).toContain('To: +33610000001');
	expect(question).toContain('Message: Hi Bob, it is ready');
	expect(question).not.toMatch(/[{}]/);
	await submit(linkTo(stage.sandbox, ADA), { answer: 'true' });
	expect((await finished(stage.rest, id)).status).toBe('success');
	expect(textsTo(BOB)).toEqual(['Hi Bob, it is ready']);
});

test('a declined call is not, and the model is told so', async () => {
	const id = await startAgent(once);
	await submit(linkTo(stage.sandbox, ADA), { answer: 'false' });
	expect((await finished(stage.rest, id)).status).toBe('success');
	expect(textsTo(BOB)).toEqual([]);
	expect(model?.requests.at(-1)?.toolAnswer).toContain('rejected');
});

test('a call that nobody answers in time is not carried out', async () => {
	const values = { limitType: 'afterTimeInterval', resumeAmount: 0.1, resumeUnit: 'minutes' };
	const id = await startAgent(once, { limitWaitTime: { values } });
	expect((await finished(stage.rest, id)).status).toBe('success');
	expect(textsTo(BOB)).toEqual([]);
});

test('the same call again is a question of its own: no earlier answer is taken for it', async () => {
	const id = await startAgent((_, before) => (before < 2 ? CALL : { say: 'Done' }));
	const first = linkTo(stage.sandbox, ADA);
	await submit(first, { answer: 'true' });
	await untilWaiting(stage.rest, id);
	expect(textsTo(BOB)).toHaveLength(1);
	expect((await submit(first, { answer: 'true' })).status).toBe(410);
	await submit(linkTo(stage.sandbox, ADA), { answer: 'false' });
	await finished(stage.rest, id);
	expect(textsTo(BOB)).toHaveLength(1);
});

test('a long call is cut to the parts that are allowed', async () => {
	const long = 'x'.repeat(2000);
	await startAgent((_, before) => (before < 1 ? callWith(long) : { say: 'Done' }), { maxParts: 3 });
	const [{ parts, message }] = stage.sandbox.sentTo(ADA);
	expect(parts).toBe(3);
	expect(message).toMatch(/x\.\.\.\nhttp/);
});
