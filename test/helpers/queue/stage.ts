import { type N8nStage, setN8nStage } from '../n8n/stage';
import { type QueueMode, type QueueOptions, startQueueMode } from './queueMode';

/** The stage of n8n's main process, with the rest of n8n in queue mode. */
export interface QueueStage {
	readonly stage: N8nStage;
	readonly queue: QueueMode;
}

/**
 * Sets the stage for the tests of a file.
 * @param settings further ones of all processes
 */
export function setQueueStage(settings: NodeJS.ProcessEnv, options: QueueOptions = {}): QueueStage {
	let queue: QueueMode | undefined;
	const stage = setN8nStage({}, async () => {
		queue = await startQueueMode(settings, options);
		return queue.main;
	});
	afterAll(async () => await queue?.stop());
	return {
		stage,
		get queue() {
			if (!queue) throw new Error('n8n is not running');
			return queue;
		},
	};
}
