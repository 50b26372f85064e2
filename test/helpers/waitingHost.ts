/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { WebhookContext } from 'n8n-core';
import type {
	INodeExecutionData,
	INodeType,
	IRun,
	IWebhookData,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import { expressRequest, expressResponse } from './express';

/** An execution that waits: its workflow, the node that asked, and what n8n hands to its webhook. */
export interface WaitingExecution {
	run: IRun;
	workflow: Workflow;
	type: INodeType;
	node: string;
	additionalData: IWorkflowExecuteAdditionalData;
}

const RUNNING = { status: 409, body: 'The execution "test-execution" is running already.' };

/**
 * n8n's side of addresses of executions that wait, without its signatures: of one that runs it says
 * so; one that waits has its node's webhook called, until that gives what the execution goes on with.
 */
export class WaitingHost {
	private waiting?: WaitingExecution;
	/** What is answered in the place of "it is running", as by another server. */
	running: { status: number; body: string } = RUNNING;
	/** What the last execution went on with. */
	resumedWith?: INodeExecutionData[];

	private constructor(readonly url: string) {}

	static async start(): Promise<WaitingHost> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		server.unref();
		const { port } = server.address() as AddressInfo;
		const host = new WaitingHost(`http://127.0.0.1:${port}/webhook-waiting`);
		server.on('request', (request, response) => {
			void (async () => {
				const express = expressResponse(response, () => undefined);
				const page = await host.call(await expressRequest(request, {}), express);
				if (typeof page === 'string') express.end(page);
			})();
		});
		return host;
	}

	/** From now on an execution runs: nobody waits. */
	begin(): void {
		this.waiting = undefined;
		this.resumedWith = undefined;
	}

	wait(execution: WaitingExecution): void {
		this.waiting = execution;
	}

	private async call(
		httpRequest: Awaited<ReturnType<typeof expressRequest>>,
		httpResponse: ReturnType<typeof expressResponse>,
	): Promise<IWebhookResponseData['webhookResponse']> {
		if (!this.waiting) {
			httpResponse.status(this.running.status).send(this.running.body);
			return undefined;
		}
		const { run, workflow, type, node, additionalData } = this.waiting;
		const data = { ...additionalData, httpRequest, httpResponse } as never;
		const webhook = { httpMethod: httpRequest.method, node } as IWebhookData;
		const context = new WebhookContext(
			workflow,
			workflow.nodes[node],
			data,
			'trigger',
			webhook,
			[],
			run.data,
		);
		const answer = (await type.webhook?.call(context)) ?? {};
		if (answer.workflowData) {
			this.waiting = undefined;
			this.resumedWith = answer.workflowData[0] ?? [];
		}
		return answer.webhookResponse;
	}
}
