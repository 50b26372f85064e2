import type { INode } from 'n8n-workflow';

import type { AcceptedSms, AccountState, Keys, SandboxOptions } from '../../sandbox';
import { waitFaster } from './fasterTime';
import { ACCOUNT } from './sending';
import { setStage, type Stage } from './stage';
import type { HostedTrigger } from './hostedTrigger';
import { TriggerHost } from './triggerHost';
import { byId, node } from './workflows';

/** A stage with a host for triggers, and an account on which things happen. */
export interface TriggerStage {
	readonly stage: Stage;
	readonly host: TriggerHost;
	readonly account: AccountState;
	/** Adds a trigger called by OVHcloud; on all events by default. */
	instant(parameters?: INode['parameters']): HostedTrigger;
	/** Adds a trigger that polls; on all events by default. */
	polling(parameters?: INode['parameters']): HostedTrigger;
	/** An SMS is accepted by OVHcloud, without n8n. */
	send(receiver: string, changes?: Partial<AcceptedSms>): AcceptedSms;
	/** Somebody writes. */
	receive(message: string, sender?: string, tag?: string): number;
	/** Another n8n, with other keys. */
	hostWith(keys: Keys): Promise<TriggerHost>;
	/** All calls of the sandbox are over, and what they started. */
	settled(): Promise<void>;
}

const CALLED = ['messageReceived', 'deliveryReport', 'optOut'];
const POLLED = [...CALLED, 'lowCredit', 'senderStatus'];

/** Between two looks lie seconds. */
const WAITING_FASTER = 20;

/** Sets the stage for the tests of a file. */
export function setTriggerStage(options: SandboxOptions = {}): TriggerStage {
	waitFaster(WAITING_FASTER);
	let host: TriggerHost;
	// Before the stage's own, which ends the sandbox that calls under way still ask.
	afterEach(async () => {
		await stage.sandbox.callbacks.close();
		await host.close();
	});
	const stage = setStage(options);
	beforeEach(async () => {
		host = await TriggerHost.start(stage.engine, stage.credential());
		stage.sandbox.callbacks.controls.retryDelayMs = 20;
	});
	const add = (name: string, type: string, parameters: INode['parameters']): HostedTrigger =>
		host.add(node(name, `n8n-nodes-ovh-sms.${type}`, { account: byId(ACCOUNT), ...parameters }));
	return {
		stage,
		get host() {
			return host;
		},
		get account() {
			const account = stage.sandbox.state.accounts.get(ACCOUNT);
			if (!account) throw new Error('The demo account is missing');
			return account;
		},
		instant: (parameters) =>
			add('OVHcloud SMS Trigger', 'ovhSmsTrigger', { events: CALLED, ...parameters }),
		polling: (parameters) =>
			add('OVHcloud SMS Polling Trigger', 'ovhSmsPollingTrigger', {
				events: POLLED,
				creditThreshold: 50,
				...parameters,
			}),
		send: (receiver, changes = {}) =>
			stage.sandbox.state.addSent(ACCOUNT, { receiver, tag: 'order-42', ...changes }),
		receive: (message, sender = '+33612345678', tag = '') =>
			stage.sandbox.state.receive({ account: ACCOUNT, sender, message, tag }).id,
		hostWith: async (keys) => await TriggerHost.start(stage.engine, stage.credential(keys)),
		settled: async () => {
			await stage.sandbox.callbacks.settled();
			while (!host.isIdle) {
				await host.settled();
				await stage.sandbox.callbacks.settled();
			}
		},
	};
}

/** Waits until a second is over: OVHcloud's dates are whole seconds. */
export async function nextSecond(): Promise<void> {
	await new Promise<void>((resolve) => {
		AbortSignal.timeout(1050).addEventListener('abort', () => resolve(), { once: true });
	});
}

/** Waits for something that happens by itself, at most some seconds. */
export async function until(condition: () => boolean): Promise<void> {
	for (let tries = 0; tries < 400 && !condition(); tries++) {
		await new Promise<void>((resolve) => {
			AbortSignal.timeout(25).addEventListener('abort', () => resolve(), { once: true });
		});
	}
	expect(condition()).toBe(true);
}
