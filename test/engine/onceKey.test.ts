import type { INode } from 'n8n-workflow';

import { runFaster } from '../helpers/fasterTime';
import { ACCOUNT, itemsTo, numbers, RETRY, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(60));

let afterRequest: () => void;
const stage = setStage({ log: () => afterRequest() });

beforeEach(() => {
	afterRequest = () => undefined;
});

const [ADA, BOB] = numbers(2);
const inADay = () => new Date(Date.now() + 86_400_000).toISOString();
const sends = () => stage.sandbox.requests.filter(({ method }) => method === 'POST').length;

const keyed = (options: INode['parameters'] = {}, settings: Partial<INode> = {}) =>
	sendWorkflow(
		{
			to: '={{ $json.to }}',
			message: '={{ $json.text }}',
			options: { onceKey: 'order-42', ...options },
		},
		settings,
	);

describe('items of one run with the same once key and recipient get one SMS', () => {
	test.each<[string, INode['parameters']]>([
		['in different words', {}],
		['in different words that wait for their moment', { sendAt: inADay() }],
		['that share no requests', { combineItems: false }],
		['of different priority', { priority: '={{ $json.priority }}' }],
	])('%s', async (_, options) => {
		const words = 'sendAt' in options || Object.keys(options).length === 0;
		const items = itemsOf(
			{ to: ADA, text: 'Hi', priority: 'high' },
			{ to: ADA, text: words ? 'Hello' : 'Hi', priority: 'low' },
			{ to: BOB, text: 'Hi', priority: 'high' },
		);
		const output = jsonOf(await stage.run(keyed(options), items));
		expect([ADA, BOB].map((to) => stage.sandbox.sentTo(to).length)).toEqual([1, 1]);
		expect(output).toMatchObject([
			{ totalCreditsRemoved: 1, recipients: [{ status: 'accepted' }] },
			{ totalCreditsRemoved: 0, recipients: [{ status: 'alreadySent' }] },
			{ totalCreditsRemoved: 1, recipients: [{ status: 'accepted' }] },
		]);
		expect(output[1].ids).toEqual(output[0].ids);
	});

	test('also where the first went out in an earlier try', async () => {
		afterRequest = () => {
			if (sends() !== 1) return;
			afterRequest = () => undefined;
			stage.sandbox.faults.add({ kind: 'status', status: 400, method: 'POST', path: SEND_PATH });
		};
		const items = itemsOf(
			{ to: ADA, text: 'Hi' },
			{ to: BOB, text: 'Hello' },
			{ to: ADA, text: 'Bye' },
		);
		const file = keyed({ sendAt: inADay(), concurrentRequests: 1 }, RETRY);
		expect(jsonOf(await stage.run(file, items))).toHaveLength(3);
		expect([ADA, BOB].map((to) => stage.sandbox.sentTo(to).length)).toEqual([1, 1]);
	});

	test('also where it is not known whether the first went out', async () => {
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
		const file = keyed({ preventDuplicates: false }, { onError: 'continueRegularOutput' });
		const items = itemsOf({ to: ADA, text: 'Hi' }, { to: ADA, text: 'Hello' });
		const [first, second] = jsonOf(await stage.run(file, items));
		expect(first.error).toContain('Not known');
		// It may be in the queue, where nothing tells its key.
		expect(JSON.stringify(second)).toMatch(/Not known whether|alreadySent/);
		expect(stage.sandbox.sentTo(ADA)).toHaveLength(1);
	});
});

test.each([
	['nothing', '={{ $json.missing }}', 'is empty'],
	['null', '={{ null }}', 'is empty'],
	['blanks', '   ', 'is empty'],
	['an object', '={{ $json }}', 'holds an object'],
	['a list', '={{ [$json.to] }}', 'is a list'],
])('a once key that is %s is refused before anything is sent', async (_, onceKey, what) => {
	const error = errorOf(await stage.run(keyed({ onceKey }), itemsTo([ADA, BOB])));
	expect(error.message).toContain(`"Once Key" ${what}`);
	expect(sends()).toBe(0);
});

test('a once key whose message was cancelled may be used again at once', async () => {
	const [{ ids }] = jsonOf(await stage.run(keyed({ sendAt: inADay() }), itemsTo([ADA])));
	const [jobId] = ids as number[];
	await stage.run(
		single({
			resource: 'job',
			operation: 'cancel',
			account: byId(ACCOUNT),
			jobId: byId(String(jobId)),
		}),
	);
	const output = jsonOf(await stage.run(keyed({ sendAt: inADay() }), itemsTo([ADA])));
	expect(output).toMatchObject([{ recipients: [{ status: 'accepted' }] }]);
});
