import type { INode } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { createBatch, storedBatches } from '../helpers/batches';
import { runFaster } from '../helpers/fasterTime';
import { ACCOUNT, itemsTo, numbers, RETRY, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(60));

let afterRequest: () => void;
const stage = setStage({ log: () => afterRequest() });

beforeEach(() => {
	afterRequest = () => undefined;
});

const toEach = { to: '={{ $json.to }}', message: '={{ $json.text }}' };
const oneAtATime = { options: { concurrentRequests: 1 } };
const [ADA, BOB, CYD] = numbers(3);
const posts = (end: string) =>
	stage.sandbox.requests.filter(({ method, path }) => method === 'POST' && path.endsWith(end));
const deliveries = (...receivers: string[]) =>
	receivers.map((receiver) => stage.sandbox.sentTo(receiver).length);
const BATCHES = '/sms/*/batches';
const ODD: Fault = { kind: 'status', status: 400, message: 'odd', method: 'POST' };

/** Refuses one request to a path, after so many that were carried out. */
function refuseAfter(count: number, path: string): void {
	afterRequest = () => {
		if (posts(path).length !== count) return;
		afterRequest = () => undefined;
		stage.sandbox.faults.add({ ...ODD, path });
	};
}

const MODES: Array<[string, Partial<INode>]> = [
	['stop', {}],
	['continue', { onError: 'continueRegularOutput' }],
	['error output', { onError: 'continueErrorOutput' }],
];

describe('Retry On Fail texts nobody twice', () => {
	test.each(MODES)('where OVHcloud accepts none of an item’s numbers (%s)', async (_, mode) => {
		stage.sandbox.state.addToBlacklist(ACCOUNT, BOB);
		const file = sendWorkflow({ ...toEach, messageType: 'marketing' }, { ...RETRY, ...mode });
		await stage.run(file, itemsTo([ADA, BOB, CYD]));
		expect(deliveries(ADA, BOB, CYD)).toEqual([1, 0, 1]);
	});

	test.each(MODES)('where a refused number fails the item (%s)', async (_, mode) => {
		stage.sandbox.state.addToBlacklist(ACCOUNT, BOB);
		const options = { onInvalidReceivers: 'fail' };
		const parameters = { to: `${ADA},${BOB}`, messageType: 'marketing', options };
		await stage.run(sendWorkflow(parameters, { ...RETRY, ...mode }));
		expect(deliveries(ADA, BOB)).toEqual([1, 0]);
	});

	test.each(MODES)('where the first item names no phone number (%s)', async (name, mode) => {
		const file = sendWorkflow(toEach, { ...RETRY, ...mode });
		await stage.run(file, itemsTo(['nobody', ADA, BOB]));
		expect(deliveries(ADA, BOB)).toEqual(name === 'stop' ? [0, 0] : [1, 1]);
	});

	test('where the plan of a dry run beside it cannot be told', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 400, path: '/sms/rates/*', times: 2 });
		const file = sendWorkflow(
			{ to: '={{ $json.to }}', options: { dryRun: '={{ $json.dry }}' } },
			RETRY,
		);
		const items = itemsOf({ to: ADA, dry: false }, { to: BOB, dry: true });
		expect(jsonOf(await stage.run(file, items))).toHaveLength(2);
		expect(deliveries(ADA, BOB)).toEqual([1, 0]);
	});

	test('and the result of an earlier try still names its tag', async () => {
		refuseAfter(1, SEND_PATH);
		const file = sendWorkflow({ ...toEach, ...oneAtATime }, RETRY);
		const output = jsonOf(await stage.run(file, itemsTo([ADA, BOB])));
		expect(output.map(({ tag }) => tag)).toEqual(
			[ADA, BOB].map((receiver) => stage.sandbox.sentTo(receiver)[0].tag),
		);
	});

	test('in other words, where the text tells the time', async () => {
		refuseAfter(1, SEND_PATH);
		const message = '={{ $json.text + " " + $now.toMillis() }}';
		const file = sendWorkflow({ ...toEach, message, ...oneAtATime }, RETRY);
		expect(jsonOf(await stage.run(file, itemsTo([ADA, BOB])))).toHaveLength(2);
		expect(deliveries(ADA, BOB)).toEqual([1, 1]);
	});

	test('in other words, where the answer to the first ones was lost', async () => {
		const blocked = stage.sandbox.faults.add({ ...ODD, method: 'GET', path: '/sms/*/outgoing' });
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
		const message = '={{ "Your code: " + $now.toMillis() }}';
		const output = jsonOf(await stage.run(sendWorkflow({ to: ADA, message }, RETRY)));
		expect(blocked.hits).toBe(1);
		expect(output).toMatchObject([{ recipients: [{ status: 'alreadySent' }] }]);
		expect(deliveries(ADA)).toEqual([1]);
	});

	test.each<[string, Fault[]]>([
		['refused', [{ ...ODD, path: BATCHES }]],
		[
			'lost',
			[
				{ kind: 'resetAfter', method: 'POST', path: BATCHES },
				{ ...ODD, method: 'GET', path: BATCHES },
			],
		],
	])('by a second batch that tells another time (one after it is %s)', async (_, faults) => {
		afterRequest = () => {
			if (posts('/batches').length !== 1) return;
			afterRequest = () => undefined;
			for (const fault of faults) stage.sandbox.faults.add(fault);
		};
		const message = '={{ "It is " + $now.toMillis() }}';
		const file = createBatch({ to: '={{ $json.to }}', message }, RETRY);
		expect(jsonOf(await stage.run(file, itemsTo([ADA, BOB])))).toHaveLength(2);
		expect(storedBatches(stage).map(({ receivers }) => receivers)).toEqual([[ADA], [BOB]]);
	});

	test('by a second batch at a moment that is counted from now', async () => {
		refuseAfter(1, '/batches');
		const file = createBatch(
			{ to: '={{ $json.to }}', options: { sendAt: '={{ $now.plus(1, "hour") }}' } },
			{ ...RETRY, waitBetweenTries: 1100 },
		);
		expect(jsonOf(await stage.run(file, itemsTo([ADA, BOB])))).toHaveLength(2);
		expect(storedBatches(stage).map(({ receivers }) => receivers)).toEqual([[ADA], [BOB]]);
	});
});

describe('a run that stops', () => {
	test('names the item that failed, not one that was left undone', async () => {
		// The second message to Ada in the same words waits for the first round to end.
		refuseAfter(1, SEND_PATH);
		const items = itemsOf({ to: ADA, text: 'A' }, { to: ADA, text: 'A' }, { to: BOB, text: 'B' });
		const error = errorOf(await stage.run(sendWorkflow({ ...toEach, ...oneAtATime }), items));
		expect(error.itemIndex).toBe(2);
		expect(error.description).toContain('odd');
		expect(error.description).toContain('1 recipient of this run was accepted');
		expect(deliveries(ADA, BOB)).toEqual([1, 0]);
	});

	test('looks once at a sender that is refused for many items', async () => {
		const mode: Partial<INode> = { onError: 'continueRegularOutput' };
		const file = sendWorkflow({ ...toEach, sender: 'NEWSHOP' }, mode);
		expect(jsonOf(await stage.run(file, itemsTo(numbers(20))))).toHaveLength(20);
		const looks = stage.sandbox.requests.filter(({ path }) => path.endsWith('/senders/NEWSHOP'));
		expect(looks).toHaveLength(1);
	});
});
