import type { JsonObject } from '../ovh/answers';
import { digitsOf } from '../sms/receivers';
import type { EventName } from './events';

/** Only events of these senders, receivers and tags; of all where there is none. */
export type EventFilters = Partial<Record<'sender' | 'receiver' | 'tag', string[]>>;

/** The field of each event's object that a filter looks at; a filter without one lets it pass. */
const FIELDS: Partial<Record<EventName, Partial<Record<keyof EventFilters, string>>>> = {
	messageReceived: { sender: 'sender', tag: 'tag' },
	deliveryReport: { sender: 'sender', receiver: 'receiver', tag: 'tag' },
	optOut: { receiver: 'number' },
	senderStatus: { sender: 'sender' },
};

/** Whether an item passes the filters. */
export function passes(item: JsonObject, filters: EventFilters): boolean {
	const fields = FIELDS[item.event as EventName] ?? {};
	return (['sender', 'receiver', 'tag'] as const).every((name) => {
		const field = fields[name];
		const wanted = filters[name] ?? [];
		return !field || wanted.length === 0 || wanted.some((one) => isSame(one, String(item[field])));
	});
}

/** OVHcloud may write `0033…` or `33…` for `+33…`; names and tags are taken as they are. */
function isSame(wanted: string, value: string): boolean {
	return (
		value === wanted ||
		(wanted.startsWith('+') && NUMBER.test(value) && wanted.slice(1) === digitsOf(value))
	);
}

const NUMBER = /^\+?\d+$/;
