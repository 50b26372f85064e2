import { type IHookFunctions, sleep } from 'n8n-workflow';

import { readSample } from '../../triggers/sample';
import type { Session } from '../../triggers/session';
import { callOwnAddress, SAMPLE } from './selfCall';

/** Milliseconds between looks for an event while a test listens, and looks in all: two minutes. */
const LOOK_AGAIN_MS = 8000;
const LOOKS = 15;

/** Tests that listen, by their secret. */
const listening = new Set<string>();

/**
 * A test gets a recent event, or waits for one by asking OVHcloud: the account's addresses, which
 * may be the active workflow's, stay as they are.
 * @throws OvhError
 */
export async function listenForTest(
	context: IHookFunctions,
	session: Session,
	base: string,
	secret: string,
): Promise<void> {
	const first = await readSample(session);
	listening.add(secret);
	void (async () => {
		for (let looks = 1, found = first; found.length === 0; looks++) {
			await sleep(LOOK_AGAIN_MS);
			if (!listening.has(secret) || looks === LOOKS) return;
			found = await readSample(session).catch(() => []);
		}
		callOwnAddress(context, base, secret, SAMPLE);
	})();
}

export function stopListening(secret: string | undefined): void {
	if (secret) listening.delete(secret);
}
