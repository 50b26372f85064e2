/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as wait } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import type { WorkflowFile } from '../helpers/engine';
import { switchOff, switchOn, until } from '../helpers/n8n/activation';
import { allFinished, finished, givenOut, nextExecutions } from '../helpers/n8n/executions';
import { setN8nStage } from '../helpers/n8n/stage';
import { startReceiver, type Receiver } from '../helpers/receiver';
import { ACCOUNT, numbers } from '../helpers/sending';
import { byId, chain, node } from '../helpers/workflows';

const stage = setN8nStage();
const EVENTS = ['messageReceived', 'deliveryReport', 'optOut'];
let counter: Receiver | undefined;

beforeEach(async () => {
	counter = await startReceiver();
});

afterEach(async () => {
	await counter?.close();
});

/** A trigger whose items are told one by one to a server that counts. */
function counting(type: string, parameters: INode['parameters'] = {}): WorkflowFile {
	return chain(
		node('Trigger', `n8n-nodes-ovh-sms.${type}`, {
			account: byId(ACCOUNT),
			events: EVENTS,
			...parameters,
		}),
		node(
			'Count',
			'n8n-nodes-base.httpRequest',
			{
				method: 'POST',
				url: counter?.url ?? '',
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ JSON.stringify($json) }}',
				options: {},
			},
			{ typeVersion: 4.2 },
		),
	);
}

/** What the counter was told, as text that names the event. */
function counted(): string[] {
	return (counter?.received ?? []).map(({ body }) => {
		const { event, id, number } = JSON.parse(body) as Record<string, unknown>;
		return `${String(event)} ${String(id ?? number)}`;
	});
}

const addressesOf = ({ state }: Sandbox) => {
	const { callBack, stopCallBack, smsResponse } = state.accounts.get(ACCOUNT)!.details;
	return structuredClone({ callBack, stopCallBack, smsResponse });
};

/** Twenty-five people get an SMS and reply; half of the replies say STOP. @returns what is to come */
async function happen(receivers: string[]): Promise<string[]> {
	const { state } = stage.sandbox;
	const expected: string[] = [];
	for (const [index, receiver] of receivers.entries()) {
		const stop = index % 2 === 1;
		state.receive({ account: ACCOUNT, sender: receiver, message: stop ? 'STOP' : 'Yes' });
		const { id } = state.accounts.get(ACCOUNT)!.incoming.at(-1)!;
		expected.push(`messageReceived ${id}`);
		if (stop) expected.push(`optOut ${receiver}`);
		const sms = state.addSent(ACCOUNT, { receiver });
		expected.push(`deliveryReport ${sms.id}`);
		await wait(20);
	}
	return expected;
}

test('200 mixed events, called twice each, with a restart of n8n in the middle: each exactly once', async () => {
	const { sandbox, server, rest } = stage;
	const { controls } = sandbox.callbacks;
	Object.assign(controls, { copies: 2, simultaneous: true, mostAtOnce: 40 });
	Object.assign(controls, { retryDelayMs: 500, retries: 7 });
	const before = addressesOf(sandbox);
	const workflow = await stage.importWorkflow(counting('ovhSmsTrigger'));
	await switchOn(rest, workflow);
	await until('nothing was registered', () => addressesOf(sandbox).callBack !== null);
	const registered = addressesOf(sandbox);
	// n8n answers its new address a moment later; the sandbox calls again until then.
	const people = numbers(80);
	const expected = await happen(people.slice(0, 30));
	const during = happen(people.slice(30, 60));
	await server.stop();
	expected.push(...(await during));
	await server.restart();
	await rest.signIn();
	expected.push(...(await happen(people.slice(60))));
	expect(expected).toHaveLength(200);
	await sandbox.callbacks.settled();
	await until('not all events came', () => (counter?.received.length ?? 0) >= 200, 120_000);
	// Calls are worked on in turn: what a call before these gives out has begun when these are through.
	expected.push(...(await happen(numbers(81).slice(80))));
	await until('the last events did not come', () =>
		expected.slice(200).every((event) => counted().includes(event)),
	);
	await sandbox.callbacks.settled();
	await allFinished(rest, workflow);
	expect(counted().sort()).toEqual(expected.sort());
	expect(addressesOf(sandbox)).toEqual(registered);

	await switchOff(rest, workflow);
	await until('the addresses are not as before', () => addressesOf(sandbox).callBack === null);
	expect(addressesOf(sandbox)).toEqual(before);
}, 400_000);

test('the polling trigger misses and repeats nothing over a restart of n8n', async () => {
	const { server, rest } = stage;
	const before = addressesOf(stage.sandbox);
	const workflow = await stage.importWorkflow(
		counting('ovhSmsPollingTrigger', { pollTimes: { item: [{ mode: 'everyMinute' }] } }),
	);
	await switchOn(rest, workflow);
	const looked = () => stage.sandbox.requests.filter(({ path }) => path.endsWith('/jobs')).length;
	await until('there was no first poll', () => looked() > 0);
	await wait(2000);
	const people = numbers(80);
	const expected = await happen(people.slice(0, 40));
	await until('the first events did not come', () => (counter?.received.length ?? 0) >= 100);
	await server.stop();
	expected.push(...(await happen(people.slice(40))));
	await server.restart();
	await rest.signIn();
	await until('the other events did not come', () => (counter?.received.length ?? 0) >= 200);
	await allFinished(rest, workflow);
	expect(counted().sort()).toEqual(expected.sort());
	await switchOff(rest, workflow);
	expect(addressesOf(stage.sandbox)).toEqual(before);
}, 300_000);

test('the test button gives a recent event of either trigger, and leaves no address', async () => {
	const { sandbox, rest } = stage;
	const before = addressesOf(sandbox);
	await happen(numbers(1));
	const { id } = sandbox.state.accounts.get(ACCOUNT)!.incoming.at(-1)!;

	const polling = await stage.importWorkflow(counting('ovhSmsPollingTrigger'));
	const { executionId } = await rest.ask<{ executionId: string }>(
		'POST',
		`/rest/workflows/${polling.id}/run`,
		{ workflowData: polling, triggerToStartFrom: { name: 'Trigger' } },
	);
	const polled = await finished(rest, executionId);
	expect(givenOut(polled, 'Trigger')[0]).toMatchObject({ event: 'messageReceived', id });

	const called = await stage.importWorkflow(counting('ovhSmsTrigger'));
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
