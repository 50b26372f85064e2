/**
 * Writes tools/schema/outputs.json, which docs/operations.md is made of: what each operation gives out, run on
 * n8n's engine against the sandbox. Run with tsx; test/engine/outputSchema.test.ts says whether the
 * file is stale.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { startSandbox } from '../../sandbox/index.ts';
import { Engine } from '../../test/helpers/engine.ts';
import { EACH_OPERATION, runSample, sampleOf } from '../../test/helpers/outputs.ts';

const engine = await Engine.start();
const outputs = {};
for (const [resource, operation] of EACH_OPERATION) {
	const sandbox = await startSandbox({ sendingDelayMs: 0 });
	const credential = { endpoint: 'custom', baseUrl: sandbox.baseUrl, ...sandbox.keys };
	const run = (file, input) => engine.run(file, credential, input);
	try {
		const output = await runSample({ sandbox, engine, run }, resource, operation);
		outputs[resource] = { ...outputs[resource], [operation]: sampleOf(output) };
	} finally {
		await sandbox.close();
	}
}

const file = path.join(import.meta.dirname, '..', 'schema', 'outputs.json');
writeFileSync(file, `${JSON.stringify(outputs, null, '\t')}\n`);
console.log('Wrote tools/schema/outputs.json');
