import type { IDataObject } from 'n8n-workflow';

/** What a workflow can start on. */
export type EventName =
	| 'messageReceived'
	| 'deliveryReport'
	| 'optOut'
	| 'lowCredit'
	| 'senderStatus';

/** An item as a trigger gives it out: the event, then the whole object of the API. */
export function eventItem(event: EventName, account: string, object: object): IDataObject {
	return { event, account, ...object };
}
