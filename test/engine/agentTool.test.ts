import type { INode } from 'n8n-workflow';

import { agentTool, type Caller } from '../helpers/agentTool';
import { storedBatches } from '../helpers/batches';
import { runFaster } from '../helpers/fasterTime';
import { sentSms } from '../helpers/messages';
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

	// n8n writes a message that holds such a code anew, and says that it can be retried immediately.
	test('what is not known is told without the code of the network', async () => {
		stage.sandbox.faults.add({ kind: 'resetBefore', method: 'POST', path: SEND_PATH });
		const call = tool({}, { onError: 'continueRegularOutput' }, caller);
		const answer = await call({ to: ADA, text: 'Are you out?' });
		expect(answer).toContain('Not known whether OVHcloud has it');
		expect(answer).not.toMatch(/ECONNRESET/);
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
			const sent = calls.filter(
				(result) => result.status === 'fulfilled' && !result.value.startsWith('[{"error"'),
			);
			expect(sent).toHaveLength(1);
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

	test('a refusal says what to do and which values there are, in the message', async () => {
		const call = tool({ messageType: fromAi('type') }, {}, caller);
		const told = await call({ to: ADA, text: 'Hi', type: 'advert' }).catch(
			({ message }: Error) => message,
		);
		expect(told.replace(/\\"/g, '"')).toContain('"Message Type" cannot be "advert"');
		expect(told).toContain('Choose one from the list (marketing, transactional).');
	});

	test('empty optional fields count as not given', async () => {
		const options = {
			tag: fromAi('empty'),
			defaultCountry: fromAi('empty'),
			characters: fromAi('empty'),
			maxParts: fromAi('empty'),
			priority: fromAi('empty'),
			validityPeriod: fromAi('empty'),
			allowPremium: fromAi('empty'),
			allowLeftovers: fromAi('empty'),
			onInvalidReceivers: fromAi('empty'),
		};
		await tool({ options }, {}, caller)({ to: ADA, text: 'Nothing else', empty: '' });
		expect(texts(ADA)).toEqual(['Nothing else']);
	});

	test.each(['sendAt', 'onceKey', 'maxCredits', 'maxRecipients', 'dryRun', 'allowedCountries'])(
		'an empty %s is refused: without it more would happen than was meant',
		async (name) => {
			const call = tool({ options: { [name]: fromAi('empty') } }, {}, caller);
			await call({ to: ADA, text: `No ${name}`, empty: '' }).catch(() => undefined);
			expect(texts(ADA)).toEqual([]);
		},
	);

	test('a list says how many there are, and is short enough to be read', async () => {
		const state = { resource: 'outgoing', operation: 'getAll' };
		for (let count = 0; count < 60; count++) sentSms(stage.sandbox, { message: 'x'.repeat(140) });
		const answer = await tool(state, {}, caller)({});
		const [first, ...others] = JSON.parse(answer) as Array<Record<string, unknown>>;
		expect(first).toMatchObject({ found: 60, shown: others.length });
		expect(others.length).toBeGreaterThan(5);
		expect(answer.length).toBeLessThan(6000);
		const asked = JSON.parse(await tool({ ...state, limit: 3 }, {}, caller)({})) as unknown[];
		expect(asked).toHaveLength(3);
	});
});
