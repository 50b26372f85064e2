import { readIds } from '../../operations/objects';
import { readBatch } from '../../ovh/batch';
import type { OvhClient } from '../../ovh/client';
import type { SmsOutgoing } from '../../ovh/model.generated';
import { isFinal } from '../../sms/deliveryStatus';
import { decodeIds, encodeIds } from '../../triggers/idSet';
import { MOST_OBJECTS } from '../../triggers/limits';
import {
	beginning,
	datetimeOf,
	newWindow,
	remember,
	secondsOf,
	seenIds,
	type Window,
} from '../../triggers/window';
import { updateWaiting, type Waiting, waitingIds, waitingSince } from './waiting';

/** What is known of sent messages. */
export interface DeliveryState {
	/** Messages that have been sent, by their creation. */
	window: Window;
	/** Messages that are on their way. */
	waiting: Waiting;
	/** Messages that are scheduled, as of `jobsAt`: `encodeIds`. */
	jobs: string;
	/** When the scheduled messages were last listed, in seconds since 1970. */
	jobsAt: number;
	/** Messages that could not be found, and for how many looks: between two lists, or deleted. */
	missing: Record<string, number>;
	/** Looks so far at messages that are too many to be read at once. */
	looks?: number;
	/** Last state in between that was given out, by id. Only where all states are of interest. */
	states?: Record<string, string>;
}

interface Look {
	client: OvhClient;
	account: string;
	finalStatesOnly: boolean;
}

/** Seconds that a sent message may take to show up in the list. */
const OVERLAP = 3600;

/** Seconds between two looks at the scheduled messages; less than the overlap. */
const JOBS_EVERY = OVERLAP / 2;

/** Messages on their way that are read with each look; more are first narrowed down. */
const FEW = 150;

/** Looks after which a message that cannot be found is given up. */
const GIVEN_UP_LOOKS = 5;

/** Receipts that are final: delivered, failed, not billed. */
const FINAL_RECEIPTS = [1, 2, 16];

/** @param floor seconds since 1970 from which on messages are of interest */
export function newDeliveryState(floor: number): DeliveryState {
	return { window: newWindow(floor), waiting: {}, jobs: '', jobsAt: 0, missing: {} };
}

/**
 * Messages whose state has changed since the last look.
 *
 * A message shows up in the list when it is sent, with the date at which it was ordered, and comes
 * to its final state up to 48 hours later. So ids are kept from their first sight to their final
 * state; and scheduled ones, whose date may be days old when they are sent, are listed as such.
 * @throws OvhError
 */
export async function readDeliveries(
	look: Look,
	state: DeliveryState,
): Promise<{ messages: SmsOutgoing[]; state: DeliveryState }> {
	const now = look.client.serverTimestamp();
	const { jobs, jobsAt, begun } = await readJobs(look, state, now);
	const waiting = updateWaiting(state.waiting, begun, new Set(), now);
	const { fresh, all } = await freshIds(look, state, waiting);
	const looks = (state.looks ?? 0) + 1;
	const due = await dueIds(look, waiting, jobs, looks);
	const messages = await readMessages(look, [...fresh, ...due]);
	const found = new Map(messages.map((sms) => [sms.id, sms]));
	const { news, states } = newsOf(look, messages, state.states ?? {});
	const { missing, gone } = missingOf(due, found, state.missing);
	const finals = messages.filter(isFinal).map(({ id }) => id);
	const open = messages.filter((sms) => !isFinal(sms)).map(({ id }) => id);
	// A scheduled message is listed anew when it is sent, and then must not be taken for a new one.
	const dated = [...new Set([...fresh, ...finals])].map((id) => {
		const sms = found.get(id);
		return { id, at: sms ? secondsOf(sms.creationDatetime) : state.window.since };
	});
	return {
		messages: news,
		state: {
			window: remember(state.window, dated, OVERLAP, fresh.length === all),
			waiting: updateWaiting(waiting, open, new Set([...finals, ...gone]), now),
			jobs: encodeIds(jobs),
			jobsAt,
			missing,
			looks,
			...(!look.finalStatesOnly && { states }),
		},
	};
}

/** The scheduled messages, and those that are no longer among them: they have been sent. */
async function readJobs(
	{ client, account }: Look,
	state: DeliveryState,
	now: number,
): Promise<{ jobs: number[]; jobsAt: number; begun: number[] }> {
	const before = decodeIds(state.jobs);
	if (before.length === 0 && now - state.jobsAt < JOBS_EVERY) {
		return { jobs: before, jobsAt: state.jobsAt, begun: [] };
	}
	const list = { ids: 'GET /sms/{serviceName}/jobs' as const };
	const jobs = (await readIds(client, list, { serviceName: account })) as number[];
	const scheduled = new Set(jobs);
	return { jobs, jobsAt: now, begun: before.filter((id) => !scheduled.has(id)) };
}

/** Messages that are listed for the first time, oldest first, as many as one look reads. */
async function freshIds(
	{ client, account }: Look,
	{ window }: DeliveryState,
	waiting: Waiting,
): Promise<{ fresh: number[]; all: number }> {
	const query = { 'creationDatetime.from': datetimeOf(beginning(window, OVERLAP)) };
	const list = { ids: 'GET /sms/{serviceName}/outgoing' as const };
	const listed = (await readIds(client, list, { serviceName: account }, query)) as number[];
	const known = new Set([...seenIds(window), ...waitingIds(waiting)]);
	const fresh = listed.filter((id) => !known.has(id)).sort((a, b) => a - b);
	return { fresh: fresh.slice(0, MOST_OBJECTS), all: fresh.length };
}

/** Messages on their way that are worth reading: all if they are few, else the finished ones. */
async function dueIds(
	{ client, account }: Look,
	waiting: Waiting,
	jobs: number[],
	looks: number,
): Promise<number[]> {
	const scheduled = new Set(jobs);
	const ids = waitingIds(waiting).filter((id) => !scheduled.has(id));
	if (ids.length <= FEW) return ids;
	const query = { 'creationDatetime.from': datetimeOf((waitingSince(waiting) ?? 0) - OVERLAP) };
	const list = { ids: 'GET /sms/{serviceName}/outgoing' as const };
	const finished = new Set<number>();
	for (const deliveryReceipt of FINAL_RECEIPTS) {
		const filter = { ...query, deliveryReceipt };
		const some = await readIds(client, list, { serviceName: account }, filter);
		for (const id of some) finished.add(Number(id));
	}
	const due = ids.filter((id) => finished.has(id)).slice(0, MOST_OBJECTS - FEW);
	const others = ids.filter((id) => !finished.has(id));
	// Others with each look, so that each has its turn.
	const start = others.length > FEW ? (looks * FEW) % others.length : 0;
	return [...due, ...others.slice(start, start + FEW)];
}

/** What was not found for some looks in a row was cancelled or deleted. */
function missingOf(
	due: number[],
	found: Map<number, SmsOutgoing>,
	before: Record<string, number>,
): { missing: Record<string, number>; gone: number[] } {
	const looks = due
		.filter((id) => !found.has(id))
		.map((id) => [id, (before[id] ?? 0) + 1] as const);
	return {
		missing: Object.fromEntries(looks.filter(([, count]) => count < GIVEN_UP_LOOKS)),
		gone: looks.filter(([, count]) => count >= GIVEN_UP_LOOKS).map(([id]) => id),
	};
}

async function readMessages({ client, account }: Look, ids: number[]): Promise<SmsOutgoing[]> {
	const route = 'GET /sms/{serviceName}/outgoing/{id}' as const;
	return await readBatch(client, route, { serviceName: account }, ids);
}

/** Which messages are in a state that was not given out, and the states given out by now. */
function newsOf(
	{ finalStatesOnly }: Look,
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
