import type { IDataObject } from 'n8n-workflow';

import { eventItem, passes } from '../../triggers/events';
import { readNewIncoming } from '../../triggers/incoming';
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
	yield await lookFor(session, memory, 'reply', async () => {
		if (!memory.incoming) return [];
		const { objects, window } = await readNewIncoming(client, account, memory.incoming);
		memory.incoming = window;
		return objects.map((sms) => eventItem('messageReceived', account, sms));
	});
}

async function* optOutItems(session: Session, memory: Memory): AsyncGenerator<IDataObject[]> {
	const { client, account } = session;
	yield await lookFor(session, memory, 'stop', async () => {
		if (!memory.optOuts) return [];
		const { objects, state } = await readNewOptOuts(client, account, memory.optOuts);
		memory.optOuts = state;
		return objects.map((entry) => eventItem('optOut', account, entry));
	});
}

/** Looks where that is wanted; and as often as it is wanted, while there is nothing new. */
async function lookFor(
	{ client }: Session,
	{ wanted }: Memory,
	what: 'reply' | 'stop',
	look: () => Promise<IDataObject[]>,
): Promise<IDataObject[]> {
	const found = await wanted.see(what, async (looks) => {
		let items = await look();
		for (let again = 1; again < looks && items.length === 0; again++) {
			await client.sleep(LOOK_AGAIN_MS);
			items = await look();
		}
		return items;
	});
	return found ?? [];
}
