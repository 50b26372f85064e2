import type { INode } from 'n8n-workflow';

import type { WorkflowFile } from './engine';
import { ACCOUNT } from './sending';
import type { Stage } from './stage';
import { byId, single } from './workflows';

/** A workflow with an operation on batches. */
export function batchWorkflow(
	operation: string,
	parameters: INode['parameters'] = {},
	settings: Partial<INode> = {},
): WorkflowFile {
	return single({ resource: 'batch', operation, account: byId(ACCOUNT), ...parameters }, settings);
}

/** A workflow that creates a batch. */
export function createBatch(
	parameters: INode['parameters'] = {},
	settings: Partial<INode> = {},
): WorkflowFile {
	return batchWorkflow(
		'create',
		{
			recipients: 'to',
			message: 'Hello',
			senderType: 'sender',
			sender: byId('BOUTIQUE'),
			...parameters,
		},
		settings,
	);
}

/** The batches that the account of the sandbox holds, oldest first. */
export function storedBatches({ sandbox }: Stage) {
	return [...(sandbox.state.accounts.get(sandbox.accountName)?.batches.values() ?? [])];
}

/** The texts that a number got. */
export function textsTo({ sandbox }: Stage, number: string): string[] {
	return sandbox.sentTo(number).map(({ message }) => message);
}

export function creditsLeft({ sandbox }: Stage): number | undefined {
	return sandbox.state.accounts.get(sandbox.accountName)?.details.creditsLeft;
}
