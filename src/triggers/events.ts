import type { JsonObject } from '../ovh/answers';

/** What a workflow can start on. */
export type EventName =
	| 'messageReceived'
	| 'deliveryReport'
	| 'optOut'
	| 'lowCredit'
	| 'senderStatus';

/** What Simplify keeps of events with more than ten fields. */
const FIELDS: Partial<Record<EventName, readonly string[]>> = {
	deliveryReport: [
		'status',
		'statusText',
		'permanent',
		'id',
		'receiver',
		'sender',
		'message',
		'tag',
		'creationDatetime',
		'deliveredAt',
	],
	lowCredit: ['creditsLeft', 'status', 'name', 'description', 'automaticRecreditAmount'],
};

/** Items as the workflow gets them. */
export function shownEvents(
	items: JsonObject[],
	{ simplify }: { simplify: boolean },
): JsonObject[] {
	return simplify ? items.map(simplified) : items;
}

function simplified(item: JsonObject): JsonObject {
	const fields = FIELDS[item.event as EventName];
	if (!fields) return item;
	const kept = ['event', 'account', ...fields].filter((field) => field in item);
	return Object.fromEntries(kept.map((field) => [field, item[field]]));
}

/** An item as a trigger gives it out: the event, then the whole object of the API. */
export function eventItem(event: EventName, account: string, object: object): JsonObject {
	return { event, account, ...object };
}
