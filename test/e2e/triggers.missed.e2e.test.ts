/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { setTimeout as wait } from 'node:timers/promises';

import { switchOn, until } from '../../tools/n8n/activation';
import { allFinished, nextExecutions, shownError } from '../../tools/n8n/executions';
import type { N8nRest, SavedWorkflow } from '../../tools/n8n/rest';
import { setN8nStage } from '../helpers/n8n/stage';
import {
	addressesOf,
	allCome,
	counted,
	counting,
	endListening,
	happen,
	listen,
	lookedAtAll,
	quiet,
	reply,
	report,
	requestsOf,
	secretOf,
} from '../helpers/n8n/triggerEvents';
import { type Receiver, startReceiver } from '../helpers/receiver';
import { ACCOUNT, numbers } from '../helpers/sending';

const stage = setN8nStage();
let counter: Receiver;

beforeEach(async () => {
	counter = await startReceiver();
});

afterEach(async () => {
	await counter.close();
});

const HOUR_MS = 3_600_000;

/** An SMS that comes to its final state only when a test says so; OVHcloud tells nobody then. */
function sentForLater(receiver: string) {
	const { messages } = stage.sandbox.state;
	messages.setOutcome(receiver, { ptt: 4, deliveryReceipt: 1, delayMs: 100 * HOUR_MS });
	return stage.sandbox.state.addSent(ACCOUNT, { receiver });
}

test('what happened while n8n was down, and nobody calls for again, comes with the next call', async () => {
	const { sandbox, server, rest } = stage;
	const { controls, calls } = sandbox.callbacks;
	const [long, lately, next, ...people] = numbers(7);
	const before = addressesOf(sandbox);
	const workflow = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));
	// Ordered two days before the workflow was active, which OVHcloud still tries to deliver.
	const old = sentForLater(long);
	old.acceptedAt -= 48 * HOUR_MS;
	old.creation -= 48 * HOUR_MS;

	await listen(sandbox, rest, workflow);
	const sms = sentForLater(lately);
	const expected = await happen(sandbox, people.slice(0, 2));
	await allCome(counter, expected);
	await quiet(sandbox);
	await allFinished(rest, workflow);

	await server.stop();
	controls.retries = 0;
	const made = calls.length;
	for (const delivered of [old, sms]) {
		delivered.outcome = { ptt: 4, deliveryReceipt: 1 };
		expected.push(`deliveryReport ${delivered.id}`);
	}
	expected.push(...(await happen(sandbox, people.slice(2))));
	await until('OVHcloud did not call', () => calls.length === made + 5);
	expect(calls.slice(made).map(({ status }) => status)).toEqual([0, 0, 0, 0, 0]);
	const soFar = requestsOf(sandbox);
	await server.restart();
	await rest.signIn();

	controls.retries = 6;
	expected.push(reply(sandbox, next));
	await allCome(counter, expected);
	await lookedAtAll(stage, workflow, soFar, { settled: false });
	expect(counted(counter).sort()).toEqual(expected.sort());
	await endListening(sandbox, rest, workflow, before);
}, 240_000);

test('a look that fails is one failed execution, and tried again without a call', async () => {
	const { sandbox, server, rest } = stage;
	const [first, second, third] = numbers(3);
	const before = addressesOf(sandbox);
	const workflow = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));
	await listen(sandbox, rest, workflow);
	const expected = [reply(sandbox, first)];
	await allCome(counter, expected);
	await quiet(sandbox);
	const soFar = requestsOf(sandbox);
	const known = await nextExecutions(rest, workflow);

	const faults = ['incoming', 'outgoing'].map((kind) =>
		sandbox.faults.add({
			kind: 'status',
			status: 403,
			path: `/sms/*/${kind}*`,
			times: Infinity,
		}),
	);
	const refused = () =>
		sandbox.requests.filter(
			({ id, path, status }) => id > soFar && status === 403 && path === `/sms/${ACCOUNT}/incoming`,
		).length;
	expected.push(reply(sandbox, second), report(sandbox, second));
	await until('the trigger did not look', () => refused() > 0);
	const [failed] = await nextExecutions(rest, workflow, 1, known);
	await sandbox.callbacks.settled();
	// It is called once more meanwhile, and that fails, too.
	expected.push(reply(sandbox, third));
	await until('the trigger did not look again', () => refused() > 1);
	await quiet(sandbox);
	const all = await nextExecutions(rest, workflow, 1, known);
	expect(all.map(({ id, status }) => ({ id, status }))).toEqual([
		{ id: failed.id, status: 'error' },
	]);
	const { message, description } = shownError(failed);
	expect(message).toMatch(/OVHcloud/);
	expect(description).toContain('The trigger tries again by itself');

	await sandbox.callbacks.settled();
	const calls = sandbox.callbacks.calls.length;
	for (const fault of faults) sandbox.faults.remove(fault);
	await allCome(counter, expected, 180_000);
	await quiet(sandbox);
	await allFinished(rest, workflow);
	expect(sandbox.callbacks.calls).toHaveLength(calls);
	expect(counted(counter).sort()).toEqual(expected.sort());

	const secret = secretOf(addressesOf(sandbox));
	const told = [JSON.stringify(await nextExecutions(rest, workflow)), server.logged(100_000)];
	for (const text of told) expect(text).not.toContain(secret);
	await endListening(sandbox, rest, workflow, before);
}, 300_000);

test.each([
	{ api: 'a quick API', ms: 0 },
	{ api: 'a slow API', ms: 3000 },
])(
	'calls while the workflow is being activated again, with $api: each event once, and the addresses go in the end',
	async ({ ms }) => {
		const { sandbox, server, rest } = stage;
		const before = addressesOf(sandbox);
		const workflow = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));
		const people = numbers(500);
		const expected: string[] = [];
		const next = () => expected.push(report(sandbox, people[expected.length]));
		await listen(sandbox, rest, workflow);
		next();
		await allCome(counter, expected);
		await endListening(sandbox, rest, workflow, before);
		await quiet(sandbox);

		const path = `/sms/${ACCOUNT}`;
		const slow = sandbox.faults.add({ kind: 'delay', ms, method: 'GET', path, times: Infinity });
		const soFar = requestsOf(sandbox);
		await switchOn(rest, workflow);
		await until('nothing was registered', () => addressesOf(sandbox).callBack !== null);
		// From the moment that the address is there until n8n has done all that belongs to it, and a little longer.
		const burst = setInterval(next, 20);
		await until('the activation did not end', async () => await hasPlaces(rest, workflow));
		await wait(1000);
		clearInterval(burst);
		sandbox.faults.remove(slow);
		await allCome(counter, expected);
		await lookedAtAll(stage, workflow, soFar);
		// What is not remembered would be given out again by the next n8n.
		const again = requestsOf(sandbox);
		await server.restart();
		await rest.signIn();
		next();
		await allCome(counter, expected);
		await lookedAtAll(stage, workflow, again);
		expect(counted(counter).sort()).toEqual(expected.sort());
		await endListening(sandbox, rest, workflow, before);
	},
	240_000,
);

/** Whether n8n has saved on which account the trigger's addresses stand. */
async function hasPlaces(rest: N8nRest, { id }: SavedWorkflow): Promise<boolean> {
	const { staticData } = (await rest.workflow(id)) as SavedWorkflow & { staticData?: object };
	return JSON.stringify(staticData ?? {}).includes(`"${ACCOUNT}":{`);
}
