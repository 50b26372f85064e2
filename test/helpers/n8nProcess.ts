import './environment';

import { HookContext, PollContext, WebhookContext } from 'n8n-core';
import {
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INodeType,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
	NodeHelpers,
	type Workflow,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Engine } from './engine';
import { forgetAddresses } from './forgetAddresses';
import type { HostedTrigger } from './hostedTrigger';

/** What nodes send requests with. */
const SENDERS = ['httpRequest', 'httpRequestWithAuthentication'] as const;

type Sender = (this: unknown, ...parameters: unknown[]) => Promise<unknown>;

/**
 * A process of n8n: the nodes that it has loaded, and the contexts that it runs them in. What its
 * modules remember is nobody else's, and they send nothing more once it is over, whatever they wait
 * for.
 */
export class N8nProcess {
	isOver = false;
	private readonly waiting = new Set<() => void>();

	/** @param site where n8n believes that it can be called */
	constructor(
		private readonly engine: Engine,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly site: { publicUrl: string },
	) {}

	/** One in which no module remembers anything. */
	static async fresh(
		credential: ICredentialDataDecryptedObject,
		site: { publicUrl: string },
	): Promise<N8nProcess> {
		let engine: Engine | undefined;
		await jest.isolateModulesAsync(async () => {
			const modules = await import('./engine');
			engine = await modules.Engine.start();
		});
		if (!engine) throw new Error('The modules were not loaded');
		return new N8nProcess(engine, credential, site);
	}

	/** What is under way is over with it, too: nothing comes of it, and nobody waits for it. */
	end(): void {
		this.isOver = true;
		for (const stop of this.waiting) stop();
	}

	/** Waits for work, or for the end of the process. */
	async untilDone<T>(work: Promise<T>): Promise<T | undefined> {
		let stop = (): void => undefined;
		const ended = new Promise<undefined>((resolve) => {
			stop = () => resolve(undefined);
		});
		this.waiting.add(stop);
		try {
			return await Promise.race([work, ended]);
		} finally {
			this.waiting.delete(stop);
		}
	}

	type(trigger: HostedTrigger): INodeType {
		return this.engine.nodeTypes.getByNameAndVersion(trigger.node.type);
	}

	/** The workflow on this very object of static data, which says afterwards whether it was changed. */
	workflow(trigger: HostedTrigger, staticData: IDataObject): Workflow {
		const { id, node } = trigger;
		return this.engine.workflow({ nodes: [node], connections: {} }, { id, staticData });
	}

	/** A trigger's addresses, as n8n's `WebhookService` makes them of its description. */
	webhooks(workflow: Workflow, trigger: HostedTrigger): IWebhookData[] {
		const node = workflow.nodes[trigger.node.name];
		return (this.type(trigger).description.webhooks ?? []).flatMap((webhookDescription) => {
			const valueOf = (property: string, otherwise?: string | boolean) =>
				workflow.expression.getSimpleParameterValue(
					node,
					webhookDescription[property],
					'internal',
					{},
					undefined,
					otherwise,
				);
			const own = String(valueOf('path') ?? '');
			const isFull = valueOf('isFullPath', false) === true;
			const path = NodeHelpers.getNodeWebhookPath(trigger.id, node, own, isFull);
			return String(valueOf('httpMethod', 'GET'))
				.split(',')
				.map((method) => ({
					httpMethod: method.trim() as IWebhookData['httpMethod'],
					node: node.name,
					path,
					webhookDescription,
					workflowId: trigger.id,
					workflowExecuteAdditionalData: this.additionalData(),
					webhookId: node.webhookId,
				}));
		});
	}

	/** Runs a method of `webhookMethods`, if there is such a one. */
	async runHook(
		method: 'checkExists' | 'create' | 'delete',
		workflow: Workflow,
		trigger: HostedTrigger,
		webhook: IWebhookData,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
	): Promise<boolean> {
		const methods = this.type(trigger).webhookMethods?.[webhook.webhookDescription.name];
		const node = workflow.nodes[trigger.node.name];
		const data = this.additionalData();
		const context = new HookContext(workflow, node, data, mode, activation, webhook);
		try {
			return (await methods?.[method].call(this.whileRunning(context))) ?? false;
		} finally {
			forgetAddresses(context);
		}
	}

	webhookContext(
		workflow: Workflow,
		webhook: IWebhookData,
		http: { httpRequest: object; httpResponse: object },
	): WebhookContext {
		const data = { ...this.additionalData(), ...http } as IWorkflowExecuteAdditionalData;
		const mode = webhook.isTest ? 'manual' : 'webhook';
		const node = workflow.nodes[webhook.node];
		return this.whileRunning(new WebhookContext(workflow, node, data, mode, webhook, [], null));
	}

	pollContext(workflow: Workflow, trigger: HostedTrigger, mode: WorkflowExecuteMode): PollContext {
		const node = workflow.nodes[trigger.node.name];
		const activation = mode === 'manual' ? 'manual' : 'activate';
		const data = this.additionalData();
		return this.whileRunning(new PollContext(workflow, node, data, mode, activation));
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		return {
			...this.engine.additionalData(this.credential),
			webhookBaseUrl: `${this.site.publicUrl}/webhook`,
			webhookTestBaseUrl: `${this.site.publicUrl}/webhook-test`,
		};
	}

	private whileRunning<Context extends { helpers: object }>(context: Context): Context {
		const helpers = context.helpers as Record<(typeof SENDERS)[number], Sender>;
		const check = (): void => {
			if (this.isOver) throw new Error('This process of n8n is over');
		};
		for (const name of SENDERS) {
			const send = helpers[name];
			helpers[name] = async function (...parameters) {
				check();
				const answer = await send.apply(this, parameters);
				check();
				return answer;
			};
		}
		return context;
	}
}
