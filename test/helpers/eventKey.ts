import type { IDataObject } from 'n8n-workflow';

/** What tells an event of a trigger from all others: `deliveryReport 42`, `optOut +33612345678`. */
export function eventKey({ event, id, number }: IDataObject): string {
	return `${String(event)} ${String(id ?? number)}`;
}

/** The events that a trigger has given out, in order of their names. */
export function given({ items }: { items: IDataObject[] }): string[] {
	return items.map(eventKey).sort();
}
