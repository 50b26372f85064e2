import type { ICredentialDataDecryptedObject, INodeExecutionData, IRun } from 'n8n-workflow';

import {
	type AccessRule,
	type ClientKeys,
	type Keys,
	type Sandbox,
	type SandboxOptions,
	startSandbox,
} from '../../sandbox';
import { isGranted } from '../../sandbox/auth/rules';
import { apiSchema } from '../../sandbox/schema/api';
import { authentication } from './authentication';
import { credentialFor } from './credentialFor';
import { Engine, outputOf, type WorkflowFile } from './engine';

/** n8n's engine and a fresh sandbox for each test of a file. */
export interface Stage {
	readonly engine: Engine;
	readonly sandbox: Sandbox;
	/** The credential that a user of the sandbox would fill in. */
	credential(keys?: Keys | ClientKeys): ICredentialDataDecryptedObject;
	/** What may do no more than these rules say: a token, or a service account with such a policy. */
	limited(rules: AccessRule[]): Keys | ClientKeys;
	/** Runs a workflow with that credential. */
	run(file: WorkflowFile, input?: INodeExecutionData[], keys?: Keys | ClientKeys): Promise<IRun>;
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
	const ownKeys = () => (authentication() === 'oAuth2' ? sandbox.client : sandbox.keys);
	const credential = (keys: Keys | ClientKeys = ownKeys()) => credentialFor(sandbox, keys);
	return {
		get engine() {
			return engine;
		},
		get sandbox() {
			return sandbox;
		},
		credential,
		limited: (rules) =>
			authentication() === 'oAuth2'
				? sandbox.serviceAccounts.add([{ resources: ['*'], actions: actionsOf(rules) }])
				: sandbox.addToken({ rules }),
		run: async (file, input, keys) => await engine.run(file, credential(keys), input),
	};
}

/** The IAM actions of the routes that rules cover. */
function actionsOf(rules: AccessRule[]): string[] {
	return apiSchema.routes
		.filter(({ method, path }) => isGranted(rules, method, path))
		.flatMap(({ iamActions = [] }) => iamActions);
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
