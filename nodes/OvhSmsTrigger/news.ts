import type { IDataObject } from 'n8n-workflow';

import { eventItem, passes } from '../../triggers/events';
import { readNewIncoming } from '../../triggers/incoming';
import { PAUSE_MS } from '../../triggers/limits';
import { readNewOptOuts } from '../../triggers/optOuts';
import type { Session } from '../../triggers/session';
import type { Memory } from './memory';
import { stateItems } from './states';

/** Milliseconds until a list is looked at once more that does not show yet what a call was about. */
const LOOK_AGAIN_MS = 1000;

export interface News {
	/** What was not given out before. */
	items: IDataObject[];
	/** Why some of it could not be read; it stays noted for the next call. */
	failures: unknown[];
}

/** Everything that calls were about and that was not given out before. */
export async function readNews(session: Session, memory: Memory): Promise<News> {
	const news: News = { items: [], failures: [] };
	for (const read of [incomingItems, optOutItems, stateItems]) {
		try {
			// What was found before a failure counts as given out, so it must not be lost with it.
			for await (const items of read(session, memory)) {
				news.items.push(...items.filter((item) => passes(item, session.filters)));
			}
		} catch (error) {
			news.failures.push(error);
		}
	}
	return news;
}

async function* incomingItems(session: Session, memory: Memory): AsyncGenerator<IDataObject[]> {
	const { client, account } = session;
	yield* lookFor(session, memory, 'reply', async () => {
		if (!memory.incoming) return { items: [], more: false };
		const { objects, window, more } = await readNewIncoming(client, account, memory.incoming);
		memory.incoming = window;
		return { items: objects.map((sms) => eventItem('messageReceived', account, sms)), more };
	});
}

async function* optOutItems(session: Session, memory: Memory): AsyncGenerator<IDataObject[]> {
	const { client, account } = session;
	yield* lookFor(session, memory, 'stop', async () => {
		if (!memory.optOuts) return { items: [], more: false };
		const { objects, state, more } = await readNewOptOuts(client, account, memory.optOuts);
		memory.optOuts = state;
		return { items: objects.map((entry) => eventItem('optOut', account, entry)), more };
	});
}

/**
 * Looks where that is wanted: to the end of the list; and as often as it is wanted, while there is
 * less news than calls told of.
 */
async function* lookFor(
	{ client }: Session,
	{ wanted }: Memory,
	what: 'reply' | 'stop',
	look: () => Promise<{ items: IDataObject[]; more: boolean }>,
): AsyncGenerator<IDataObject[]> {
	const found: IDataObject[] = [];
	try {
		await wanted.see(what, async (looks, calls) => {
			for (let left = looks; left > 0; ) {
				const { items, more } = await look();
				found.push(...items);
				if (!more) left -= 1;
				if (!more && found.length >= Math.max(calls, 1)) return;
				if (left > 0) await client.sleep(more ? PAUSE_MS : LOOK_AGAIN_MS);
			}
		});
	} finally {
		yield found;
	}
}
