import type { JsonObject } from '../ovh/answers';

import type { EventName } from './events';
import type { InFlight } from './ids';
import type { Session } from './session';
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
	/** Status of each sender at the last look, by name. */
	senders?: Record<string, string>;
}

/** Where each kind of event has its part. */
export const PART: Record<EventName, keyof Cursor> = {
	messageReceived: 'incoming',
	optOut: 'optOuts',
	deliveryReport: 'deliveries',
	lowCredit: 'creditsLeft',
	senderStatus: 'senders',
};

/** The newest cursors of this process, by their trigger and origin. */
const newest = new Map<string, Cursor>();

/**
 * What this process has given out since a cursor was saved, or that cursor: n8n hands out copies of
 * static data that may be older, as to a call while another one is looked into.
 * @param trigger names it: a copy of a workflow may have the same origin
 */
export function latest(trigger: string, saved: Cursor): Cursor {
	const known = newest.get(`${trigger} ${saved.origin ?? ''}`);
	return known && (known.revision ?? 0) >= (saved.revision ?? 0) ? known : saved;
}

/** A cursor as it is to be saved, which `latest` knows from now on. */
export function committed(trigger: string, cursor: Cursor): Cursor {
	const origin = cursor.origin ?? Math.random().toString(36).slice(2);
	const next = { ...cursor, origin, revision: (cursor.revision ?? 0) + 1 };
	newest.set(`${trigger} ${origin}`, next);
	return next;
}

/** What is known of sent messages. */
export interface DeliveryState {
	/** Messages that have been sent, by their creation. */
	window: Window;
	/** Messages that are on their way. */
	waiting: InFlight;
	/** Messages that are scheduled, as of `jobsAt`: `encodeIds`. */
	jobs: string;
	/** When the scheduled messages were last listed, in seconds since 1970. */
	jobsAt: number;
	/** Messages that could not be found, and since when: between two lists, or deleted. */
	missing: Record<string, number>;
	/** Looks so far at messages that are too many to be read at once. */
	looks?: number;
	/** Last state in between that was given out, by id. Only where all states are of interest. */
	states?: Record<string, string>;
}

/** Eight hexadecimal digits for each of 256 parts of a list of names: 2 KB, however long it is. */
export type Digest = string;

/** What is known of the blacklist. */
interface OptOutState {
	/** Tells which numbers were added to the list, or taken off it. */
	digest: Digest;
	/** Opt-outs that were seen, each a number at a date. */
	window: Window;
	/** Numbers of the last day: whoever is taken off and opts out again leaves the list as it was. */
	recent?: string[];
}

/** What one look may read of one kind of event. */
export interface Look {
	/** Objects that it reads at most. */
	most: number;
	/** SMS that calls named, and whose reports alone are of interest; all by default. */
	sms?: number[];
	/** Digits of numbers that calls named: they have opted out, maybe once more. */
	numbers?: string[];
}

/** What a look found. */
export interface Found {
	items: JsonObject[];
	/** What is to be remembered once the items are given out. */
	changes: Partial<Cursor>;
	/** Whether some is left for the next look. */
	more?: boolean;
}

/**
 * One kind of event: where it begins, and what is new since.
 * Both throw an OvhError, and then nothing is to be remembered.
 */
export interface Kind {
	/** @param floor seconds since 1970 by OVHcloud's clock: nothing older is an event */
	begin(session: Session, floor: number): Promise<Partial<Cursor>>;
	/** @param cursor what `begin` or the last look left */
	read(session: Session, cursor: Cursor, look: Look): Promise<Found>;
}
