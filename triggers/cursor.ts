import type { SenderStates } from './account';
import type { DeliveryState } from './deliveries';
import type { EventName } from './events';
import type { OptOutState } from './optOuts';
import type { Window } from './window';

/**
 * How far a trigger has given out what happened: a plain value in its static data, replaced as a
 * whole. A kind of event that has no part in it begins anew.
 */
export interface Cursor {
	/** The account that it is about. */
	account?: string;
	/** Tells this trigger's cursors from all others'. */
	origin?: string;
	/** Counts the looks. */
	revision?: number;
	incoming?: Window;
	deliveries?: DeliveryState;
	optOuts?: OptOutState;
	/** Credits at the last look. */
	creditsLeft?: number;
	senders?: SenderStates;
}

/** Where each kind of event has its part. */
export const PART: Record<EventName, keyof Cursor> = {
	messageReceived: 'incoming',
	optOut: 'optOuts',
	deliveryReport: 'deliveries',
	lowCredit: 'creditsLeft',
	senderStatus: 'senders',
};

/** The newest cursors of this process, by their origin. */
const newest = new Map<string, Cursor>();

/**
 * What this process has given out since a cursor was saved, or that cursor: n8n hands out copies of
 * static data that may be older, as to a call while another one is looked into.
 */
export function latest(saved: Cursor): Cursor {
	const known = newest.get(saved.origin ?? '');
	return known && (known.revision ?? 0) >= (saved.revision ?? 0) ? known : saved;
}

/** A cursor as it is to be saved, which `latest` knows from now on. */
export function committed(cursor: Cursor): Cursor {
	const origin = cursor.origin ?? Math.random().toString(36).slice(2);
	const next = { ...cursor, origin, revision: (cursor.revision ?? 0) + 1 };
	newest.set(origin, next);
	return next;
}
