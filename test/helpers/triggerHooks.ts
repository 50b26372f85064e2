import type { IDataObject, IWebhookData, Workflow, WorkflowActivateMode } from 'n8n-workflow';

import type { HostedTrigger } from './hostedTrigger';
import type { N8nProcess } from './n8nProcess';

/** How n8n activates. */
export interface ActivationSettings {
	/**
	 * n8n's default since it has the service. Without it (N8N_USE_WORKFLOW_PUBLICATION_SERVICE=false,
	 * and older lines), hooks are run at each start, too, and what a failing hook wrote is not saved.
	 */
	publicationService: boolean;
	/** Tries before a hook counts as failed: n8n makes 5 and 3, seconds apart; without pauses here. */
	attempts: { create: number; delete: number };
}

/**
 * Makes the addresses known, then runs `checkExists` and, where that says no, `create`.
 * @throws what the last `create` threw, after `delete`
 */
export async function activate(
	process: N8nProcess,
	trigger: HostedTrigger,
	activation: WorkflowActivateMode,
	settings: ActivationSettings,
): Promise<void> {
	const workflow = process.workflow(trigger, trigger.staticData);
	trigger.active = true;
	trigger.webhooks = process.webhooks(workflow, trigger);
	const tries = settings.publicationService ? settings.attempts.create : 1;
	try {
		for (const webhook of trigger.webhooks) {
			await attempt(tries, async () => {
				try {
					await createIfMissing(process, workflow, trigger, webhook, 'trigger', activation);
				} catch (error) {
					await clear(process, workflow, trigger, webhook, settings);
					return await Promise.reject(error as Error);
				}
			});
		}
	} catch (error) {
		trigger.active = false;
		if (settings.publicationService) trigger.save(workflow.staticData);
		return await Promise.reject(error as Error);
	}
	trigger.save(workflow.staticData);
}

/** Gives up what a failed `create` may have done. */
async function clear(
	process: N8nProcess,
	created: Workflow,
	trigger: HostedTrigger,
	webhook: IWebhookData,
	{ publicationService }: ActivationSettings,
): Promise<void> {
	const workflow = publicationService ? created : process.workflow(trigger, trigger.staticData);
	try {
		await process.runHook('delete', workflow, trigger, webhook, 'internal', 'update');
		trigger.save(workflow.staticData);
	} catch (error) {
		trigger.deactivationErrors.push(error as Error);
	}
}

/** Forgets the addresses and runs `delete`; whether that fails is nobody's business but n8n's log's. */
export async function deactivate(
	process: N8nProcess,
	trigger: HostedTrigger,
	settings: ActivationSettings,
): Promise<void> {
	trigger.active = false;
	trigger.polling = undefined;
	const workflow = process.workflow(trigger, trigger.staticData);
	const tries = settings.publicationService ? settings.attempts.delete : 1;
	const failed: unknown[] = [];
	for (const webhook of process.webhooks(workflow, trigger)) {
		await attempt(tries, async () => {
			await process.runHook('delete', workflow, trigger, webhook, 'internal', 'update');
		}).catch((error: unknown) => failed.push(error));
	}
	trigger.deactivationErrors.push(...(failed as Error[]));
	if (failed.length === 0 || settings.publicationService) trigger.save(workflow.staticData);
}

/** What "Execute step" does with a webhook trigger: listen until a call gives items. */
export async function startTest(process: N8nProcess, trigger: HostedTrigger): Promise<void> {
	const workflow = process.workflow(trigger, {});
	trigger.test = { addresses: [] };
	for (const webhook of process.webhooks(workflow, trigger)) {
		const address = { webhook: { ...webhook, isTest: true } };
		trigger.test.addresses.push(address);
		try {
			await createIfMissing(process, workflow, trigger, address.webhook, 'manual', 'manual');
		} catch (error) {
			await deleteTest(process, workflow, trigger);
			return await Promise.reject(error as Error);
		}
		// n8n's cache keeps a copy for each address, which calls to it change.
		const copy = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
		Object.assign(address, { staticData: copy });
	}
}

/**
 * Ends a test that got its items, was cancelled, or timed out.
 * @param called static data of the address whose call got the items
 */
export async function endTest(
	process: N8nProcess,
	trigger: HostedTrigger,
	called: IDataObject = {},
): Promise<void> {
	const workflow = process.workflow(trigger, {});
	workflow.setTestStaticData(called);
	await deleteTest(process, workflow, trigger).catch((error: unknown) =>
		trigger.deactivationErrors.push(error as Error),
	);
}

/** Where `delete` fails, n8n goes on listening until the test times out. */
async function deleteTest(
	process: N8nProcess,
	workflow: Workflow,
	trigger: HostedTrigger,
): Promise<void> {
	for (const { webhook, staticData } of trigger.test?.addresses ?? []) {
		if (staticData) workflow.staticData = staticData;
		await process.runHook('delete', workflow, trigger, webhook, 'internal', 'update');
	}
	trigger.test = undefined;
}

async function createIfMissing(
	process: N8nProcess,
	workflow: Workflow,
	trigger: HostedTrigger,
	webhook: IWebhookData,
	mode: 'trigger' | 'manual',
	activation: WorkflowActivateMode,
): Promise<void> {
	const run = async (method: 'checkExists' | 'create') =>
		await process.runHook(method, workflow, trigger, webhook, mode, activation);
	if (!(await run('checkExists'))) await run('create');
}

async function attempt(tries: number, work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (tries <= 1) return await Promise.reject(error as Error);
		await attempt(tries - 1, work);
	}
}
