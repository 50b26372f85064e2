import { sleep } from 'n8n-workflow';

/** Milliseconds after which work on many items lets others have their turn. */
const TURN_MS = 100;

/** Lets n8n have its turn. */
export async function pause(): Promise<void> {
	await sleep(0);
}

/**
 * Maps values one after the other, as `map` does, without keeping n8n from everything else. In queue
 * mode a worker that does not get to renew its hold on a job for some time loses it: n8n calls the
 * execution failed, while its node goes on and sends.
 */
export async function mapYielding<T, R>(
	values: readonly T[],
	work: (value: T, index: number) => R,
): Promise<R[]> {
	const results: R[] = [];
	let began = Date.now();
	for (const [index, value] of values.entries()) {
		if (Date.now() - began > TURN_MS) {
			await pause();
			began = Date.now();
		}
		results.push(work(value, index));
	}
	return results;
}
