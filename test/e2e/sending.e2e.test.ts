import type { INode } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { type Execution, givenOut, runWorkflow, shownError } from '../../tools/n8n/executions';
import { setN8nStage } from '../helpers/n8n/stage';
import { itemsTo, numbers, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { startedByHand } from '../helpers/workflows';

let watch: () => void;
const stage = setN8nStage({ log: () => watch() });

beforeEach(() => {
	watch = () => undefined;
});

const NODE = 'OVHcloud SMS';
const toEach = { to: '={{ $json.to }}', message: '={{ $json.text }}' };
/** Silence does not last, and the order of the requests is known. */
const options = { timeout: 4, concurrentRequests: 1 };
const retry: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
const receivers = numbers(5);

const sendToAll = async (to: string[] = receivers, settings: Partial<INode> = {}) => {
	const workflow = await stage.importWorkflow(
		startedByHand(sendWorkflow({ ...toEach, options }, settings), itemsTo(to)),
	);
	return await runWorkflow(stage.rest, workflow);
};
const onSend = (fault: Fault): Fault => ({ ...fault, method: 'POST', path: SEND_PATH });
const delivered = () => receivers.map((receiver) => stage.sandbox.sentTo(receiver).length);
const onceEach = receivers.map(() => 1);

describe('a fault in the middle reaches nobody twice, and nobody less', () => {
	test.each<[string, Fault]>([
		['accepted, then reset', { kind: 'resetAfter', times: 2 }],
		['accepted, then a 502 page', { kind: 'status', status: 502, html: true, when: 'after' }],
		['accepted, then cut off', { kind: 'brokenJson' }],
		['accepted, then silence', { kind: 'silence', when: 'after' }],
		['too many requests', { kind: 'status', status: 429, retryAfter: 0, times: 2 }],
	])('%s', async (_, fault) => {
		const placed = stage.sandbox.faults.add(onSend(fault));
		const execution = await sendToAll();
		expect(placed.hits).toBeGreaterThan(0);
		expect(execution.status).toBe('success');
		expect(delivered()).toEqual(onceEach);
		expect(givenOut(execution, NODE).map(({ ids }) => ids)).toEqual(
			receivers.map((receiver) => stage.sandbox.sentTo(receiver).map(({ id }) => id)),
		);
	});

	// In real time: it is looked for during a minute.
	test.each<[string, Fault]>([
		['reset before', { kind: 'resetBefore' }],
		['refused with 500', { kind: 'status', status: 500 }],
	])('%s: nobody knows, and the execution says so', async (_, fault) => {
		stage.sandbox.faults.add(onSend(fault));
		const execution = await sendToAll(receivers.slice(0, 1));
		expect(execution.status).toBe('error');
		expect(shownError(execution).message).toContain('Not known whether OVHcloud has it');
		expect(stage.sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});

describe('Retry On Fail', () => {
	test('runs the whole node again, and sends only what is missing', async () => {
		refuseThird();
		const execution = await sendToAll(receivers, retry);
		expect(execution.status).toBe('success');
		expect(statuses(execution)).toEqual([
			'alreadySent',
			'alreadySent',
			'accepted',
			'accepted',
			'accepted',
		]);
		expect(delivered()).toEqual(onceEach);
	});

	test('does not send again what nobody can know, and the execution says so', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 403, path: '/sms/*/outgoing', times: 99 });
		stage.sandbox.faults.add(onSend({ kind: 'resetAfter' }));
		const execution = await sendToAll(receivers.slice(0, 1), retry);
		expect(execution.status).toBe('error');
		expect(shownError(execution).message).toContain('Not known whether OVHcloud has it');
		expect(delivered()).toEqual([1, 0, 0, 0, 0]);
	});
});

describe('On Error: Continue', () => {
	test.each([
		['without Retry On Fail', {}],
		['with Retry On Fail', retry],
	])('gives out the error in the place of its item (%s)', async (_, settings) => {
		const execution = await sendToAll(['nobody', ...receivers], {
			...settings,
			onError: 'continueRegularOutput',
		});
		expect(execution.status).toBe('success');
		const [refused, ...sent] = givenOut(execution, NODE);
		expect(refused.error).toContain('"To" holds no phone number: "nobody"');
		expect(sent).toHaveLength(receivers.length);
		expect(delivered()).toEqual(onceEach);
	});

	test.each([
		['without Retry On Fail', {}],
		['with Retry On Fail', retry],
	])('using the error output, both outputs get what is theirs (%s)', async (_, settings) => {
		const execution = await sendToAll(['nobody', ...receivers], {
			...settings,
			onError: 'continueErrorOutput',
		});
		expect(execution.status).toBe('success');
		expect(statuses(execution)).toEqual(receivers.map(() => expect.any(String) as string));
		expect(givenOut(execution, NODE, 1)).toMatchObject([
			{ to: 'nobody', error: expect.stringContaining('no phone number') as string },
		]);
		expect(delivered()).toEqual(onceEach);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'and a refusal by OVHcloud in the middle (%s)',
		async (onError) => {
			refuseThird();
			const execution = await sendToAll(receivers, { onError });
			expect(execution.status).toBe('success');
			expect(delivered()).toEqual([1, 1, 0, 1, 1]);
		},
	);
});

/** OVHcloud refuses the third request, once. */
function refuseThird(): void {
	watch = () => {
		const sends = stage.sandbox.requests.filter(({ method }) => method === 'POST').length;
		if (sends < 2) return;
		watch = () => undefined;
		stage.sandbox.faults.add(onSend({ kind: 'status', status: 400, message: '[message] odd' }));
	};
}

function statuses(execution: Execution): string[] {
	return givenOut(execution, NODE).map(
		({ recipients }) => (recipients as Array<{ status: string }>)[0].status,
	);
}
