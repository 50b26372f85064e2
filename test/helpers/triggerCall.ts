/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookData,
	IWebhookResponseData,
	Workflow,
} from 'n8n-workflow';

import { expressRequest, expressResponse, type ExpressResponse, UnreadableBody } from './express';
import { forgetAddresses } from './forgetAddresses';
import type { HostedTrigger } from './hostedTrigger';
import type { N8nProcess } from './n8nProcess';

/** A call to an address that n8n knows. */
export interface Call {
	trigger: HostedTrigger;
	webhook: IWebhookData;
	/** Values of the address's `:name` parts. */
	params: Record<string, string>;
	request: IncomingMessage;
	response: ServerResponse;
	/** The static data that `create` left, for a test in the editor. */
	testData?: IDataObject;
}

/**
 * Treats a call as n8n does: `LiveWebhooks` or `TestWebhooks`, then `executeWebhook` of its
 * `webhook-helpers.js`, then `WorkflowRunner.run`.
 * @returns whether an execution was started, also one that failed
 */
export async function takeCall(process: N8nProcess, call: Call): Promise<boolean> {
	const { trigger, webhook } = call;
	const response = expressResponse(call.response, (answer) => {
		if (!process.isOver) trigger.answers.push(answer);
	});
	const staticData = webhook.isTest ? {} : trigger.staticData;
	const workflow = process.workflow(trigger, staticData);
	if (call.testData) workflow.setTestStaticData(call.testData);
	try {
		const httpRequest = await expressRequest(call.request, call.params);
		const http = { httpRequest, httpResponse: response };
		const context = process.webhookContext(workflow, webhook, http);
		const result = (await process.type(trigger).webhook?.call(context)) ?? {};
		forgetAddresses(context);
		if (process.isOver) response.destroy();
		else return await start(process, call, workflow, staticData, response, result);
	} catch (error) {
		if (process.isOver) response.destroy();
		else return fail(call, response, error as Error);
	}
	return false;
}

/** What `webhook` threw is a failed execution, whatever was answered, and nothing is saved. */
function fail({ trigger }: Call, response: ExpressResponse, error: Error): boolean {
	if (error instanceof UnreadableBody) {
		refuse(response, 422, { code: 422, message: error.message });
		return false;
	}
	trigger.errors.push(error);
	const message = 'Workflow Webhook Error: Workflow could not be started!';
	refuse(response, 500, { code: 0, message });
	return true;
}

async function start(
	process: N8nProcess,
	{ trigger, webhook }: Call,
	workflow: Workflow,
	staticData: IDataObject,
	response: ExpressResponse,
	{ workflowData, webhookResponse, noWebhookResponse = false }: IWebhookResponseData,
): Promise<boolean> {
	const save = (): void => {
		if (!webhook.isTest) trigger.save(workflow.staticData);
	};
	// A node that answers itself has its static data saved, and before the execution starts.
	if (noWebhookResponse) save();
	if (!workflowData) {
		if (noWebhookResponse) return false;
		save();
		answer(response, (webhookResponse as unknown) ?? { message: 'Webhook call received' });
		return false;
	}
	// `WorkflowRunner.run` makes a second workflow on the same object: now nothing counts as changed.
	process.workflow(trigger, staticData);
	if (trigger.notStarting > 0) {
		trigger.notStarting -= 1;
		trigger.errors.push(new Error('The execution could not be saved'));
		const message = 'There was a problem executing the workflow';
		if (!noWebhookResponse) refuse(response, 500, { code: 0, message });
		return false;
	}
	const items = workflowData.flat();
	// A trigger that can execute is executed: n8n hands the items on otherwise.
	await Promise.resolve(process.type(trigger).execute?.call(executing(trigger, items)))
		.then(() => trigger.executions.push(items.map(({ json }) => json)))
		.catch((error: unknown) => trigger.errors.push(error as Error));
	if (!noWebhookResponse) {
		save();
		answer(response, bodyOf(workflow, webhook, webhookResponse as unknown));
	}
	return true;
}

/** The little that a trigger's execution asks n8n for. */
function executing(trigger: HostedTrigger, items: INodeExecutionData[]): IExecuteFunctions {
	return {
		getInputData: () => items,
		getNode: () => trigger.node,
	} as unknown as IExecuteFunctions;
}

/** As n8n's `extractWebhookOnReceivedResponse`: where nothing is set, the name of the default. */
function bodyOf(workflow: Workflow, webhook: IWebhookData, webhookResponse: unknown): unknown {
	const responseData = workflow.expression.getComplexParameterValue(
		workflow.nodes[webhook.node],
		webhook.webhookDescription.responseData,
		'webhook',
		{},
		undefined,
		'firstEntryJson',
	);
	if (responseData === 'noData') return undefined;
	return responseData || (webhookResponse ?? { message: 'Workflow was started' });
}

function answer(response: ExpressResponse, body: unknown): void {
	if (isUnanswered(response)) {
		if (typeof body === 'string') response.send(body);
		else response.json(body);
	}
}

/** An error of n8n itself, as its editor and whoever calls it get it. */
export function refuse(response: ExpressResponse, status: number, error: object): void {
	if (isUnanswered(response)) response.status(status).json(error);
}

/** Express ends the connection where n8n answers what is answered already. */
function isUnanswered(response: ExpressResponse): boolean {
	if (response.headersSent) response.destroy();
	return !response.headersSent;
}
