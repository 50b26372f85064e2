/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import type { IDataObject, INode } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import type { WorkflowFile } from '../engine';
import { eventKey } from '../eventKey';
import type { Receiver } from '../receiver';
import { ACCOUNT } from '../sending';
import { byId, chain, node } from '../workflows';
import { switchOff, switchOn, until } from '../../../tools/n8n/activation';
import { logOf } from './artifacts';
import { allFinished } from '../../../tools/n8n/executions';
import { ground, newUserFolder } from './ground';
import { askN8n } from '../../../tools/n8n/request';
import type { N8nRest, SavedWorkflow } from '../../../tools/n8n/rest';
import { N8nServer } from '../../../tools/n8n/server';

const EVENTS = ['messageReceived', 'deliveryReport', 'optOut'];

/** A trigger whose items are told one by one to a server that counts. */
export function counting(
	counter: Receiver,
	type: 'ovhSmsTrigger' | 'ovhSmsPollingTrigger',
	parameters: INode['parameters'] = {},
): WorkflowFile {
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
				url: counter.url,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ JSON.stringify($json) }}',
				options: {},
			},
			{ typeVersion: 4.2 },
		),
	);
}

/** A polling trigger of that kind; n8n lets it look once a minute at most. */
export function pollingEveryMinute(counter: Receiver): WorkflowFile {
	const pollTimes = { item: [{ mode: 'everyMinute' }] };
	return counting(counter, 'ovhSmsPollingTrigger', { pollTimes });
}

/** What the counter was told, as text that names the event. */
export function counted({ received }: Receiver): string[] {
	return received.map(({ body }) => eventKey(JSON.parse(body) as IDataObject));
}

/** How often a call is made again that is not answered, each time after twice the pause. */
export const REPEATS = 7;

/** OVHcloud makes each call twice at the same time, and repeats it for two minutes. */
export function callTwice({ callbacks: { controls } }: Sandbox): void {
	Object.assign(controls, { copies: 2, simultaneous: true, mostAtOnce: 40 });
	Object.assign(controls, { retryDelayMs: 1000, retries: REPEATS });
}

/** Waits until a polling trigger has looked for the first time: nothing is asked for some time. */
export async function firstPoll({ requests }: Sandbox): Promise<void> {
	const looked = () => requests.some(({ path }) => path.endsWith('/jobs'));
	await until('there was no first poll', looked);
	for (let asked = 0; asked < requests.length; await wait(2000)) asked = requests.length;
}

/** The addresses that OVHcloud calls for the account. */
export function addressesOf({ state }: Sandbox) {
	const { callBack, stopCallBack, smsResponse } = state.accounts.get(ACCOUNT)!.details;
	return structuredClone({ callBack, stopCallBack, smsResponse });
}

/** Starts the n8n of this test run with further environment variables. */
export async function startWith(settings: NodeJS.ProcessEnv): Promise<N8nServer> {
	const { testPath = 'n8n' } = expect.getState();
	return await N8nServer.start(ground().n8n, newUserFolder(), { log: logOf(testPath), settings });
}

/** Activates the workflow of a trigger that OVHcloud calls, and waits until its addresses answer. */
export async function listen(
	sandbox: Sandbox,
	rest: N8nRest,
	workflow: SavedWorkflow,
): Promise<void> {
	await switchOn(rest, workflow);
	await until('nothing was registered', () => addressesOf(sandbox).callBack !== null);
	const url = String(addressesOf(sandbox).callBack);
	await until(
		'the registered address does not answer',
		// So that starts nothing; how n8n is asked for what it knows, see `activate`.
		async () => {
			const answer = await askN8n(url, { method: 'OPTIONS', headers: { origin: rest.url } });
			return /GET|POST/.test(answer.headers.get('access-control-allow-methods') ?? '');
		},
	);
}

/** Deactivates it, and waits until the account's addresses are as they were before. */
export async function endListening(
	sandbox: Sandbox,
	rest: N8nRest,
	workflow: SavedWorkflow,
	before: ReturnType<typeof addressesOf>,
): Promise<void> {
	await switchOff(rest, workflow);
	await until('the addresses stand there still', () => addressesOf(sandbox).callBack === null);
	await until('not all addresses are as before', () =>
		isDeepStrictEqual(addressesOf(sandbox), before),
	);
}

/** Waits until all of these have come; what else came is said by whoever counts at the end. */
export async function allCome(
	counter: Receiver,
	expected: string[],
	withinMs?: number,
): Promise<void> {
	const missing = () => expected.filter((event) => !counted(counter).includes(event));
	await until('', () => missing().length === 0, withinMs).catch(() =>
		expect(missing()).toEqual([]),
	);
}

/** The lists of what has happened. */
const LISTS = ['incoming', 'blacklists', 'outgoing'].map((name) => `/sms/${ACCOUNT}/${name}`);

/** How many requests the sandbox has had: all of them, since the record keeps the last ones only. */
export function requestsOf({ requests }: Sandbox): number {
	return requests.at(-1)?.id ?? 0;
}

/**
 * Waits until a trigger has listed everything once more, and nothing is going on any more: what it
 * would give out twice has come then.
 * @param after the requests up to this one do not count
 * @param options `settled`: whether all that OVHcloud has to call for is waited for
 */
export async function lookedAtAll(
	{ sandbox, rest }: { sandbox: Sandbox; rest: N8nRest },
	workflow: SavedWorkflow,
	after: number,
	{ settled = true } = {},
): Promise<void> {
	await until(
		'the trigger did not list everything again',
		() => {
			const listed = sandbox.requests.filter(({ id, status }) => id > after && status === 200);
			return LISTS.every((list) => listed.some(({ path }) => path === list));
		},
		120_000,
	);
	if (settled) await sandbox.callbacks.settled();
	await quiet(sandbox);
	await allFinished(rest, workflow);
}

/** Milliseconds without a request after which a look is over, also one that waited for its turn. */
const QUIET_MS = 8000;

/** Waits until nothing is asked for. */
export async function quiet(sandbox: Sandbox): Promise<void> {
	for (let asked = -1; asked !== requestsOf(sandbox); await wait(QUIET_MS)) {
		asked = requestsOf(sandbox);
	}
}

/** The ids of a workflow's executions that something started: a call, or the editor's button. */
export async function startedBy(
	rest: N8nRest,
	workflow: SavedWorkflow,
	mode: 'webhook' | 'manual',
): Promise<string[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
	const { results } = await rest.ask<{ results: Array<{ id: string; mode: string }> }>(
		'GET',
		`/rest/executions?limit=100&filter=${filter}`,
	);
	return results.filter((execution) => execution.mode === mode).map(({ id }) => id);
}

/**
 * How calls were answered, each as its status and what should be nothing; without the tries that
 * n8n did not take, since it did not know the address yet.
 */
export function answersOf({ callbacks }: Sandbox): string[] {
	const taken = callbacks.calls.filter(({ status }) => status !== 404);
	return taken.map(({ status, answer }) => `${status} ${answer}`.trim());
}

const SECRET = /(?<=\/[drs])[0-9a-f]{32}/;

/** What nobody may learn of the trigger's addresses. */
export function secretOf({ callBack }: ReturnType<typeof addressesOf>): string {
	const [secret] = SECRET.exec(String(callBack)) ?? [];
	if (!secret) throw new Error('No trigger is registered');
	return secret;
}

/** An address whose secret is another one. */
export function withWrongSecret(address: string): string {
	return address.replace(SECRET, (secret) => (secret[0] === '0' ? '1' : '0') + secret.slice(1));
}

/** Somebody replies. @returns what is to come of it */
export function reply({ state }: Sandbox, sender: string): string {
	return `messageReceived ${state.receive({ account: ACCOUNT, sender, message: 'Yes' }).id}`;
}

/** An SMS is delivered. @returns what is to come of it */
export function report({ state }: Sandbox, receiver: string): string {
	return `deliveryReport ${state.addSent(ACCOUNT, { receiver }).id}`;
}

/**
 * Each of these people gets an SMS and replies; half of the replies say STOP. So two people are five
 * events.
 * @returns what is to come of it
 */
export async function happen({ state }: Sandbox, receivers: string[]): Promise<string[]> {
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
