import type { IDataObject } from 'n8n-workflow';

import type { Memory } from './memory';
import { pause } from './pause';

/** Milliseconds between looks at whether n8n has answered, and after which it counts as done. */
const LOOK_AGAIN_MS = 20;
const ANSWERED_WITHIN_MS = 30_000;

/** The part of the answer to a call that tells how it ended. */
export interface Answering {
	statusCode: number;
	writableEnded: boolean;
}

/**
 * Looks for news when its turn has come. The turn lasts until n8n has answered the call, since only
 * then the workflow has started: where n8n refuses (it is being stopped, its database fails), what
 * was found counts as not given out, and the next call finds it. Otherwise that call would save, in
 * the meantime, that it was.
 */
export async function lookInTurn(
	memory: Memory,
	response: Answering,
	look: () => Promise<IDataObject[]>,
): Promise<IDataObject[]> {
	return await new Promise((resolve, reject) => {
		memory
			.inTurn(async () => {
				const before = memory.known();
				const items = await look();
				resolve(items);
				if (items.length > 0 && (await isRefused(response))) memory.takeBack(items, before);
			})
			.catch(reject);
	});
}

/** The connection tells nothing: whoever called may have hung up long before the answer. */
async function isRefused(response: Answering): Promise<boolean> {
	for (let waited = 0; !response.writableEnded; waited += LOOK_AGAIN_MS) {
		if (waited >= ANSWERED_WITHIN_MS) break;
		await pause(LOOK_AGAIN_MS);
	}
	return response.statusCode >= 400;
}
