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

/** Only events of these senders, receivers and tags; several are separated by commas. */
export interface EventFilters {
	sender?: string;
	receiver?: string;
	tag?: string;
}

/** The field of each event's object that a filter looks at; a filter without one lets it pass. */
const FIELDS: Partial<Record<EventName, Partial<Record<keyof EventFilters, string>>>> = {
	messageReceived: { sender: 'sender', tag: 'tag' },
	deliveryReport: { sender: 'sender', receiver: 'receiver', tag: 'tag' },
	optOut: { receiver: 'number' },
	senderStatus: { sender: 'sender' },
};

/** Whether an item passes the filters. */
export function passes(item: IDataObject, filters: EventFilters): boolean {
	const fields = FIELDS[item.event as EventName] ?? {};
	return (['sender', 'receiver', 'tag'] as const).every((name) => {
		const field = fields[name];
		const wanted = splitList(filters[name]);
		return !field || wanted.length === 0 || wanted.some((one) => isSame(one, item[field]));
	});
}

function splitList(text: string | undefined): string[] {
	return String(text ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
}

/** Phone numbers are the same with `+`, `00` and spaces; names and tags are taken as they are. */
function isSame(wanted: string, value: unknown): boolean {
	const number = asNumber(wanted);
	return String(value) === wanted || (number !== undefined && number === asNumber(String(value)));
}

function asNumber(text: string): string | undefined {
	const digits = text.replace(/[\s().-]/g, '').replace(/^(\+|00)/, '');
	return /^\d{5,15}$/.test(digits) ? digits : undefined;
}
