import type { IDataObject, WorkflowExecuteMode } from 'n8n-workflow';

import type { HostedTrigger } from './hostedTrigger';
import type { N8nProcess } from './n8nProcess';

/**
 * Activates a polling trigger, as n8n's `PollTriggerExecutor` does: what is remembered is read once
 * and then kept in memory. It is saved when a poll gives items, and after the first poll, which is
 * part of the activation; not after other polls. Polls may overlap; what one of an earlier
 * activation finds is dropped.
 * @returns makes a poll, and gives its items
 */
export function pollerOf(
	process: N8nProcess,
	trigger: HostedTrigger,
	mode: WorkflowExecuteMode,
): () => Promise<IDataObject[]> {
	const workflow = process.workflow(trigger, trigger.staticData);
	const context = process.pollContext(workflow, trigger, mode);
	const poll = async (): Promise<IDataObject[] | undefined> => {
		const data = await process.type(trigger).poll?.call(context);
		return data?.[0]?.map(({ json }) => json);
	};
	// A test in the editor is an execution of its own.
	if (mode === 'manual') return async () => (await poll()) ?? [];
	trigger.polling = workflow;
	const isCurrent = (): boolean => !process.isOver && trigger.polling === workflow;
	let isActivated = false;
	return async () => {
		if (!isCurrent()) return [];
		const isFirst = !isActivated;
		try {
			const items = await poll();
			if (!isCurrent()) return [];
			isActivated = true;
			if (items) {
				trigger.save(workflow.staticData);
				trigger.executions.push(items);
			}
			return items ?? [];
		} catch (error) {
			if (!isCurrent()) return [];
			if (!isFirst) trigger.errors.push(error as Error);
			return await Promise.reject(error as Error);
		} finally {
			if (isFirst && isCurrent()) trigger.save(workflow.staticData);
		}
	};
}
