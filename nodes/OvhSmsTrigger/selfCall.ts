import type { IHookFunctions } from 'n8n-workflow';

import { pause } from './pause';
import type { Registrant } from './plan';

/** Query parameter that asks a test for its sample. */
export const SAMPLE = 'sample';

/** Query parameter that asks an active trigger for what happened while nobody answered OVHcloud. */
export const MISSED = 'missed';

/**
 * The least milliseconds before each try. n8n listens to an address some time after it was
 * registered, and the editor waits for a test as late.
 */
const TRIES_AFTER_MS = [1500, 5000, 15_000];

/** Milliseconds after which a try has failed. */
const TIMEOUT_MS = 10_000;

/**
 * Calls the trigger's own address, without waiting for it: only a call can start the workflow. Where
 * n8n cannot reach itself under its public address, the next call of OVHcloud does as well.
 */
export function callOwnAddress(
	context: IHookFunctions,
	{ base, secret }: Registrant,
	what: typeof SAMPLE | typeof MISSED,
): void {
	const url = `${base}/d${secret}?${what}=1`;
	void (async () => {
		for (const milliseconds of TRIES_AFTER_MS) {
			// Where many triggers start with n8n, they do not all ask OVHcloud at the same moment.
			await pause(Math.round(milliseconds * (1 + Math.random())));
			if (await isCalled(context, url)) return;
		}
		context.logger.debug('The trigger could not be reached by n8n itself');
	})();
}

async function isCalled(context: IHookFunctions, url: string): Promise<boolean> {
	return await context.helpers.httpRequest({ url, timeout: TIMEOUT_MS }).then(
		() => true,
		() => false,
	);
}
