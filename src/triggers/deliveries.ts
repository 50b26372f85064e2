import type { JsonObject } from '../ovh/answers';

import { readNumericIds } from '../ovh/objects';
import { readBatch } from '../ovh/multiGet';
import type { OvhClient } from '../ovh/client';
import { wholeIn } from '../ovh/json';
import type { SmsOutgoing, SmsPttDetails } from '../ovh/model.generated';
import { decodeDelivery, isFinal, needsPttDetails } from '../sms/deliveryStatus';
import { withSender } from '../sms/shortNumber';
import type { Cursor, DeliveryState, Kind } from './cursor';
import { eventItem } from './events';
import { readNew } from './listed';
import { DAYS_BACK, decodeIds, encodeIds, follow, inFlightIds, inFlightSince } from './ids';
import { pathOf, type Session } from './session';
import { beginning, datetimeOf, newWindow, remember, secondsOf, seenIds } from './window';

/** Seconds that a sent message may take to show up in the list. */
const OVERLAP = 3600;

/** Seconds between two looks at the scheduled messages; less than the overlap. */
const JOBS_EVERY = OVERLAP / 2;

/** Messages on their way that are read with each look; more are first narrowed down. */
const FEW = 150;

/** Named messages that nothing is known of: for more of them, the list takes fewer requests. */
const MOST_UNKNOWN = 50;

/** Receipts that are final (delivered, failed, not billed), and those in between. */
const FINAL_RECEIPTS = [1, 2, 16];
const OTHER_RECEIPTS = [0, 4, 8];

const OUTGOING = 'GET /sms/{serviceName}/outgoing' as const;
const ONE = 'GET /sms/{serviceName}/outgoing/{id}' as const;
const DAY = 24 * 3600;

/** @param floor seconds since 1970 from which on messages are of interest */
function newDeliveryState(floor: number): DeliveryState {
	return { window: newWindow(floor), waiting: {}, jobs: '', jobsAt: 0, missing: {} };
}

/**
 * Messages whose state has changed.
 *
 * A message shows up in the list when it is sent, with the date at which it was ordered, and comes
 * to its final state up to 48 hours later. So ids are kept from their first sight to their final
 * state; and scheduled ones, whose date may be days old when they are sent, are listed as such.
 */
export const deliveryReport: Kind = {
	begin: async (session, floor) => {
		const state = newDeliveryState(floor);
		const now = session.client.serverTimestamp();
		const { jobs, jobsAt } = await readJobs(session, state, now);
		const waiting = follow({}, await onTheirWay(session, floor), new Set(), now);
		return { deliveries: { ...state, waiting, jobs: encodeIds(jobs), jobsAt } };
	},

	read: async (session, { deliveries = newDeliveryState(0) }, { most, sms }) => {
		const { notFinal, unknown } = openOf({ deliveries }, sms ?? []);
		if (!sms || unknown.length > MOST_UNKNOWN) return await lookAtAll(session, deliveries, most);
		const ids = [...notFinal, ...unknown].slice(0, most);
		const read = await settle(session, deliveries, { ids, isWhole: false });
		return { ...read, more: ids.length < notFinal.length + unknown.length };
	},
};

/** Messages that are on their way or scheduled. */
function followedIds({ waiting, jobs }: DeliveryState): Set<number> {
	return new Set([...inFlightIds(waiting), ...decodeIds(jobs)]);
}

/** Of messages that calls named: those on their way, and those that nothing is known of. */
export function openOf(
	{ deliveries }: Pick<Cursor, 'deliveries'>,
	sms: number[],
): { notFinal: number[]; unknown: number[] } {
	if (!deliveries) return { notFinal: [], unknown: [] };
	const inFlight = followedIds(deliveries);
	const seen = seenIds(deliveries.window);
	return {
		notFinal: sms.filter((id) => inFlight.has(id)),
		unknown: sms.filter((id) => !inFlight.has(id) && !seen.has(id)),
	};
}

async function lookAtAll(session: Session, before: DeliveryState, most: number) {
	const now = session.client.serverTimestamp();
	const { jobs, jobsAt, begun } = await readJobs(session, before, now);
	const looks = (before.looks ?? 0) + 1;
	const waiting = follow(before.waiting, begun, new Set(), now);
	const state = { ...before, waiting, jobs: encodeIds(jobs), jobsAt, looks };
	const { query, listed, unknown } = await newIds(session, state, now);
	const due = await dueIds(session, state, jobs);
	// Of many new ones and many finished ones, half each.
	const dueNow = due.slice(0, Math.max(most - unknown.length, Math.ceil(most / 2)));
	const fresh = unknown.slice(0, most - dueNow.length);
	const isWhole = fresh.length === unknown.length;
	const listing = { ids: OUTGOING, object: ONE, query, listed, missing: 'leaveOut' } as const;
	const readFresh = await readNew(session, listing, fresh);
	const read = await settle(session, state, { ids: dueNow, fresh, readFresh, isWhole });
	return { ...read, more: !isWhole || dueNow.length < due.length };
}

interface Settled {
	/** Messages to be read. */
	ids: number[];
	/** Messages that are listed for the first time, and what was read of them. */
	fresh?: number[];
	readFresh?: SmsOutgoing[];
	isWhole: boolean;
}

/** Reads messages, tells which have news, and what is to be remembered of them. */
async function settle(
	session: Session,
	state: DeliveryState,
	{ ids, fresh, readFresh = [], isWhole }: Settled,
) {
	const now = session.client.serverTimestamp();
	const from = beginning(state.window, OVERLAP, now);
	const inFlight = followedIds(state);
	const listed = new Set(fresh);
	const others = ids.filter((id) => !listed.has(id));
	const read = [...readFresh, ...(await readMessages(session, others))];
	const found = new Set(read.map(({ id }) => id));
	// A message that was never seen and is older than what the list is read for is done with, or is
	// none of this trigger's.
	const own = read.filter(
		(sms) => listed.has(sms.id) || inFlight.has(sms.id) || secondsOf(sms.creationDatetime) >= from,
	);
	const { news, states } = newsOf(session, own, state.states ?? {});
	// Only looks at the lists tell: calls may come many at once.
	const lost = fresh ? [...fresh, ...ids].filter((id) => !found.has(id)) : [];
	const { missing, gone } = missingOf(lost, found, state.missing, now);
	const finals = own.filter(isFinal).map(({ id }) => id);
	const open = own.filter((sms) => !isFinal(sms)).map(({ id }) => id);
	const waiting = follow(state.waiting, [...open, ...lost], new Set([...finals, ...gone]), now);
	const jobs = decodeIds(state.jobs).filter((id) => !found.has(id));
	// A scheduled message is listed anew when it is sent, and then must not be taken for a new one.
	const dated = [
		...own.map((sms) => ({ id: sms.id, at: secondsOf(sms.creationDatetime) })),
		...lost.map((id) => ({ id, at: state.window.since })),
	];
	return {
		items: await reportItems(session.client, session.account, news),
		changes: {
			deliveries: {
				...state,
				window: remember(state.window, dated, { overlap: OVERLAP, now, isWhole }),
				waiting,
				jobs: encodeIds(jobs),
				missing,
				...(!session.finalStatesOnly && { states: only(states, inFlightIds(waiting)) }),
			},
		},
	};
}

/** SMS of before the beginning that have not come to their final state: some hundred at most. */
async function onTheirWay(session: Session, floor: number): Promise<number[]> {
	const query = {
		'creationDatetime.from': datetimeOf(floor - DAYS_BACK * DAY),
		'creationDatetime.to': datetimeOf(floor),
	};
	const ids = await withReceipts(session, OTHER_RECEIPTS, query);
	const newest = ids.sort((a, b) => b - a).slice(0, FEW);
	// Whether the API minds the filter is not known: what has its final state is no news.
	const messages = await readMessages(session, newest);
	return messages.filter((sms) => !isFinal(sms)).map(({ id }) => id);
}

/** The scheduled messages, and those that are no longer among them: they have been sent. */
async function readJobs(
	session: Session,
	state: DeliveryState,
	now: number,
): Promise<{ jobs: number[]; jobsAt: number; begun: number[] }> {
	const before = decodeIds(state.jobs);
	const seen = seenIds(state.window);
	if (before.length === 0 && now - state.jobsAt < JOBS_EVERY) {
		return { jobs: before, jobsAt: state.jobsAt, begun: [] };
	}
	const list = { ids: 'GET /sms/{serviceName}/jobs' as const };
	const listed = await readNumericIds(session.client, list, pathOf(session));
	// One that was seen as sent may stand there a moment longer.
	const jobs = listed.filter((id) => !seen.has(id));
	const scheduled = new Set(jobs);
	return { jobs, jobsAt: now, begun: before.filter((id) => !scheduled.has(id)) };
}

/** What is listed, and of it the messages that are so for the first time, oldest first. */
async function newIds(session: Session, { window, waiting }: DeliveryState, now: number) {
	const query = { 'creationDatetime.from': datetimeOf(beginning(window, OVERLAP, now)) };
	const listed = await readNumericIds(session.client, { ids: OUTGOING }, pathOf(session), query);
	const known = new Set([...seenIds(window), ...inFlightIds(waiting)]);
	const unknown = listed.filter((id) => !known.has(id)).sort((a, b) => a - b);
	return { query, listed, unknown };
}

/** Messages on their way that are worth reading: all if they are few, else the finished ones. */
async function dueIds(
	session: Session,
	{ waiting, looks = 0 }: DeliveryState,
	jobs: number[],
): Promise<number[]> {
	const scheduled = new Set(jobs);
	const ids = inFlightIds(waiting).filter((id) => !scheduled.has(id));
	if (ids.length <= FEW) return ids;
	const from = (inFlightSince(waiting) ?? 0) - OVERLAP;
	const query = { 'creationDatetime.from': datetimeOf(from) };
	const finished = new Set(await withReceipts(session, FINAL_RECEIPTS, query));
	const due = ids.filter((id) => finished.has(id));
	const others = ids.filter((id) => !finished.has(id));
	// Others with each look, so that each has its turn.
	const start = others.length > FEW ? (looks * FEW) % others.length : 0;
	return [...due, ...others.slice(start, start + FEW)];
}

async function withReceipts(session: Session, receipts: number[], query: Record<string, string>) {
	const ids: number[] = [];
	for (const deliveryReceipt of receipts) {
		const filter = { ...query, deliveryReceipt };
		const some = await readNumericIds(session.client, { ids: OUTGOING }, pathOf(session), filter);
		ids.push(...some);
	}
	return [...new Set(ids)];
}

/** What was not found for as long as a message may take to show up was cancelled or deleted. */
function missingOf(
	lost: number[],
	found: Set<number>,
	before: Record<string, number>,
	now: number,
): { missing: Record<string, number>; gone: number[] } {
	const others = Object.entries(before).filter(([id]) => !found.has(wholeIn(id)));
	const since = { ...Object.fromEntries(others) };
	for (const id of lost) since[id] ??= now;
	const entries = Object.entries(since);
	const isGone = ([, at]: [string, number]): boolean => now - at >= OVERLAP;
	return {
		missing: Object.fromEntries(entries.filter((entry) => !isGone(entry))),
		gone: entries.filter(isGone).map(([id]) => wholeIn(id)),
	};
}

async function readMessages(session: Session, ids: number[]): Promise<SmsOutgoing[]> {
	// What is not there is asked for again by the next look.
	return await readBatch(session.client, ONE, pathOf(session), ids, undefined, 'leaveOut');
}

/** Which messages are in a state that was not given out, and the states given out by now. */
function newsOf(
	{ finalStatesOnly }: Session,
	messages: SmsOutgoing[],
	before: Record<string, string>,
): { news: SmsOutgoing[]; states: Record<string, string> } {
	const states = { ...before };
	const news = messages.filter((sms) => {
		const state = `${sms.ptt}.${sms.deliveryReceipt}`;
		const last = states[sms.id];
		if (isFinal(sms)) delete states[sms.id];
		else states[sms.id] = state;
		return isFinal(sms) || (!finalStatesOnly && last !== state);
	});
	return { news, states };
}

/** The entries of these ids. */
function only(states: Record<string, string>, ids: number[]): Record<string, string> {
	const kept = new Set(ids.map(String));
	return Object.fromEntries(Object.entries(states).filter(([id]) => kept.has(id)));
}

/** What OVHcloud said about codes that no published table has. */
const explained = new Map<number, SmsPttDetails>();

/** Sent messages with their state in words. */
export async function reportItems(
	client: OvhClient,
	account: string,
	messages: SmsOutgoing[],
): Promise<JsonObject[]> {
	for (const ptt of new Set(messages.filter(needsPttDetails).map((sms) => sms.ptt))) {
		if (!explained.has(ptt)) await explain(client, ptt);
	}
	return messages.map((sms) =>
		eventItem('deliveryReport', account, {
			...withSender(sms),
			...decodeDelivery(sms, explained.get(sms.ptt)),
		}),
	);
}

/** Best effort: without an explanation the report has the bare code. */
async function explain(client: OvhClient, ptt: number): Promise<void> {
	const details = await client
		.read({ route: 'GET /sms/ptts', query: { ptt } })
		.catch(() => undefined);
	if (details) explained.set(ptt, details);
}
