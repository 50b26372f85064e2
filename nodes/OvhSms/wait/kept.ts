import { keptQuestion } from '../../../src/n8n/waiting';
import type { IWebhookFunctions } from 'n8n-workflow';

import type { Button } from './question';

/** What the page needs of a question, as JSON in the node's context. */
export interface Kept {
	/** Of the addresses that lead to it. */
	id: string;
	text: string;
	/** What the recipients see as the sender. */
	from: string;
	/** In E.164, by their place in the addresses. */
	recipients: string[];
	/** None where the answer is a text. */
	buttons: Button[];
	/** In milliseconds since 1970; absent without a limit. */
	until?: number;
	/** SMS that wait to be sent as reminders. */
	reminders: Reminder[];
}

/** Where an ordered SMS is cancelled. */
export interface Reminder {
	account: string;
	id: number;
	virtualNumber?: string;
}

/** The question that the execution waits with; nothing where this node has asked none. */
export function readKept(context: IWebhookFunctions): Kept | undefined {
	const kept = keptQuestion(context) as Kept | undefined;
	return kept && typeof kept === 'object' && Array.isArray(kept.recipients) ? kept : undefined;
}
