import type { JsonObject } from '../ovh/answers';

/** What a workflow can start on. */
export type EventName =
	| 'messageReceived'
	| 'deliveryReport'
	| 'optOut'
	| 'lowCredit'
	| 'senderStatus';

/** An item as a trigger gives it out: the event, then the whole object of the API. */
export function eventItem(event: EventName, account: string, object: object): JsonObject {
	return { event, account, ...object };
}
