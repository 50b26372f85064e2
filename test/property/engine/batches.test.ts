import fc from 'fast-check';
import type { IDataObject, INode, IRun } from 'n8n-workflow';

import { type Fault, type Sandbox, startSandbox } from '../../../sandbox';
import { BATCH_FAULTS, BATCH_SILENCES } from '../../helpers/batchFaults';
import { credentialFor } from '../../helpers/credentialFor';
import { Engine, outputOf, type WorkflowFile } from '../../helpers/engine';
import { placing } from '../../helpers/sendFaults';
import { ACCOUNT, numbers } from '../../helpers/sending';
import { byId, single } from '../../helpers/workflows';
import { leaksIn } from '../clear';
import { engineRuns } from '../settings';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof import('../noWaiting')>('../noWaiting').workflowWithoutWaiting(),
);

const scenario = (faults: Fault[]) =>
	fc.record({
		recipients: fc.constantFrom('items', 'to', 'receiverList'),
		people: fc.integer({ min: 1, max: 4 }),
		keepList: fc.boolean(),
		waitForCompletion: fc.constantFrom(0, 5),
		retryOnFail: fc.constantFrom(true, true, false),
		onError: fc.constantFrom(
			undefined,
			'continueRegularOutput' as const,
			'continueErrorOutput' as const,
		),
		faults: fc.array(fc.record({ after: fc.nat(4), fault: fc.constantFrom(...faults) }), {
			minLength: 2,
			maxLength: 6,
		}),
	});

type Scenario = ReturnType<typeof scenario> extends fc.Arbitrary<infer T> ? T : never;

const settingsOf = ({ retryOnFail, onError }: Scenario): Partial<INode> => ({
	...(retryOnFail && { retryOnFail, maxTries: 5, waitBetweenTries: 1 }),
	onError,
});

function batch(chosen: Scenario): WorkflowFile {
	const { recipients, keepList, waitForCompletion } = chosen;
	return single(
		{
			resource: 'batch',
			operation: 'create',
			account: byId(ACCOUNT),
			recipients,
			...(recipients === 'to' && { to: '={{ $json.number }}' }),
			...(recipients === 'receiverList' && { slotId: byId('1') }),
			message: recipients === 'to' ? 'Hi' : 'Hi #name#',
			senderType: 'sender',
			sender: byId('BOUTIQUE'),
			options: { keepList, waitForCompletion, timeout: 1 },
		},
		settingsOf(chosen),
	);
}

const list = (settings: Partial<INode> = {}): WorkflowFile =>
	single(
		{
			resource: 'receiverList',
			operation: 'create',
			account: byId(ACCOUNT),
			source: 'items',
			description: 'Customers',
		},
		settings,
	);

interface Person extends IDataObject {
	number: string;
	name: string;
}

const peopleOf = ({ people }: Scenario): Person[] =>
	numbers(people).map((number, index) => ({ number, name: `Nr ${index}` }));

let engine: Engine;
beforeAll(async () => {
	engine = await Engine.start();
});

/** A world whose faults begin when all is set; what it says is looked at when the run is over. */
async function inWorld(chosen: Scenario, work: (world: World) => Promise<void>): Promise<void> {
	let afterRequest = (): void => undefined;
	const sandbox = await startSandbox({ log: () => afterRequest() });
	const account = sandbox.state.accounts.get(ACCOUNT);
	if (!account) throw new Error('The demo account is missing');
	account.receiverLists.clear();
	const people = peopleOf(chosen);
	const credential = credentialFor(sandbox, sandbox.keys);
	const run = async (file: WorkflowFile, items = people): Promise<Result> => {
		const input = items.map((json) => ({ json }));
		const done = await engine.run(file, credential, input);
		expect(leaksIn(done.data, Object.values(sandbox.keys))).toEqual([]);
		return resultOf(done);
	};
	try {
		if (chosen.recipients === 'receiverList') await run(list());
		afterRequest = placing(() => sandbox, chosen.faults);
		await work({ sandbox, account, people, run });
	} finally {
		await sandbox.close();
	}
}

interface World {
	sandbox: Sandbox;
	account: NonNullable<ReturnType<Sandbox['state']['accounts']['get']>>;
	people: Person[];
	run: (file: WorkflowFile, items?: Person[]) => Promise<Result>;
}

/** What a user is told. */
interface Result {
	made: IDataObject[];
	failed: string[];
}

function resultOf(run: IRun): Result {
	const { error } = run.data.resultData;
	const items = [0, 1].flatMap((output) => outputOf(run, 'OVHcloud SMS', output));
	const isFailure = (item: (typeof items)[number]) => item.error ?? item.json.error;
	const told = (failure: unknown): string => {
		const { message = '', description = '' } = failure as Partial<Record<string, string>>;
		return `${message} ${description}`;
	};
	return {
		made: items.filter((item) => !isFailure(item)).map(({ json }) => json),
		failed: [
			...(error ? [told(error)] : []),
			...items
				.filter(isFailure)
				.map(({ error: own, json }) => `${told(own ?? {})} ${JSON.stringify(json)}`),
		],
	};
}

const UNKNOWN = 'Not known whether OVHcloud has it';

test('whatever goes wrong, nobody gets a batch twice, and what is said of it is true', async () => {
	let [reached, lost] = [0, 0];
	await fc.assert(
		fc.asyncProperty(scenario([...BATCH_FAULTS, ...BATCH_SILENCES]), async (chosen) => {
			await inWorld(chosen, async ({ sandbox, account, people, run }) => {
				const toList = chosen.recipients === 'receiverList';
				const { made, failed } = await run(batch(chosen), toList ? people.slice(0, 1) : people);
				const texts = people.map(({ number }) => sandbox.sentTo(number).map((sms) => sms.message));
				for (const [index, { name }] of people.entries()) {
					const text = chosen.recipients === 'to' ? 'Hi' : `Hi ${name}`;
					expect([[], [text]]).toContainEqual(texts[index]);
				}
				const sent = texts.flat().length;
				const wanted = chosen.recipients === 'to' ? people.length : 1;
				expect(account.batches.size).toBeLessThanOrEqual(wanted);
				// What is given out is there, each once.
				const ids = made.map(({ id }) => id);
				expect(new Set(ids).size).toBe(ids.length);
				expect([...account.batches.keys()]).toEqual(expect.arrayContaining(ids));
				if (failed.length === 0) {
					expect(made).toHaveLength(wanted);
					expect(sent).toBe(people.length);
				}
				// What went out is given out, or else nobody could know.
				const stops = chosen.onError === undefined;
				const unsure = failed.filter((text) => text.includes(UNKNOWN)).length;
				if (!stops) expect(account.batches.size - ids.length).toBeLessThanOrEqual(unsure);
				if (stops && failed.length > 0 && wanted === 1 && sent > 0) expect(unsure).toBe(1);
				// A list that stays is named.
				if (!toList) {
					for (const slot of account.receiverLists.keys()) {
						const named = failed.some((text) => text.includes(`slot ${slot}`) || unsure > 0);
						expect(named || made.some(({ slotId }) => slotId === slot)).toBe(true);
					}
				}
				reached += sent;
				lost += failed.length;
			});
		}),
		engineRuns(24),
	);
	expect(reached).toBeGreaterThan(10);
	expect(lost).toBeGreaterThan(1);
}, 120_000);

test('whatever goes wrong, no receiver list is made twice, and each that is reported is there', async () => {
	let stored = 0;
	await fc.assert(
		fc.asyncProperty(scenario(BATCH_FAULTS), async (drawn) => {
			const chosen: Scenario = { ...drawn, recipients: 'items' };
			await inWorld(chosen, async ({ account, people, run }) => {
				const { made, failed } = await run(list(settingsOf(chosen)));
				const kept = [...account.receiverLists.entries()];
				expect(kept.length).toBeLessThanOrEqual(1);
				for (const { slotId, records } of made) {
					expect(records).toBe(people.length);
					expect(kept.map(([slot]) => slot)).toEqual([slotId]);
				}
				if (kept.length > made.length) expect(failed.join()).toContain(UNKNOWN);
				stored += kept.length;
			});
		}),
		engineRuns(12),
	);
	expect(stored).toBeGreaterThan(5);
}, 120_000);
