import type { OperationRun } from './run';

/** Seconds between two looks: at first few, then more. */
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 30;

/**
 * Reads again and again until something is as wanted, or the time is over.
 * @param seconds to wait at most; 0 reads once
 * @returns what was read last
 * @throws OvhError
 */
export async function readUntil<T>(
	run: OperationRun,
	read: () => Promise<T>,
	isDone: (value: T) => boolean,
	seconds: number,
): Promise<T> {
	let left = seconds;
	for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
		const value = await read();
		if (left <= 0 || isDone(value)) return value;
		const wait = Math.min(pause, left);
		await run.client.sleep(wait * 1000);
		left -= wait;
	}
}
