/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import './environment';

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HookContext, PollContext, WebhookContext } from 'n8n-core';
import {
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeType,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Engine } from './engine';
import { expressRequest, expressResponse } from './express';
import { HostedTrigger } from './hostedTrigger';

/**
 * The part of n8n's server that triggers need, on the real contexts of n8n-core: it activates,
 * deactivates, tests and polls, takes calls over HTTP, and keeps static data when n8n keeps it
 * (after activation, after deactivation, before a call is answered; for polls with each
 * execution). n8n's own server is no library: the end-to-end tests run the real one.
 */
export class TriggerHost {
	private readonly triggers = new Map<string, HostedTrigger>();
	private readonly underWay = new Set<Promise<void>>();
	/** Counts the processes that n8n was so far. */
	private process = 1;
	/** Where n8n believes that it can be called. */
	publicUrl = '';
	private isStopped = false;

	private constructor(
		private engine: Engine,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly server: Server,
	) {
		server.on('request', (request, response) => {
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

	/** Ends n8n's process: nobody answers any more, and what was under way starts nothing. */
	stop(): void {
		this.process += 1;
		this.isStopped = true;
	}

	/** Goes on with another process of n8n, in which no module remembers anything. */
	async restart(): Promise<void> {
		this.stop();
		await jest.isolateModulesAsync(async () => {
			const fresh = await import('./engine');
			this.engine = await fresh.Engine.start();
		});
		this.isStopped = false;
		for (const trigger of this.triggers.values()) {
			if (trigger.active) await this.activate(trigger, 'init');
		}
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Whether no call is under way, also none that was answered before its work was done. */
	get isIdle(): boolean {
		return this.underWay.size === 0;
	}

	/** Resolves when the calls that are under way now are over. */
	async settled(): Promise<void> {
		await Promise.allSettled(this.underWay);
	}

	async close(): Promise<void> {
		await this.settled();
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

	async activate(
		trigger: HostedTrigger,
		activation: WorkflowActivateMode = 'activate',
	): Promise<void> {
		const workflow = this.workflow(trigger, trigger.saved);
		const context = this.hook(workflow, trigger, 'trigger', activation, false);
		const { default: methods } = this.type(trigger).webhookMethods ?? {};
		trigger.active = true;
		await register(methods, context).catch(async (error: unknown) => {
			await this.deactivate(trigger);
			return await Promise.reject(error as Error);
		});
		save(trigger, workflow);
	}

	async deactivate(trigger: HostedTrigger): Promise<void> {
		trigger.active = false;
		const workflow = this.workflow(trigger, trigger.saved);
		const context = this.hook(workflow, trigger, 'internal', 'update', false);
		await this.type(trigger).webhookMethods?.default?.delete.call(context);
		save(trigger, workflow);
	}

	/** What "Execute step" does with a webhook trigger: listen until a call gives items. */
	async startTest(trigger: HostedTrigger): Promise<void> {
		const workflow = this.workflow(trigger, '{}');
		const context = this.hook(workflow, trigger, 'manual', 'manual', true);
		trigger.test = { staticData: '{}' };
		const { default: methods } = this.type(trigger).webhookMethods ?? {};
		await register(methods, context).catch(async (error: unknown) => {
			await this.endTest(trigger);
			return await Promise.reject(error as Error);
		});
		trigger.test = { staticData: JSON.stringify(workflow.staticData) };
	}

	/** A test that got its items, was cancelled, or timed out. */
	async endTest(trigger: HostedTrigger): Promise<void> {
		if (!trigger.test) return;
		const workflow = this.workflow(trigger, trigger.test.staticData);
		const context = this.hook(workflow, trigger, 'internal', 'update', true);
		await this.type(trigger).webhookMethods?.default?.delete.call(context);
		trigger.test = undefined;
	}

	/** Polls as n8n does: what is remembered is kept in memory, and saved with an execution. */
	pollerOf(
		trigger: HostedTrigger,
		mode: WorkflowExecuteMode = 'trigger',
	): () => Promise<IDataObject[]> {
		const workflow = this.workflow(trigger, trigger.saved);
		const context = new PollContext(
			workflow,
			workflow.nodes[trigger.node.name],
			this.additionalData(),
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
		return async () => {
			const data = await this.type(trigger).poll?.call(context);
			const items = (data?.[0] ?? []).map(({ json }) => json);
			if (mode !== 'manual' && items.length > 0) {
				trigger.executions.push(items);
				save(trigger, workflow);
			}
			return items;
		};
	}

	private type(trigger: HostedTrigger) {
		return this.engine.nodeTypes.getByNameAndVersion(trigger.node.type);
	}

	private workflow(trigger: HostedTrigger, staticData: string): Workflow {
		return this.engine.workflow(
			{ nodes: [trigger.node], connections: {} },
			{ id: trigger.id, staticData: JSON.parse(staticData) as IDataObject },
		);
	}

	private hook(
		workflow: Workflow,
		trigger: HostedTrigger,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
		isTest: boolean,
	): HookContext {
		const node = workflow.nodes[trigger.node.name];
		const data = { ...webhookData(trigger), isTest };
		return new HookContext(workflow, node, this.additionalData(), mode, activation, data);
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		return {
			...this.engine.additionalData(this.credential),
			webhookBaseUrl: `${this.publicUrl}/webhook`,
			webhookTestBaseUrl: `${this.publicUrl}/webhook-test`,
		};
	}

	/** As n8n's server answers `/webhook/<id>/…` and `/webhook-test/<id>/…`. */
	private async call(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { process } = this;
		const isOver = (): boolean => this.isStopped || process !== this.process;
		if (isOver()) {
			response.destroy();
			return;
		}
		const [, kind, id] = (request.url ?? '').split('/');
		const trigger = this.triggers.get(id);
		const isTest = kind === 'webhook-test';
		if (!trigger || !(isTest ? trigger.test : trigger.active)) {
			response.writeHead(404).end();
			return;
		}
		const staticData = isTest ? trigger.test?.staticData : trigger.saved;
		const workflow = this.workflow(trigger, staticData ?? '{}');
		try {
			const context = new WebhookContext(
				workflow,
				workflow.nodes[trigger.node.name],
				{
					...this.additionalData(),
					httpRequest: await expressRequest(request),
					httpResponse: expressResponse(response),
				} as unknown as IWorkflowExecuteAdditionalData,
				isTest ? 'manual' : 'webhook',
				{ ...webhookData(trigger), isTest },
				[],
				null,
			);
			const result = await this.type(trigger).webhook?.call(context);
			if (isOver()) {
				response.destroy();
				return;
			}
			await this.finish(trigger, workflow, isTest, result ?? {});
			if (!result?.noWebhookResponse) response.writeHead(200).end('{}');
		} catch (error) {
			if (!isOver()) trigger.errors.push(error as Error);
			if (!response.headersSent) response.writeHead(500).end();
		}
	}

	private async finish(
		trigger: HostedTrigger,
		workflow: Workflow,
		isTest: boolean,
		{ workflowData }: IWebhookResponseData,
	): Promise<void> {
		if (workflowData && trigger.notStarting > 0) {
			trigger.notStarting -= 1;
			throw new Error('The execution could not be saved');
		}
		if (workflowData) trigger.executions.push(workflowData.flat().map(({ json }) => json));
		if (!isTest) save(trigger, workflow);
		else if (workflowData) await this.endTest(trigger);
	}
}

async function register(
	methods: NonNullable<INodeType['webhookMethods']>['default'] | undefined,
	context: HookContext,
): Promise<void> {
	if (!(await methods?.checkExists.call(context))) await methods?.create.call(context);
}

/** n8n saves only what was changed by assignment. */
function save(trigger: HostedTrigger, { staticData }: Workflow): void {
	if (staticData.__dataChanged) trigger.saved = JSON.stringify(staticData);
}

function webhookData(trigger: HostedTrigger): IWebhookData {
	return {
		node: trigger.node.name,
		workflowId: trigger.id,
		webhookDescription: { name: 'default' },
	} as IWebhookData;
}
