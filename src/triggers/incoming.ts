import { readNumericIds } from '../ovh/objects';
import type { Kind } from './cursor';
import { eventItem } from './events';
import { readNew } from './listed';
import { pathOf } from './session';
import { beginning, datetimeOf, newWindow, remember, secondsOf, seenIds } from './window';

/** Seconds that a received message may take to show up in the list. */
const OVERLAP = 15 * 60;

const LIST = { ids: 'GET /sms/{serviceName}/incoming' as const };

/** Messages received, oldest first: one request where there is none. */
export const messageReceived: Kind = {
	begin: async (session, floor) => {
		await readNumericIds(session.client, LIST, pathOf(session), from(floor));
		return { incoming: newWindow(floor) };
	},

	read: async (session, { incoming = newWindow(0) }, { most }) => {
		const { client, account } = session;
		const now = client.serverTimestamp();
		const query = from(beginning(incoming, OVERLAP, now));
		const listed = await readNumericIds(client, LIST, pathOf(session), query);
		const seen = seenIds(incoming);
		const fresh = listed.filter((id) => !seen.has(id)).sort((a, b) => a - b);
		const ids = fresh.slice(0, most);
		const object = 'GET /sms/{serviceName}/incoming/{id}' as const;
		const objects = await readNew(session, { ...LIST, object, query, listed }, ids);
		// One that is listed and cannot be read yet is asked for again as long as it is listed.
		const dated = objects.map((sms) => ({ id: sms.id, at: secondsOf(sms.creationDatetime) }));
		const more = ids.length < fresh.length;
		return {
			items: objects.map((sms) => eventItem('messageReceived', account, sms)),
			changes: {
				incoming: remember(incoming, dated, { overlap: OVERLAP, now, isWhole: !more }),
			},
			more,
		};
	},
};

function from(seconds: number): Record<string, string> {
	return { 'creationDatetime.from': datetimeOf(seconds) };
}
