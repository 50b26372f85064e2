import { switchOff, switchOn, until } from '../../tools/n8n/activation';
import { allFinished, finished, givenOut, nextExecutions } from '../../tools/n8n/executions';
import { setN8nStage } from '../helpers/n8n/stage';
import {
	addressesOf,
	allCome,
	callTwice,
	counted,
	counting,
	endListening,
	firstPoll,
	happen,
	listen,
	lookedAtAll,
	pollingEveryMinute,
	quiet,
	REPEATS,
	reply,
	requestsOf,
	startedBy,
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
	await listen(sandbox, rest, workflow);
	const registered = addressesOf(sandbox);
	const people = numbers(80);
	const expected = await happen(sandbox, people.slice(0, 30));
	// What n8n has begun is n8n's to finish; it drops it where it is stopped in the middle.
	await allCome(counter, expected, 120_000);
	await sandbox.callbacks.settled();
	await allFinished(rest, workflow);
	await server.stop();
	// Of some of what happens now, OVHcloud does not call again.
	controls.retries = 0;
	expected.push(...(await happen(sandbox, people.slice(30, 46))));
	await sandbox.callbacks.settled();
	controls.retries = REPEATS;
	expected.push(...(await happen(sandbox, people.slice(46, 60))));
	const soFar = requestsOf(sandbox);
	await server.restart();
	await rest.signIn();
	expected.push(...(await happen(sandbox, people.slice(60))));
	expect(expected).toHaveLength(200);
	await sandbox.callbacks.settled();
	await allCome(counter, expected, 120_000);
	await lookedAtAll(stage, workflow, soFar);
	// A look that still waited is through when this has come.
	expected.push(reply(sandbox, people[0]));
	await allCome(counter, expected);
	await quiet(sandbox);
	await allFinished(rest, workflow);
	expect(counted(counter).sort()).toEqual(expected.sort());
	expect(addressesOf(sandbox)).toEqual(registered);
	await endListening(sandbox, rest, workflow, before);
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

test('the test button gives a recent event of either trigger, and touches no address', async () => {
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
	expect(addressesOf(sandbox)).toEqual(before);
	expect(sandbox.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
}, 120_000);

test('the test button beside the active workflow: with an event that happens meanwhile, and with a recent one', async () => {
	const { sandbox, rest } = stage;
	const before = addressesOf(sandbox);
	const workflow = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));
	await listen(sandbox, rest, workflow);
	const registered = addressesOf(sandbox);
	const written = () => sandbox.requests.filter(({ method }) => method === 'PUT').length;
	const writtenBefore = written();
	const test = async () =>
		await rest.ask<{ waitingForWebhook?: boolean }>('POST', `/rest/workflows/${workflow.id}/run`, {
			workflowData: workflow,
			triggerToStartFrom: { name: 'Trigger' },
		});

	// Nothing has happened on the account, so that the test waits.
	const soFar = requestsOf(sandbox);
	expect((await test()).waitingForWebhook).toBe(true);
	const looks = () =>
		sandbox.requests.filter(({ id, path }) => id > soFar && path === `/sms/${ACCOUNT}/incoming`);
	await until('the test did not look again', () => looks().length > 1);
	expect(await startedBy(rest, workflow, 'manual')).toEqual([]);
	const event = reply(sandbox, '+33611111111');
	await until(
		'the test got nothing',
		async () => (await startedBy(rest, workflow, 'manual')).length === 1,
	);
	await until('the active workflow got nothing', () => counted(counter).length === 2);
	expect(await startedBy(rest, workflow, 'webhook')).toHaveLength(1);

	expect((await test()).waitingForWebhook).toBe(true);
	await until(
		'the other test got nothing',
		async () => (await startedBy(rest, workflow, 'manual')).length === 2,
	);
	await quiet(sandbox);
	await allFinished(rest, workflow);
	expect(counted(counter)).toEqual([event, event, event]);
	expect(await startedBy(rest, workflow, 'webhook')).toHaveLength(1);
	expect(addressesOf(sandbox)).toEqual(registered);
	expect(written()).toBe(writtenBefore);

	// Nor has the active workflow lost anything by that.
	const later = reply(sandbox, '+33622222222');
	await allCome(counter, [later]);
	await endListening(sandbox, rest, workflow, before);
}, 180_000);
