import { switchOff, switchOn, until } from '../helpers/n8n/activation';
import { allFinished, finished, givenOut, nextExecutions } from '../helpers/n8n/executions';
import { setN8nStage } from '../helpers/n8n/stage';
import {
	addressesOf,
	callTwice,
	counted,
	counting,
	firstPoll,
	happen,
	pollingEveryMinute,
	REPEATS,
} from '../helpers/n8n/triggerEvents';
import { startReceiver, type Receiver } from '../helpers/receiver';
import { ACCOUNT, numbers } from '../helpers/sending';

const stage = setN8nStage();
let counter: Receiver;

beforeEach(async () => {
	counter = await startReceiver();
});

afterEach(async () => {
	await counter.close();
});

test('200 mixed events, called twice each, with a restart of n8n in the middle: each exactly once', async () => {
	const { sandbox, server, rest } = stage;
	const { controls } = sandbox.callbacks;
	callTwice(sandbox);
	const before = addressesOf(sandbox);
	const workflow = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));
	await switchOn(rest, workflow);
	await until('nothing was registered', () => addressesOf(sandbox).callBack !== null);
	const registered = addressesOf(sandbox);
	// n8n answers its new address a moment later; the sandbox calls again until then.
	const people = numbers(80);
	const expected = await happen(sandbox, people.slice(0, 30));
	const missing = () => expected.filter((event) => !counted(counter).includes(event));
	const allCame = async () =>
		await until('', () => missing().length === 0, 120_000).catch(() =>
			expect(missing()).toEqual([]),
		);
	// What n8n has begun is n8n's to finish; it drops it where it is stopped in the middle.
	await allCame();
	await sandbox.callbacks.settled();
	await allFinished(rest, workflow);
	await server.stop();
	// Of some of what happens now, OVHcloud does not call again.
	controls.retries = 0;
	expected.push(...(await happen(sandbox, people.slice(30, 46))));
	await sandbox.callbacks.settled();
	controls.retries = REPEATS;
	expected.push(...(await happen(sandbox, people.slice(46, 60))));
	await server.restart();
	await rest.signIn();
	expected.push(...(await happen(sandbox, people.slice(60))));
	expect(expected).toHaveLength(200);
	await sandbox.callbacks.settled();
	await allCame();
	// Calls are worked on in turn: what a call before these gives out has begun when these are through.
	expected.push(...(await happen(sandbox, numbers(81).slice(80))));
	await until('the last events did not come', () =>
		expected.slice(200).every((event) => counted(counter).includes(event)),
	);
	await sandbox.callbacks.settled();
	await allFinished(rest, workflow);
	expect(counted(counter).sort()).toEqual(expected.sort());
	expect(addressesOf(sandbox)).toEqual(registered);

	await switchOff(rest, workflow);
	await until('the addresses are not as before', () => addressesOf(sandbox).callBack === null);
	expect(addressesOf(sandbox)).toEqual(before);
}, 400_000);

test('the polling trigger misses and repeats nothing over a restart of n8n', async () => {
	const { server, rest } = stage;
	const before = addressesOf(stage.sandbox);
	const workflow = await stage.importWorkflow(pollingEveryMinute(counter));
	await switchOn(rest, workflow);
	await firstPoll(stage.sandbox);
	const people = numbers(80);
	const expected = await happen(stage.sandbox, people.slice(0, 40));
	await until('the first events did not come', () => counter.received.length >= 100);
	await server.stop();
	expected.push(...(await happen(stage.sandbox, people.slice(40))));
	await server.restart();
	await rest.signIn();
	await until('the other events did not come', () => counter.received.length >= 200);
	await allFinished(rest, workflow);
	expect(counted(counter).sort()).toEqual(expected.sort());
	await switchOff(rest, workflow);
	expect(addressesOf(stage.sandbox)).toEqual(before);
}, 300_000);

test('the test button gives a recent event of either trigger, and leaves no address', async () => {
	const { sandbox, rest } = stage;
	const before = addressesOf(sandbox);
	await happen(stage.sandbox, numbers(1));
	const { id } = sandbox.state.accounts.get(ACCOUNT)!.incoming.at(-1)!;

	const polling = await stage.importWorkflow(counting(counter, 'ovhSmsPollingTrigger'));
	const { executionId } = await rest.ask<{ executionId: string }>(
		'POST',
		`/rest/workflows/${polling.id}/run`,
		{ workflowData: polling, triggerToStartFrom: { name: 'Trigger' } },
	);
	const polled = await finished(rest, executionId);
	expect(givenOut(polled, 'Trigger')[0]).toMatchObject({ event: 'messageReceived', id });

	const called = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));
	const answer = await rest.ask<{ waitingForWebhook?: boolean }>(
		'POST',
		`/rest/workflows/${called.id}/run`,
		{ workflowData: called, triggerToStartFrom: { name: 'Trigger' } },
	);
	expect(answer.waitingForWebhook).toBe(true);
	const [tested] = await nextExecutions(rest, called, 1);
	expect(givenOut(tested, 'Trigger')[0]).toMatchObject({ event: 'messageReceived', id });
	await until('an address was left', () => addressesOf(sandbox).callBack === null);
	expect(addressesOf(sandbox)).toEqual(before);
}, 120_000);
