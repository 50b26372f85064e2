import type { INode } from 'n8n-workflow';

import type { WorkflowFile } from './engine';
import { byId, single } from './workflows';

export const ACCOUNT = 'sms-xx12345-1';

/** The URL path of the sends of the account. */
export const SEND_PATH = `/sms/${ACCOUNT}/jobs`;

/** A workflow that sends one message for each item; parameters and node settings may differ. */
export function sendWorkflow(
	parameters: INode['parameters'] = {},
	settings: Partial<INode> = {},
): WorkflowFile {
	return single(
		{
			resource: 'sms',
			operation: 'send',
			account: byId(ACCOUNT),
			to: '+33612345678',
			message: 'Hello',
			senderType: 'sender',
			sender: byId('BOUTIQUE'),
			...parameters,
		},
		settings,
	);
}

/** Different French mobile numbers. */
export function numbers(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `+336${String(10_000_000 + index)}`);
}

/** One item for each number. */
export function itemsTo(receivers: string[]): Array<{ json: { to: string; text: string } }> {
	return receivers.map((to, index) => ({ json: { to, text: `Message ${index}` } }));
}

/** Retry On Fail as a user sets it, with short waits. */
export const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 };

/** A workflow that asks one question; parameters and node settings may differ. */
export function askWorkflow(
	parameters: INode['parameters'] = {},
	settings: Partial<INode> = {},
): WorkflowFile {
	return single(
		{
			resource: 'sms',
			operation: 'sendAndWait',
			account: byId(ACCOUNT),
			to: '+33612345678',
			message: 'Deploy version 12?',
			senderType: 'sender',
			sender: byId('BOUTIQUE'),
			...parameters,
		},
		settings,
	);
}
