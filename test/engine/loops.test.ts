import type { INode } from 'n8n-workflow';

import type { WorkflowFile } from '../helpers/engine';
import { runFaster } from '../helpers/fasterTime';
import { itemsTo, numbers, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { node } from '../helpers/workflows';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(60));

let afterRequest: () => void;
const stage = setStage({ log: () => afterRequest() });

beforeEach(() => {
	afterRequest = () => undefined;
});

const toEach = { to: '={{ $json.to }}', message: '={{ $json.text }}' };
const [ADA, BOB] = numbers(2);
const texts = (receiver: string) => stage.sandbox.sentTo(receiver).map(({ message }) => message);
const link = (name: string) => ({ node: name, type: 'main' as const, index: 0 });

/** The node within *Loop Over Items*, one item at a time. */
function loop(parameters: INode['parameters'], settings: Partial<INode> = {}): WorkflowFile {
	const { nodes } = sendWorkflow(parameters, settings);
	const [start, send] = nodes;
	const over = node('Loop', 'n8n-nodes-base.splitInBatches', { options: {} }, { typeVersion: 3 });
	return {
		nodes: [start, over, send],
		connections: {
			[start.name]: { main: [[link('Loop')]] },
			Loop: { main: [[], [link(send.name)]] },
			[send.name]: { main: [[link('Loop')]] },
		},
	};
}

/** The node whose failed items are led back to it. */
function ledBack(parameters: INode['parameters']): WorkflowFile {
	const { nodes } = sendWorkflow(parameters, { onError: 'continueErrorOutput' });
	const [start, send] = nodes;
	return {
		nodes,
		connections: {
			[start.name]: { main: [[link(send.name)]] },
			[send.name]: { main: [[], [link(send.name)]] },
		},
	};
}

/** OVHcloud accepts the next SMS, its answer is lost, and nothing can be looked up for a while. */
function loseAnswer(): void {
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
}

describe('in a loop', () => {
	test('Max Credits holds for all rounds together', async () => {
		const run = await stage.run(
			loop({ ...toEach, options: { maxCredits: 2 } }),
			itemsTo(numbers(10)),
		);
		expect(numbers(10).flatMap(texts)).toEqual(['Message 0', 'Message 1']);
		expect(errorOf(run).message).toContain(
			'"Max Credits" allows 2 credits, 2 are spent in this execution, and the rest would take 1',
		);
	});

	test('the same text to the same number goes out in each round', async () => {
		const same = { json: { to: ADA, text: 'Ding' } };
		await stage.run(loop(toEach), [same, same, same]);
		expect(texts(ADA)).toEqual(['Ding', 'Ding', 'Ding']);
	});

	test('also after a round that failed for another number', async () => {
		const items = [ADA, 'nobody', ADA].map((to) => ({ json: { to, text: 'Ding' } }));
		await stage.run(loop(toEach, { onError: 'continueRegularOutput' }), items);
		expect(texts(ADA)).toEqual(['Ding', 'Ding']);
	});
});

describe('an error output that leads back', () => {
	test('looks for the message whose answer was lost, and sends nothing again', async () => {
		loseAnswer();
		const run = await stage.run(ledBack(toEach), itemsTo([ADA]));
		expect(texts(ADA)).toEqual(['Message 0']);
		expect(jsonOf(run)).toMatchObject([{ recipients: [{ status: 'alreadySent' }] }]);
	});

	test('leaves out who has the message already', async () => {
		loseAnswer();
		const run = await stage.run(ledBack({ to: `${ADA},${BOB}`, message: 'Hi' }));
		expect([texts(ADA), texts(BOB)]).toEqual([['Hi'], ['Hi']]);
		expect(jsonOf(run)).toMatchObject([{ recipients: [{ receiver: ADA }, { receiver: BOB }] }]);
	});
});

test('two nodes with the same text to the same number both send it', async () => {
	const file = sendWorkflow({ to: ADA, message: 'Ding' });
	const [start, send] = file.nodes;
	const second = { ...send, id: 'second', name: 'Second' };
	await stage.run({
		nodes: [start, send, second],
		connections: {
			[start.name]: { main: [[link(send.name)]] },
			[send.name]: { main: [[link('Second')]] },
		},
	});
	await stage.run(sendWorkflow({ to: ADA, message: 'Ding' }));
	expect(texts(ADA)).toEqual(['Ding', 'Ding', 'Ding']);
});
