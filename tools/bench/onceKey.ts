import { type Child, startChild } from './processes.mjs';
import type { OnceJob, Place } from './questions';

const LARGEST_OFFSET_MS = 200;
const STEP_MS = 10;
const KEYS_PER_OFFSET = 2;

/** Enough for both processes to have the job before the first is due. */
const HEAD_START_MS = 60;

/** How often two executions with the same once key both sent, by how far apart they began. */
export interface OnceWindow {
	keys: number;
	bothSent: number;
	/** Up to this many milliseconds apart, both sent every time. */
	alwaysUpToMs: number;
	/** More than this many milliseconds apart, never. */
	neverAfterMs: number;
}

interface Trial {
	offsetMs: number;
	messages: number;
}

/** Lets two processes send with the same once key to the same number, 0 to 200 ms apart. */
export async function measureOnceWindow(sandbox: Child, answerTimeMs: number): Promise<OnceWindow> {
	const place = await sandbox.ask<Place>({ ask: 'fresh', answerTimeMs });
	const workers = [startChild('onceProcess.ts'), startChild('onceProcess.ts')];
	const job = (key: number, at: number): OnceJob => ({
		place,
		onceKey: `order-${key}`,
		receiver: `+336${20_000_000 + key}`,
		at,
	});
	try {
		// Both have loaded everything before it counts.
		await Promise.all(workers.map(async (worker, index) => await worker.ask(job(-1 - index, 0))));
		const trials: Trial[] = [];
		const steps = LARGEST_OFFSET_MS / STEP_MS + 1;
		for (let key = 0; key < steps * KEYS_PER_OFFSET; key++) {
			const offset = (key % steps) * STEP_MS;
			const at = Date.now() + HEAD_START_MS;
			const jobs = [job(key, at), job(key, at + offset)];
			const [first, second] = await Promise.all(
				workers.map(async (worker, index) => await worker.ask<number>(jobs[index])),
			);
			const { receiver } = jobs[0];
			const messages = await sandbox.ask<number>({ ask: 'sentTo', receiver });
			trials.push({ offsetMs: Math.abs(second - first), messages });
		}
		return summary(trials);
	} finally {
		await Promise.all(workers.map(async (worker) => await worker.stop()));
	}
}

function summary(trials: Trial[]): OnceWindow {
	if (trials.some(({ messages }) => messages === 0)) throw new Error('A key was not sent at all');
	const offsets = (wanted: (messages: number) => boolean): number[] =>
		trials.filter(({ messages }) => wanted(messages)).map(({ offsetMs }) => offsetMs);
	const both = offsets((messages) => messages > 1);
	const nearestOnce = Math.min(Infinity, ...offsets((messages) => messages === 1));
	return {
		keys: trials.length,
		bothSent: both.length,
		alwaysUpToMs: Math.max(0, ...both.filter((offset) => offset < nearestOnce)),
		neverAfterMs: Math.max(0, ...both),
	};
}
