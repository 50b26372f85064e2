import fc from 'fast-check';
import type { IDataObject, INode } from 'n8n-workflow';

import { type Sandbox, startSandbox } from '../../../sandbox';
import type { RecipientResult } from '../../../src/sending/report';
import { credentialFor } from '../../helpers/credentialFor';
import { Engine } from '../../helpers/engine';
import { placing, SEND_FAULTS } from '../../helpers/sendFaults';
import { ACCOUNT, numbers, sendWorkflow } from '../../helpers/sending';
import { jsonOf } from '../../helpers/stage';
import { byId } from '../../helpers/workflows';
import { pass } from '../noWaiting';
import { engineRuns } from '../settings';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof import('../noWaiting')>('../noWaiting').workflowWithoutWaiting(),
);

const FROM: Array<INode['parameters']> = [
	{ senderType: 'sender', sender: byId('BOUTIQUE') },
	{ senderType: 'shortNumber' },
	{ senderType: 'virtualNumber', virtualNumber: byId('+33700000001') },
];

const scenario = fc.record({
	/** How many recipients each item has. */
	sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 12 }),
	sameText: fc.boolean(),
	from: fc.constantFrom(...FROM),
	messageType: fc.constantFrom('transactional', 'marketing'),
	combineItems: fc.boolean(),
	/** How often the user runs it: again only with a key that makes this safe. */
	executions: fc.integer({ min: 1, max: 3 }),
	onceKey: fc.boolean(),
	tagged: fc.boolean(),
	/** How late OVHcloud's history shows a message. */
	visibleAfterMs: fc.constantFrom(0, 3000, 9000, 25_000, 60_000, 100_000),
	/** How long it is among the pending ones before. */
	sendingDelayMs: fc.constantFrom(0, 5000),
	retryOnFail: fc.boolean(),
	onError: fc.constantFrom(
		undefined,
		'continueRegularOutput' as const,
		'continueErrorOutput' as const,
	),
	faults: fc.array(fc.record({ after: fc.nat(30), fault: fc.constantFrom(...SEND_FAULTS) }), {
		maxLength: 8,
	}),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function workflowOf({ from, messageType, combineItems, onceKey, tagged, ...node }: Scenario) {
	const { retryOnFail, onError } = node;
	return sendWorkflow(
		{
			to: '={{ $json.to }}',
			message: '={{ $json.text }}',
			...from,
			messageType,
			options: {
				combineItems,
				...(onceKey && { onceKey: '={{ $json.key }}' }),
				...(tagged && !onceKey && { tag: 'order' }),
			},
		},
		{ ...(retryOnFail && { retryOnFail, maxTries: 5, waitBetweenTries: 1 }), onError },
	);
}

function itemsOf({ sizes, sameText }: Scenario): Array<{ json: IDataObject; receivers: string[] }> {
	const all = numbers(sizes.reduce((sum, size) => sum + size, 0));
	return sizes.map((size, index) => {
		const receivers = all.splice(0, size);
		const text = sameText ? 'Hello' : `Hello ${index}`;
		return { json: { to: receivers.join(','), text, key: `key-${index}` }, receivers };
	});
}

let engine: Engine;
beforeAll(async () => {
	engine = await Engine.start();
});

test('whatever goes wrong, nobody has an SMS twice, and what is reported as sent is there', async () => {
	let sentInAll = 0;
	await fc.assert(
		fc.asyncProperty(scenario, async (chosen) => {
			const { visibleAfterMs, sendingDelayMs, faults } = chosen;
			const log = placing(() => sandbox, faults);
			const sandbox: Sandbox = await startSandbox({ log, visibleAfterMs, sendingDelayMs });
			sandbox.state.addCredits(ACCOUNT, 1000);
			const credential = credentialFor(sandbox, sandbox.keys);
			const items = itemsOf(chosen);
			const input = items.map(({ json }) => ({ json }));
			try {
				for (let execution = 0; execution < (chosen.onceKey ? chosen.executions : 1); execution++) {
					const run = await engine.run(workflowOf(chosen), credential, input);
					// Across executions a once key holds as soon as OVHcloud shows its message.
					pass(visibleAfterMs + sendingDelayMs);
					for (const { recipients } of jsonOf(run)) {
						for (const { receiver, id, status } of (recipients ?? []) as RecipientResult[]) {
							if (!receiver || status === 'unknown') continue;
							expect(sandbox.sentTo(receiver).map((sms) => sms.id)).toEqual([id]);
						}
					}
				}
				for (const { receivers } of items) {
					for (const receiver of receivers) {
						const sent = sandbox.sentTo(receiver).length;
						expect({ receiver, sent }).toEqual({ receiver, sent: Math.min(sent, 1) });
						sentInAll += sent;
					}
				}
			} finally {
				await sandbox.close();
			}
		}),
		engineRuns(20),
	);
	expect(sentInAll).toBeGreaterThan(0);
}, 120_000);
