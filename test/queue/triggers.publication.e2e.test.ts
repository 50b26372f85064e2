import { switchOff, switchOn, until } from '../../tools/n8n/activation';
import { allFinished } from '../../tools/n8n/executions';
import type { SavedWorkflow } from '../../tools/n8n/rest';
import {
	addressesOf,
	allCome,
	counted,
	counting,
	endListening,
	listen,
	quiet,
	reply,
	report,
	requestsOf,
} from '../helpers/n8n/triggerEvents';
import { NOTICED_SOON } from '../helpers/queue/queueMode';
import { setQueueStage } from '../helpers/queue/stage';
import { type Receiver, startReceiver } from '../helpers/receiver';
import { ACCOUNT, numbers } from '../helpers/sending';

const on = setQueueStage(NOTICED_SOON, { ownWebhooks: true });
const { stage } = on;
let counter: Receiver;

beforeEach(async () => {
	counter = await startReceiver();
});

afterEach(async () => {
	await counter.close();
});

async function offAndOn(workflow: SavedWorkflow): Promise<void> {
	const { rest, sandbox } = stage;
	await switchOff(rest, workflow);
	await until('the addresses stand there still', () => addressesOf(sandbox).callBack === null);
	await switchOn(rest, workflow);
}

/** What the workflow is published with while a call is looked into. */
const PUBLICATIONS = {
	'off and on': offAndOn,
	'off and on, twice': async (workflow: SavedWorkflow) => {
		await offAndOn(workflow);
		await until('nothing is registered', () => addressesOf(stage.sandbox).callBack !== null);
		await offAndOn(workflow);
	},
	'an edited trigger': async (workflow: SavedWorkflow) => {
		const { versionId, nodes } = await stage.rest.workflow(workflow.id);
		const [trigger, ...others] = nodes;
		const options = { replaceExisting: true };
		const edited = { ...trigger, parameters: { ...trigger.parameters, options } };
		await stage.rest.ask('PATCH', `/rest/workflows/${workflow.id}`, {
			versionId,
			nodes: [edited, ...others],
		});
		await switchOn(stage.rest, workflow);
	},
};

/** What is slow: what the look reads, or what the publication does. */
const SLOW = {
	'the look ends last': `/sms/${ACCOUNT}/incoming*`,
	'the publication ends last': `/sms/${ACCOUNT}`,
};

test.each([
	['off and on', 'the look ends last'],
	['off and on', 'the publication ends last'],
	['an edited trigger', 'the look ends last'],
	['an edited trigger', 'the publication ends last'],
	['off and on, twice', 'the publication ends last'],
] as const)(
	'a publication (%s) while a call is looked into, and %s: each event once, also the next',
	async (way, which) => {
		const { sandbox, rest } = stage;
		const [first, second, third, fourth] = numbers(4);
		const before = addressesOf(sandbox);
		const workflow = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));
		await listen(sandbox, rest, workflow);
		const expected = [reply(sandbox, first)];
		await allCome(counter, expected);
		await sandbox.callbacks.settled();
		await quiet(sandbox);

		const slow = [
			{ path: SLOW[which], ms: 3000 },
			{ path: `/sms/${ACCOUNT}/incoming*`, ms: 1000 },
		].map(({ path, ms }) =>
			sandbox.faults.add({ kind: 'delay', ms, path, method: 'GET', times: Infinity }),
		);
		const soFar = requestsOf(sandbox);
		expected.push(reply(sandbox, second));
		await until('the call is not looked into', () =>
			sandbox.requests.some(({ id, path }) => id > soFar && path.endsWith('/incoming')),
		);
		const published = requestsOf(sandbox);
		await PUBLICATIONS[way](workflow);
		await until('nothing was written', () =>
			sandbox.requests.some(
				({ id, method, status }) => id > published && method === 'PUT' && status === 200,
			),
		);
		await allCome(counter, expected);
		for (const fault of slow) sandbox.faults.remove(fault);
		await until('nothing is registered', () => addressesOf(sandbox).callBack !== null);

		await quiet(sandbox);
		for (const event of [() => reply(sandbox, third), () => report(sandbox, fourth)]) {
			expected.push(event());
			await allCome(counter, expected);
		}
		await quiet(sandbox);
		await allFinished(rest, workflow);
		expect(counted(counter).sort()).toEqual(expected.sort());
		await endListening(sandbox, rest, workflow, before);
	},
	240_000,
);
