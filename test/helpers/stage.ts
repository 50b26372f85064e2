import type { ICredentialDataDecryptedObject, INodeExecutionData, IRun } from 'n8n-workflow';

import { type Keys, type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import { credentialFor } from './credentialFor';
import { Engine, outputOf, type WorkflowFile } from './engine';

/** n8n's engine and a fresh sandbox for each test of a file. */
export interface Stage {
	readonly engine: Engine;
	readonly sandbox: Sandbox;
	/** The credential that a user of the sandbox would fill in. */
	credential(keys?: Keys): ICredentialDataDecryptedObject;
	/** Runs a workflow with that credential. */
	run(file: WorkflowFile, input?: INodeExecutionData[], keys?: Keys): Promise<IRun>;
}

/** For tests that look at a message right after it was sent: without the sandbox's queue. */
export const AT_ONCE: SandboxOptions = { sendingDelayMs: 0 };

/** Sets the stage for the tests of a file. */
export function setStage(options: SandboxOptions = {}): Stage {
	let engine: Engine;
	let sandbox: Sandbox;
	beforeAll(async () => {
		engine = await Engine.start();
	});
	beforeEach(async () => {
		sandbox = await startSandbox(options);
	});
	afterEach(async () => {
		await sandbox.close();
	});
	const credential = (keys: Keys = sandbox.keys) => credentialFor(sandbox, keys);
	return {
		get engine() {
			return engine;
		},
		get sandbox() {
			return sandbox;
		},
		credential,
		run: async (file, input, keys) => await engine.run(file, credential(keys), input),
	};
}

/** Items with this data. */
export function itemsOf(...values: Array<INodeExecutionData['json']>): INodeExecutionData[] {
	return values.map((json) => ({ json }));
}

/** The `json` of the items that the package's node gave out. */
export function jsonOf(run: IRun, output = 0): Array<INodeExecutionData['json']> {
	return outputOf(run, 'OVHcloud SMS', output).map(({ json }) => json);
}

/** What a failed run tells the user. */
export interface ShownError {
	name: string;
	message: string;
	description: string;
	httpCode: string | null;
	itemIndex?: number;
}

/** The error that ended a run. */
export function errorOf(run: IRun): ShownError {
	const error = run.data.resultData.error;
	if (!error) throw new Error('The run did not fail');
	return {
		name: error.name,
		message: error.message,
		description: error.description ?? '',
		httpCode: 'httpCode' in error ? error.httpCode : null,
		itemIndex: error.context.itemIndex as number | undefined,
	};
}

/** The remarks that n8n shows beside the output of the package's node. */
export function hintsOf(run: IRun): string[] {
	const tries = run.data.resultData.runData['OVHcloud SMS'] ?? [];
	return (tries.at(-1)?.hints ?? []).map(({ message }) => message);
}
