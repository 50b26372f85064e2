import { type IHookFunctions, sleep } from 'n8n-workflow';

/** Milliseconds until n8n listens to the address of a test, and the editor waits for it. */
const UNTIL_READY_MS = 1500;

/** Query parameter that asks a test for its sample. */
export const SAMPLE = 'sample';

/**
 * Calls the test's own address, so that it ends at once with a recent event. Where n8n cannot
 * reach itself under its public address, the test simply goes on waiting for a real call.
 */
export function nudgeOwnTest(context: IHookFunctions, base: string, secret: string): void {
	const url = `${base}/d${secret}?${SAMPLE}=1`;
	void sleep(UNTIL_READY_MS)
		.then(async () => await context.helpers.httpRequest({ url, timeout: 10_000 }))
		.catch(() =>
			context.logger.debug('The test of the trigger could not be reached by n8n itself'),
		);
}
