import type { IDataObject } from 'n8n-workflow';

import { readIds } from '../../operations/objects';
import { readBatch } from '../../ovh/batch';
import type { SmsOutgoing } from '../../ovh/model.generated';
import { isFinal } from '../../sms/deliveryStatus';
import { MOST_OBJECTS, PAUSE_MS } from '../../triggers/limits';
import { reportItems } from '../../triggers/reports';
import type { Session } from '../../triggers/session';
import { datetimeOf } from '../../triggers/window';
import type { Memory, Unread } from './memory';

/** Milliseconds between looks at SMS that are said to be in their final state, but are not yet. */
const FIRST_LOOK_MS = 500;
const LOOK_AGAIN_MS = [1, 2, 4].map((times) => times * FIRST_LOOK_MS);

/** Looks after which an SMS is given up that the API does not have, or not in its final state. */
const MOST_LOOKS = 12;

/**
 * Reports of the SMS that calls were about, each state once. What fails stays noted.
 * @throws OvhError after what could be read
 */
export async function* stateItems(session: Session, memory: Memory): AsyncGenerator<IDataObject[]> {
	if (!session.events.has('deliveryReport')) return;
	try {
		await memory.wanted.see('states', async (seconds) => await noteSent(session, memory, seconds));
	} finally {
		// SMS that calls named need no list.
		yield* readNoted(session, memory);
		for (const pause of LOOK_AGAIN_MS) {
			const early = [...memory.unread.values()].some(({ looks }) => looks <= LOOK_AGAIN_MS.length);
			if (!early) break;
			await session.client.sleep(pause);
			yield* readNoted(session, memory);
		}
	}
}

/** Looks at all noted SMS that are due, and gives those with news, which are noted no more. */
async function* readNoted(session: Session, memory: Memory): AsyncGenerator<IDataObject[]> {
	const due = [...memory.unread].filter(([, { notBefore }]) => notBefore <= Date.now());
	// First those that calls named: after a stop of n8n there may be many others.
	const [named, others] = [true, false].map((claimed) =>
		due.filter(([, { claimsFinal }]) => claimsFinal === claimed).map(([id]) => id),
	);
	const ids = [...named, ...others];
	for (let start = 0; start < ids.length; start += MOST_OBJECTS) {
		if (start > 0) await session.client.sleep(PAUSE_MS);
		const news = await readSome(session, memory, ids.slice(start, start + MOST_OBJECTS));
		if (news.length > 0) yield await reportItems(session.client, session.account, news);
	}
}

async function readSome(session: Session, memory: Memory, ids: number[]): Promise<SmsOutgoing[]> {
	const route = 'GET /sms/{serviceName}/outgoing/{id}' as const;
	const path = { serviceName: session.account };
	const messages = await readBatch(session.client, route, path, ids);
	const known = new Map(messages.map((sms) => [sms.id, sms]));
	return ids.flatMap((id) => {
		const sms = known.get(id);
		const noted = memory.unread.get(id);
		const settled = sms && (isFinal(sms) || !noted?.claimsFinal);
		if (settled || !noted || noted.looks >= MOST_LOOKS) memory.unread.delete(id);
		else lookedAt(noted);
		return sms && isNews(session, memory, sms) ? [sms] : [];
	});
}

/**
 * The first looks are the call's own. Later ones come with other calls, hundreds in a second maybe:
 * they are spread, the last one to a quarter of an hour later.
 */
function lookedAt(noted: Unread): void {
	noted.looks += 1;
	const isLate = noted.looks > LOOK_AGAIN_MS.length;
	if (isLate) noted.notBefore = Date.now() + FIRST_LOOK_MS * 2 ** (noted.looks - 1);
}

/** Whether a state was not given out before; from now on it counts as such. */
function isNews({ finalStatesOnly }: Session, memory: Memory, sms: SmsOutgoing): boolean {
	if (memory.reported.has(sms.id)) return false;
	if (isFinal(sms)) {
		memory.reported.add(sms.id);
		return true;
	}
	const state = `${sms.id}.${sms.ptt}.${sms.deliveryReceipt}`;
	if (finalStatesOnly || memory.states.has(state)) return false;
	memory.states.add(state);
	return true;
}

/** Notes the SMS sent in these last seconds. */
async function noteSent(
	{ client, account }: Session,
	memory: Memory,
	seconds: number,
): Promise<void> {
	// An earlier version of the package has not saved it: then this is the beginning.
	memory.since ??= client.serverTimestamp();
	const from = Math.max(client.serverTimestamp() - seconds, memory.since);
	const query = { 'creationDatetime.from': datetimeOf(from) };
	const list = { ids: 'GET /sms/{serviceName}/outgoing' as const };
	const ids = await readIds(client, list, { serviceName: account }, query);
	memory.noteUnnamed(ids.map(Number));
}
