import type { JsonObject } from '../ovh/answers';

import { lowCredit, senderStatus } from './account';
import { type Cursor, type Found, type Kind, type Look, PART } from './cursor';
import { deliveryReport } from './deliveries';
import { type EventName, shownEvents } from './events';
import { passes } from './filters';
import { messageReceived } from './incoming';
import { optOut } from './optOuts';
import type { Session } from './session';

/**
 * Objects that one look reads: a page, or eight requests of fifty. OVHcloud tolerates about sixty requests a
 * minute for each consumer key, and others use the key, too. It is also the most that one execution
 * gets, since n8n keeps an execution in memory.
 */
const MOST_OBJECTS = 400;

/** In the order in which they are given out: an answer to a person waits for no report. */
const KINDS: Record<EventName, Kind> = {
	messageReceived,
	optOut,
	deliveryReport,
	lowCredit,
	senderStatus,
};

/** What calls were about: that saves the lists of all else. */
export interface Hints {
	/** Kinds that are of interest; all by default. */
	kinds?: Set<EventName>;
	/** SMS whose reports alone are of interest; all by default. */
	sms?: number[];
	/** Digits of numbers that opted out, maybe once more. */
	numbers?: string[];
}

/** What happened since a cursor. */
export interface Events {
	/** At most some hundred, replies first. */
	items: JsonObject[];
	/** Where the next look goes on, once the items are given out. */
	cursor: Cursor;
	/** Whether there is more to be read at once. */
	more: boolean;
	/** Why some kinds could not be read. Their part of the cursor is as before. */
	failures: unknown[];
	/** How many there are of each kind, whatever the filters let through. */
	found: Record<EventName, number>;
}

/**
 * What happened on the account since a cursor.
 * @param hints what is of interest; everything by default
 * @throws OvhError where OVHcloud does not tell its time
 */
export async function readEvents(session: Session, cursor: Cursor, hints?: Hints): Promise<Events> {
	await session.client.knowTime();
	const events: Events = {
		items: [],
		cursor: partsOf(session, cursor),
		more: false,
		failures: [],
		found: { messageReceived: 0, optOut: 0, deliveryReport: 0, lowCredit: 0, senderStatus: 0 },
	};
	for (const event of chosen(session)) {
		if (session.isOver()) break;
		if (hints?.kinds && !hints.kinds.has(event)) continue;
		const most = MOST_OBJECTS - events.items.length;
		if (most <= 0) return { ...events, more: true };
		try {
			const look = { most, sms: hints?.sms, numbers: hints?.numbers };
			const { items, changes, more = false } = await readKind(session, events.cursor, event, look);
			const passing = items.filter((item) => passes(item, session.filters));
			events.items.push(...shownEvents(passing, session));
			events.found[event] = items.length;
			events.cursor = { ...events.cursor, ...changes };
			events.more ||= more;
		} catch (error) {
			events.failures.push(error);
		}
	}
	return events;
}

/**
 * The cursor with a beginning for each chosen event that has none. Their lists are read, so that a
 * missing right shows now and not when the first event is lost.
 * @throws OvhError
 */
export async function beginEvents(session: Session, cursor: Cursor): Promise<Cursor> {
	await session.client.knowTime();
	let next = partsOf(session, cursor);
	for (const event of chosen(session)) {
		if (next[PART[event]] !== undefined) continue;
		next = { ...next, ...(await KINDS[event].begin(session, floorOf(session))) };
	}
	return next;
}

async function readKind(
	session: Session,
	cursor: Cursor,
	event: EventName,
	look: Look,
): Promise<Found> {
	if (cursor[PART[event]] !== undefined) return await KINDS[event].read(session, cursor, look);
	const changes = await KINDS[event].begin(session, floorOf(session));
	if (session.lookBackSeconds === 0) return { items: [], changes };
	const found = await KINDS[event].read(session, { ...cursor, ...changes }, look);
	return { ...found, changes: { ...changes, ...found.changes } };
}

/** Without what belongs to another account, and to events that are not chosen any more. */
function partsOf(session: Session, cursor: Cursor): Cursor {
	const { account, origin, revision } = cursor;
	const same = account === session.account;
	const parts = chosen(session)
		.map((event) => PART[event])
		.filter((part) => same && cursor[part] !== undefined)
		.map((part) => [part, cursor[part]] as const);
	return { account: session.account, origin, revision, ...Object.fromEntries(parts) };
}

function chosen({ events }: Session): EventName[] {
	return (Object.keys(KINDS) as EventName[]).filter((event) => events.has(event));
}

function floorOf({ client, lookBackSeconds }: Session): number {
	return client.serverTimestamp() - lookBackSeconds;
}
