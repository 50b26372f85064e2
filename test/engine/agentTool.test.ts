import type { INode } from 'n8n-workflow';

import { agentTool, type Caller } from '../helpers/agentTool';
import { storedBatches } from '../helpers/batches';
import { runFaster } from '../helpers/fasterTime';
import { ACCOUNT, numbers, RETRY, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { setStage } from '../helpers/stage';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(60));

let afterRequest: () => void;
const stage = setStage({ log: () => afterRequest() });

beforeEach(() => {
	afterRequest = () => undefined;
});

const [ADA, BOB] = numbers(2);
const fromAi = (key: string) => `={{ $fromAI('${key}', '', 'string') }}`;

/** The node as an agent's tool that sends what the agent says. */
function tool(
	more: INode['parameters'] = {},
	settings: Partial<INode> = {},
	caller: Caller = 'agent',
) {
	const file = sendWorkflow({ to: fromAi('to'), message: fromAi('text'), ...more }, settings);
	const { parameters } = file.nodes[1];
	return agentTool(stage.engine, stage.credential(), parameters, settings, caller);
}

const texts = (number: string) => stage.sandbox.sentTo(number).map(({ message }) => message);

describe.each<Caller>(['agent', 'older agent', 'MCP'])('as a tool (%s)', (caller) => {
	test('it sends once for each call, also where the same is asked for twice', async () => {
		const call = tool({}, {}, caller);
		const answer = JSON.parse(await call({ to: ADA, text: 'Hi' })) as unknown;
		expect(answer).toMatchObject([{ validReceivers: [ADA], totalCreditsRemoved: 1 }]);
		await call({ to: ADA, text: 'Hi' });
		expect(texts(ADA)).toEqual(['Hi', 'Hi']);
	});

	// n8n gives each try of a tool another run index.
	test('Retry On Fail texts nobody twice', async () => {
		stage.sandbox.state.addToBlacklist(ACCOUNT, BOB);
		const options = { onInvalidReceivers: 'fail', maxRecipients: 2 };
		const call = tool({ messageType: 'marketing', options }, RETRY, caller);
		await expect(call({ to: `${ADA},${BOB}`, text: 'Hi' })).rejects.toThrow('was refused');
		expect(texts(ADA)).toHaveLength(1);
	});

	test('a lost answer is looked up by the next try, and not sent again', async () => {
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
		const blocked = stage.sandbox.faults.add({
			kind: 'status',
			status: 403,
			message: 'This call has not been granted',
			path: '/sms/*/outgoing',
			times: Infinity,
		});
		afterRequest = () => {
			if (blocked.hits > 0) stage.sandbox.faults.remove(blocked);
		};
		const call = tool({}, RETRY, caller);
		const answer = JSON.parse(await call({ to: ADA, text: 'Are you in?' })) as unknown;
		expect(answer).toMatchObject([{ recipients: [{ status: 'alreadySent' }] }]);
		expect(texts(ADA)).toEqual(['Are you in?']);
	});

	test('Retry On Fail creates no second batch', async () => {
		const path = `/sms/${ACCOUNT}/batches`;
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path });
		stage.sandbox.faults.add({ kind: 'status', status: 403, method: 'GET', path });
		const call = tool({ resource: 'batch', operation: 'create', recipients: 'to' }, RETRY, caller);
		await call({ to: ADA, text: 'Hi' });
		expect(storedBatches(stage)).toHaveLength(1);
	});

	test('Max Credits holds for calls at the same time, of sends and of batches', async () => {
		const options = { maxCredits: 1, maxRecipients: 100 };
		for (const more of [
			{ options },
			{ resource: 'batch', operation: 'create', recipients: 'to', options },
		]) {
			const call = tool(more, { name: `One of its own ${JSON.stringify(more)}` }, caller);
			const asked = numbers(6);
			const before = stage.sandbox.state.accounts.get(ACCOUNT)?.details.creditsLeft ?? 0;
			const calls = await Promise.allSettled(
				asked.map(async (to) => await call({ to, text: `Hi ${to}` })),
			);
			expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
			expect(stage.sandbox.state.accounts.get(ACCOUNT)?.details.creditsLeft).toBe(before - 1);
		}
	});

	test('what failed is told to the agent where the node continues', async () => {
		const call = tool({}, { onError: 'continueRegularOutput' }, caller);
		const answer = await call({ to: 'nobody', text: 'Hi' });
		expect(JSON.parse(answer)).toEqual([
			{ error: expect.stringMatching(/"To" holds no phone number.*Nothing was sent/) as string },
		]);
	});
});
