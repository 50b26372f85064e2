import type { INode } from 'n8n-workflow';

import { agentTool, type Caller } from '../helpers/agentTool';
import { runFaster } from '../helpers/fasterTime';
import { ACCOUNT, itemsTo, numbers, RETRY, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { httpRequest, node } from '../helpers/workflows';

// What a sceptical reader of the README broke, once. A lost answer is looked for during a minute.
afterAll(runFaster(30));

let afterRequest: () => void;
const stage = setStage({ log: () => afterRequest() });
beforeEach(() => {
	afterRequest = () => undefined;
});

const [ADA, BOB] = numbers(2);
const link = (name: string) => ({ node: name, type: 'main' as const, index: 0 });
const POST = { method: 'POST', path: SEND_PATH };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const got = (who: string) => stage.sandbox.sentTo(who).length;

/** The history cannot be read, for so many times. */
const blind = (times: number) =>
	stage.sandbox.faults.add({
		kind: 'status',
		status: 403,
		message: 'This call has not been granted',
		method: 'GET',
		path: '/sms/*/jobs',
		times,
	});

/** Somebody else's message: another process, or this one before its restart. */
const other = (more: object) =>
	stage.sandbox.state.addSent(ACCOUNT, { receiver: ADA, message: 'Hello', ...more });

function tool(
	parameters: INode['parameters'],
	settings: Partial<INode> = {},
	caller: Caller = 'agent',
) {
	const { parameters: all } = sendWorkflow(parameters).nodes[1];
	return agentTool(stage.engine, stage.credential(), all, settings, caller);
}

describe('a text that is another one each time', () => {
	test.each<Caller>(['agent', 'older agent', 'MCP'])(
		'is sent once by a tool with Retry On Fail (%s)',
		async (caller) => {
			stage.sandbox.state.addToBlacklist(ACCOUNT, BOB);
			const options = { onInvalidReceivers: 'fail', maxRecipients: 2 };
			const message = '=Now {{ Date.now() }}';
			const parameters = { to: `${ADA},${BOB}`, message, messageType: 'marketing', options };
			const call = tool(parameters, RETRY, caller);
			await expect(call({ caller })).rejects.toThrow('1 of 2 recipients has it');
			expect(got(ADA)).toBe(1);
		},
	);

	test('is sent once where an error output leads back', async () => {
		stage.sandbox.faults.add({ ...POST, kind: 'resetAfter' });
		blind(1);
		const message = '=Code {{ Math.random() }}';
		const { nodes } = sendWorkflow({ to: ADA, message }, { onError: 'continueErrorOutput' });
		const [start, send] = nodes;
		await stage.run({
			nodes,
			connections: {
				[start.name]: { main: [[link(send.name)]] },
				[send.name]: { main: [[], [link(send.name)]] },
			},
		});
		expect(got(ADA)).toBe(1);
	});
});

describe('a once key of which nothing is certain is refused aloud', () => {
	const order = (onceKey: string, days: number) =>
		sendWorkflow({ to: ADA, options: { onceKey, sendAt: inDays(days) } });

	test('where another process has ordered the same words for the same moment', async () => {
		other({ differedPeriod: 2880, tag: 'visit-1' });
		const error = errorOf(await stage.run(order('visit-2', 2)));
		expect(error.message).toContain('"Once Key" may have been used already');
		expect(got(ADA)).toBe(1);
	});

	test('where its scheduled message is gone a moment later', async () => {
		const [{ ids }] = jsonOf(await stage.run(order('visit-7', 2)));
		const url = `${stage.sandbox.baseUrl}${SEND_PATH}/${String((ids as number[])[0])}`;
		await stage.run(httpRequest({ method: 'DELETE', url }));
		const error = errorOf(await stage.run(order('visit-7', 5)));
		expect(error.message).toContain('"Once Key" was used a moment ago');
		expect(error.description).toContain('in two minutes');
	});
});

test('outside of an execution, a call an hour after one that failed is a new one', async () => {
	stage.sandbox.state.addToBlacklist(ACCOUNT, BOB);
	const parameters = {
		to: "={{ $fromAI('to') }}",
		message: 'Are you there?',
		messageType: 'marketing',
		options: { onInvalidReceivers: 'fail', maxRecipients: 2 },
	};
	const call = tool(parameters, { onError: 'continueRegularOutput' }, 'MCP');
	await call({ to: `${ADA},${BOB}` });
	// Time goes faster here already.
	const clock = jest.spyOn(Date, 'now');
	const now = clock.getMockImplementation() as () => number;
	clock.mockImplementation(() => now() + 3_600_000);
	await call({ to: ADA });
	clock.mockImplementation(now);
	expect(got(ADA)).toBe(2);
});

describe('Max Credits', () => {
	test('counts what may have been sent', async () => {
		stage.sandbox.faults.add({ ...POST, kind: 'resetAfter', times: Infinity });
		blind(Infinity);
		const { nodes } = sendWorkflow(
			{ to: '={{ $json.to }}', options: { maxCredits: 2 } },
			{ onError: 'continueRegularOutput' },
		);
		const [start, send] = nodes;
		const over = node('Loop', 'n8n-nodes-base.splitInBatches', { options: {} }, { typeVersion: 3 });
		const connections = {
			[start.name]: { main: [[link('Loop')]] },
			Loop: { main: [[], [link(send.name)]] },
			[send.name]: { main: [[link('Loop')]] },
		};
		await stage.run({ nodes: [start, over, send], connections }, itemsTo(numbers(6)));
		expect(numbers(6).map(got)).toEqual([1, 1, 0, 0, 0, 0]);
	});

	test('lets a next try mend what it counts', async () => {
		stage.sandbox.faults.add({ ...POST, kind: 'resetAfter' });
		blind(1);
		const run = await stage.run(sendWorkflow({ to: ADA, options: { maxCredits: 1 } }, RETRY));
		expect(jsonOf(run)).toMatchObject([{ recipients: [{ status: 'alreadySent' }] }]);
	});

	test('holds for calls at the same time', async () => {
		const parameters = { to: "={{ $fromAI('to') }}", options: { maxCredits: 1 } };
		const call = tool(parameters, { onError: 'continueRegularOutput' });
		await Promise.all([call({ to: ADA }), call({ to: BOB })]);
		expect(got(ADA) + got(BOB)).toBe(1);
	});
});

test('a lost message is not found in one of the same words for another day', async () => {
	stage.sandbox.faults.add({ ...POST, kind: 'resetBefore' });
	afterRequest = () => {
		afterRequest = () => undefined;
		other({ differedPeriod: 2880, tag: 'n8n-other' });
	};
	const file = sendWorkflow(
		{ to: ADA, options: { sendAt: inDays(9) } },
		{ onError: 'continueRegularOutput' },
	);
	expect(jsonOf(await stage.run(file))[0].error).toContain('Not known');
});
