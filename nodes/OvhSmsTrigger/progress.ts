import { readIds } from '../../operations/objects';
import { firstLookAtOptOuts } from '../../triggers/optOuts';
import type { Session } from '../../triggers/session';
import { GIVEN_UP_DAYS } from '../../triggers/limits';
import { datetimeOf, newWindow, notBefore } from '../../triggers/window';
import type { Progress, TriggerState } from './state';

/** Tells what this n8n process wrote from what another one did. */
export const WRITER = Math.random().toString(36).slice(2);

/** Seconds within which a new activation goes on where the last one ended, as after an edit. */
const GOES_ON = 15 * 60;

/**
 * Nothing given out yet; what is there already is not new. The lists are read once, so that
 * missing rights show at activation and not when the first event is lost.
 * @throws OvhError
 */
export async function firstProgress(session: Session): Promise<Progress> {
	const { client, account, events } = session;
	await client.learnTime();
	const now = client.serverTimestamp();
	for (const [event, ids] of [
		['deliveryReport', 'GET /sms/{serviceName}/outgoing'],
		['messageReceived', 'GET /sms/{serviceName}/incoming'],
	] as const) {
		if (!events.has(event)) continue;
		const query = { 'creationDatetime.from': datetimeOf(now) };
		await readIds(client, { ids }, { serviceName: account }, query);
	}
	return {
		...(events.has('messageReceived') && { incoming: newWindow(now) }),
		...(events.has('optOut') && {
			optOuts: await firstLookAtOptOuts(client, account, now, false),
		}),
		...(events.has('deliveryReport') && { since: now }),
		reported: '',
		states: [],
		unread: '',
		writer: WRITER,
	};
}

/** What the last activation left, where that was just now or never ended; or a new beginning. */
export async function keptProgress(
	session: Session,
	{ progress, deactivatedAt }: TriggerState,
): Promise<Progress> {
	const first = await firstProgress(session);
	const now = session.client.serverTimestamp();
	if (!progress || now - (deactivatedAt ?? now) > GOES_ON) return first;
	const { incoming = first.incoming, optOuts = first.optOuts, since = first.since } = progress;
	// An activation that never ended may be months old, where n8n could not end it.
	const floor = now - GIVEN_UP_DAYS * 24 * 3600;
	return {
		...progress,
		writer: '',
		since: first.since && since,
		incoming: first.incoming && incoming && notBefore(incoming, floor),
		optOuts: first.optOuts && optOuts && { ...optOuts, window: notBefore(optOuts.window, floor) },
	};
}
