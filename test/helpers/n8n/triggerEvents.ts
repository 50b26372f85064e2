/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as wait } from 'node:timers/promises';

import type { IDataObject, INode } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import type { WorkflowFile } from '../engine';
import { eventKey } from '../eventKey';
import type { Receiver } from '../receiver';
import { ACCOUNT } from '../sending';
import { byId, chain, node } from '../workflows';
import { until } from './activation';

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
