/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Engine } from './engine';
import { HostedTrigger, type TestAddress } from './hostedTrigger';
import { N8nProcess } from './n8nProcess';
import { expressResponse } from './express';
import { refuse, takeCall } from './triggerCall';
import * as hooks from './triggerHooks';
import { pollerOf } from './triggerPolls';

/**
 * The part of n8n's server that triggers need, on the real contexts and workflows of n8n: it
 * activates, deactivates, tests and polls, takes calls over HTTP, and treats static data and answers
 * as n8n 2.41.1 does. n8n's own server is no library: the end-to-end tests run the real one.
 */
export class TriggerHost implements hooks.ActivationSettings {
	/** Where n8n believes that it can be called. */
	publicUrl = '';
	publicationService = true;
	readonly attempts = { create: 1, delete: 1 };
	/** The path of every call, which n8n logs where it does not know the address (yet). */
	readonly paths: string[] = [];
	private readonly triggers = new Map<string, HostedTrigger>();
	private readonly underWay = new Set<Promise<void>>();
	private readonly open = new Set<ServerResponse>();
	private main: N8nProcess;
	/** The process that calls of active workflows go to. */
	private answering: N8nProcess;

	private constructor(
		engine: Engine,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly server: Server,
	) {
		this.main = new N8nProcess(engine, credential, this);
		this.answering = this.main;
		server.on('request', (request, response) => {
			this.open.add(response);
			response.on('close', () => this.open.delete(response));
			const call = this.call(request, response);
			this.underWay.add(call);
			void call.finally(() => this.underWay.delete(call));
		});
	}

	static async start(
		engine: Engine,
		credential: ICredentialDataDecryptedObject,
	): Promise<TriggerHost> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const host = new TriggerHost(engine, credential, server);
		host.publicUrl = host.url;
		return host;
	}

	/** Ends n8n's processes: nobody answers any more, and what was under way starts nothing. */
	stop(): void {
		this.main.end();
		this.answering.end();
		for (const response of this.open) response.destroy();
	}

	/**
	 * Goes on with other processes of n8n, in which no module remembers anything. Pollers have to be
	 * asked for anew; the hooks of webhooks are not run, unless there is no publication service.
	 */
	async restart(): Promise<void> {
		const isShared = this.main === this.answering;
		this.stop();
		const main = await N8nProcess.fresh(this.credential, this);
		this.answering = isShared ? main : await this.secondProcess();
		this.main = main;
		if (this.publicationService) return;
		for (const trigger of this.triggers.values()) {
			if (!trigger.active) continue;
			await this.activate(trigger, 'init').catch((error: unknown) =>
				trigger.activationErrors.push(error as Error),
			);
		}
	}

	/** Another process of the same n8n, as its webhook processes are: it shares only what is saved. */
	async secondProcess(): Promise<N8nProcess> {
		return await N8nProcess.fresh(this.credential, this);
	}

	/** From now on, that process answers calls of active workflows; hooks and polls stay here. */
	callsGoTo(process: N8nProcess): void {
		this.answering = process;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** How many calls are under way, also those that were answered before their work is done. */
	get underWayCount(): number {
		return this.underWay.size;
	}

	get isIdle(): boolean {
		return this.underWay.size === 0;
	}

	/** Resolves when the calls that are under way now are over. */
	async settled(): Promise<void> {
		await Promise.allSettled(this.underWay);
	}

	async close(): Promise<void> {
		await this.settled();
		this.stop();
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** Saves a workflow with a trigger; it is not active. */
	add(node: INode): HostedTrigger {
		const id = `${String(this.triggers.size + 1).padStart(8, '0')}-0000-4000-8000-000000000000`;
		const trigger = new HostedTrigger(id, { ...node, id, webhookId: id });
		this.triggers.set(id, trigger);
		return trigger;
	}

	/** @throws what `create` threw: the user sees it beside the workflow, which is not active */
	async activate(
		trigger: HostedTrigger,
		activation: WorkflowActivateMode = 'activate',
	): Promise<void> {
		await hooks.activate(this.main, trigger, activation, this);
	}

	/** What `delete` throws is in `deactivationErrors` of the trigger, which is not active anyway. */
	async deactivate(trigger: HostedTrigger): Promise<void> {
		await hooks.deactivate(this.main, trigger, this);
	}

	/** What "Execute step" does with a webhook trigger: listen until a call gives items. */
	async startTest(trigger: HostedTrigger): Promise<void> {
		await hooks.startTest(this.main, trigger);
	}

	/** A test that was cancelled, or timed out. */
	async endTest(trigger: HostedTrigger): Promise<void> {
		await hooks.endTest(this.main, trigger);
	}

	/** Activates a polling trigger, or tests it: its first poll is part of that. */
	pollerOf(
		trigger: HostedTrigger,
		mode: WorkflowExecuteMode = 'trigger',
	): () => Promise<IDataObject[]> {
		return pollerOf(this.main, trigger, mode);
	}

	/** As n8n's server answers `/webhook/<id>/…` and `/webhook-test/<id>/…`. */
	private async call(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const [path] = (request.url ?? '').split('?');
		this.paths.push(path);
		const [, kind, id, ...parts] = path.split('/');
		const isTest = kind === 'webhook-test';
		const process = isTest ? this.main : this.answering;
		if (process.isOver) {
			response.destroy();
			return;
		}
		const trigger = this.triggers.get(id);
		const address = addressesOf(trigger, isTest).find(
			({ webhook }) => webhook.httpMethod === request.method && fits(webhook.path, parts),
		);
		if (!trigger || !address) {
			const message = `The requested webhook "${request.method} ${[id, ...parts].join('/')}" is not registered.`;
			const express = expressResponse(response, () => undefined);
			refuse(express, 404, { code: 404, message });
			return;
		}
		const { webhook, staticData: testData } = address;
		const params = paramsOf(webhook.path, parts);
		const call = { trigger, webhook, params, request, response, testData };
		const isStarted = await process.untilDone(takeCall(process, call));
		if (isTest && isStarted) await hooks.endTest(this.main, trigger, testData);
	}
}

function addressesOf(trigger: HostedTrigger | undefined, isTest: boolean): TestAddress[] {
	if (isTest) return trigger?.test?.addresses ?? [];
	return trigger?.active ? trigger.webhooks.map((webhook) => ({ webhook })) : [];
}

/** An address with `:name` parts stands below the trigger's id. */
function fits(path: string, parts: string[]): boolean {
	const own = path.split('/');
	return (
		own.length === parts.length &&
		own.every((part, index) => part.startsWith(':') || part === parts[index])
	);
}

function paramsOf(path: string, parts: string[]): Record<string, string> {
	return Object.fromEntries(
		path
			.split('/')
			.map((part, index) => [part, parts[index]])
			.filter(([part]) => part.startsWith(':'))
			.map(([part, value]) => [part.slice(1), value]),
	);
}
