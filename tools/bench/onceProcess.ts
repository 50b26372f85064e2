/** Runs a send with a once key at a given moment. */
import { sleep } from 'n8n-workflow';

import { credentialFor } from '../../test/helpers/credentialFor';
import { Engine } from '../../test/helpers/engine';
import { answerParent } from './processes.mjs';
import type { OnceJob } from './questions';
import { withNode } from './workflows';

let engine: Promise<Engine> | undefined;

/** Answers when it really began, in milliseconds since 1970. */
answerParent(async ({ place, onceKey, receiver, at }: OnceJob): Promise<number> => {
	engine ??= Engine.start();
	const started = await engine;
	const file = withNode({ place, texts: 'same' }, { onceKey });
	await sleep(Math.max(0, at - Date.now()));
	const began = Date.now();
	const run = await started.run(file, credentialFor(place, place.keys), [
		{ json: { to: receiver } },
	]);
	const { error } = run.data.resultData;
	if (error) throw error;
	return began;
});
