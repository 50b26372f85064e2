import { sleep } from 'n8n-workflow';

/** Milliseconds after which work on many items lets others have their turn. */
const TURN_MS = 100;

/** Lets n8n have its turn. */
export async function pause(): Promise<void> {
	await sleep(0);
}

/**
 * Maps values one after the other, as `map` does, without keeping n8n from everything else; they may
 * be made on the way, as by a generator. In queue
 * mode a worker that does not get to renew its hold on a job for some time loses it: n8n calls the
 * execution failed, while its node goes on and sends.
 */
export async function mapYielding<T, R>(
	values: Iterable<T>,
	work: (value: T, index: number) => R | Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	let began = Date.now();
	for (const value of values) {
		if (Date.now() - began > TURN_MS) {
			await pause();
			began = Date.now();
		}
		results.push(await work(value, results.length));
	}
	return results;
}

/** The values of a generator whose work takes time. */
export async function collectYielding<T>(values: Iterable<T>): Promise<T[]> {
	return await mapYielding(values, (value) => value);
}
