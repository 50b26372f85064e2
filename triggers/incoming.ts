import { readIds } from '../operations/objects';
import { readBatch } from '../ovh/batch';
import type { OvhClient } from '../ovh/client';
import type { SmsIncoming } from '../ovh/model.generated';
import { MOST_OBJECTS } from './limits';
import { beginning, datetimeOf, remember, secondsOf, seenIds, type Window } from './window';

/** Seconds that a received message may take to show up in the list. */
const OVERLAP = 15 * 60;

/**
 * Messages received since the last look, oldest first: one request where there is none.
 * @returns also whether some are left for the next look
 * @throws OvhError
 */
export async function readNewIncoming(
	client: OvhClient,
	account: string,
	window: Window,
): Promise<{ objects: SmsIncoming[]; window: Window; more: boolean }> {
	const path = { serviceName: account };
	const query = { 'creationDatetime.from': datetimeOf(beginning(window, OVERLAP)) };
	const listed = await readIds(client, { ids: 'GET /sms/{serviceName}/incoming' }, path, query);
	const seen = seenIds(window);
	const fresh = (listed as number[]).filter((id) => !seen.has(id)).sort((a, b) => a - b);
	const ids = fresh.slice(0, MOST_OBJECTS);
	const objects = await readBatch(client, 'GET /sms/{serviceName}/incoming/{id}', path, ids);
	const dates = new Map(objects.map((sms) => [sms.id, secondsOf(sms.creationDatetime)]));
	// One that was deleted in between has no date, and need not be asked for again.
	const dated = ids.map((id) => ({ id, at: dates.get(id) ?? window.since }));
	const more = ids.length < fresh.length;
	return { objects, window: remember(window, dated, OVERLAP, !more), more };
}
