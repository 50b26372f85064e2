import { type IHookFunctions, type IWebhookFunctions, sleep } from 'n8n-workflow';

import { readSample } from '../../src/triggers/sample';
import type { TriggerSession } from '../triggers/session';
import { hashOf, PLACEHOLDER } from './address';

/** Query parameter that asks a test for its sample. */
export const SAMPLE = 'sample';

/** Query parameter of a call that says nothing: there is something to be looked at, or everything. */
export const LOOK = 'look';
export const EVERYTHING = 'everything';

/**
 * Header of the secret in calls to itself, which may come before n8n knows the address: then n8n
 * logs their path.
 */
export const SECRET_HEADER = 'x-ovh-sms-trigger';

/** n8n's address of a trigger that has a webhook id. */
const HAS_ID = new RegExp(`/ovh-sms-[\\w-]{1,100}/${PLACEHOLDER}$`);

/**
 * The least milliseconds before each try. n8n listens to an address some time after it was
 * registered, and the editor waits for a test as late.
 */
const TRIES_AFTER_MS = [1500, 5000, 15_000];

/** Milliseconds after which a try has failed. */
const TIMEOUT_MS = 10_000;

/** The trigger's address up to its last part; nothing where n8n gives it none. */
export function baseOf(context: IHookFunctions | IWebhookFunctions): string | undefined {
	const url = context.getNodeWebhookUrl('default') ?? '';
	// Older lines leave a node of an imported file without an id of its own, and never find it then.
	if (!HAS_ID.test(url) || url.includes('undefined')) return undefined;
	return url.slice(0, -PLACEHOLDER.length - 1);
}

/**
 * Calls the trigger's own address, without waiting for it: only a call can start the workflow. Where
 * n8n cannot reach itself under its public address, the next call of OVHcloud does as well.
 * @param base of `baseOf`, which n8n only tells while it waits for the hook or the call
 */
export function callOwnAddress(
	context: IHookFunctions | IWebhookFunctions,
	base: string,
	secret: string,
	what: typeof SAMPLE | typeof LOOK | typeof EVERYTHING,
): void {
	const request = {
		url: `${base}/self?${what}=1`,
		headers: { [SECRET_HEADER]: secret },
		timeout: TIMEOUT_MS,
	};
	void (async () => {
		for (const milliseconds of TRIES_AFTER_MS) {
			// Where many triggers start with n8n, they do not all ask OVHcloud at the same moment.
			await sleep(Math.round(milliseconds * (1 + Math.random())));
			const isCalled = await context.helpers.httpRequest(request).then(
				() => true,
				() => false,
			);
			if (isCalled) return;
		}
		const { origin } = new URL(base);
		context.logger.warn(`OVHcloud SMS Trigger: n8n cannot reach itself at ${origin}`);
	})();
}

/** Milliseconds between looks for an event while a test listens, and looks in all: two minutes. */
const LOOK_AGAIN_MS = 8000;
const LOOKS = 15;

/** Tests that listen, by the hash of their secret. */
const listening = new Set<string>();

/**
 * A test gets a recent event, or waits for one by asking OVHcloud: the account's addresses, which
 * may be the active workflow's, stay as they are.
 * @throws OvhError
 */
export async function listenForTest(
	context: IHookFunctions,
	session: TriggerSession,
	base: string,
	secret: string,
): Promise<void> {
	const first = await readSample(session);
	const name = hashOf(secret);
	listening.add(name);
	void (async () => {
		for (let looks = 1, found = first; found.length === 0; looks++) {
			await sleep(LOOK_AGAIN_MS);
			if (!listening.has(name) || looks === LOOKS) return;
			found = await readSample(session).catch(() => []);
		}
		callOwnAddress(context, base, secret, SAMPLE);
	})();
}

export function stopListening(secretHash: string | undefined): void {
	if (secretHash) listening.delete(secretHash);
}
