import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { type Keys, type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox';
import { credentialFor } from '../credentialFor';
import type { WorkflowFile } from '../engine';
import { logOf } from './artifacts';
import { ground, newUserFolder } from './ground';
import { N8nRest, type Saved, type SavedWorkflow } from '../../../tools/n8n/rest';
import { N8nServer } from '../../../tools/n8n/server';

/** An n8n server for the tests of a file, and a fresh sandbox for each test. */
export interface N8nStage {
	readonly server: N8nServer;
	/** Signed in as the owner. */
	readonly rest: N8nRest;
	readonly sandbox: Sandbox;
	/** The saved credential of the sandbox. */
	readonly credential: Saved;
	/** What a user of the sandbox would fill in. */
	fields(keys?: Partial<Keys>): ICredentialDataDecryptedObject;
	/** Imports a workflow with the credential. */
	importWorkflow(file: WorkflowFile): Promise<SavedWorkflow>;
}

/** Starts the n8n of this test run; its log is shown where a test of this file fails. */
async function startServer(userFolder = newUserFolder()): Promise<N8nServer> {
	const { testPath = 'n8n' } = expect.getState();
	return await N8nServer.start(ground().n8n, userFolder, { log: logOf(testPath) });
}

/**
 * Sets the stage for the tests of a file.
 * @param start gives the n8n; whoever calls ends what else it has started
 */
export function setN8nStage(
	options: SandboxOptions = {},
	start: () => Promise<N8nServer> = startServer,
): N8nStage {
	let server: N8nServer | undefined;
	let rest: N8nRest;
	let sandbox: Sandbox;
	let credential: Saved;
	const fields = (keys: Partial<Keys> = {}) => credentialFor(sandbox, { ...sandbox.keys, ...keys });
	beforeAll(async () => {
		server = await start();
		rest = new N8nRest(server.url);
		await rest.signIn();
	});
	afterAll(async () => {
		await server?.stop();
	});
	beforeEach(async () => {
		sandbox = await startSandbox(options);
		credential = await rest.saveCredential('OVHcloud SMS sandbox', fields());
	});
	afterEach(async () => {
		await sandbox.close();
	});
	return {
		get server() {
			if (!server) throw new Error('n8n is not running');
			return server;
		},
		get rest() {
			return rest;
		},
		get sandbox() {
			return sandbox;
		},
		get credential() {
			return credential;
		},
		fields,
		importWorkflow: async (file) => await rest.importWorkflow(file, credential),
	};
}
