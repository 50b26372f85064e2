/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { Command } from 'commander';
import { consola } from 'consola';
import { box } from 'consola/utils';
import open from 'open';

import { type Sandbox, startSandbox } from '../../sandbox';
import { example, exampleNames } from '../../test/helpers/examples';
import { holdLock, isLocked, keptFolder } from '../n8n/cache';
import { installN8n } from '../n8n/install';
import { installPackage, packPackage } from '../n8n/package';
import { OWNER, secretsOf } from '../n8n/owner';
import { isFree } from '../n8n/ports';
import { N8nRest } from '../n8n/rest';
import { N8nServer } from '../n8n/server';
import { buildPackage, onSourceChange } from '../n8n/watch';
import { saveSandboxCredential } from './credential';
import { onceEnded } from './end';
import { executionPage } from './executions';
import { publishTriggersAgain } from './reregister';
import { keepAtTop, onKeys } from './screen';

interface Options {
	port: string;
	sandboxPort: string;
	userFolder?: string;
}

const RUNNING = '`npm run dev` is running already, with this user folder.';
const KEYS = 'Keys: o opens n8n, p the phones, h shows this again, q ends everything.';

/** That an SMS waits, so that one sees it among the pending jobs and hardly notices. */
const SENDING_DELAY_MS = 1000;

/** Between an SMS and its delivery, so that one sees both. */
const DELIVERY_DELAY_MS = 5000;

const ONLY_LOCAL_HOST = join(__dirname, '..', 'n8n', 'onlyLocalHost.cjs');

const SETTINGS = {
	/** Otherwise n8n schedules and shows times in New York's. */
	GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
	/** The lists of verified packages and of MCP servers are asked of n8n's makers. */
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
	NODE_OPTIONS: `--require ${JSON.stringify(ONLY_LOCAL_HOST)}`,
};

const program = new Command('dev')
	.description('n8n with this node and the sandbox, in a user folder of their own')
	.option('--port <number>', 'port of n8n', '5679')
	.option('--sandbox-port <number>', 'port of the sandbox', '8090')
	.option('--user-folder <path>', 'what n8n knows is kept there (default: in the cache folder)')
	.action(dev);

program.parseAsync().catch((error: unknown) => {
	consola.error(error instanceof Error ? error.message : error);
	process.exit(1);
});

async function dev({ port, sandboxPort, userFolder = keptFolder('dev') }: Options): Promise<void> {
	if (!(await isFree(Number(port))) && (await isLocked(userFolder))) throw new Error(RUNNING);
	await refuseTaken(port, '--port');
	await refuseTaken(sandboxPort, '--sandbox-port');
	const { password, encryptionKey } = secretsOf(userFolder);
	const owner = { ...OWNER, password };
	await holdLock(userFolder, RUNNING);
	const n8n = await installN8n((line) => consola.start(line));
	const url = `http://127.0.0.1:${port}`;
	const rest = new N8nRest(url, owner);
	const sandbox = await startSandbox({
		port: Number(sandboxPort),
		sendingDelayMs: SENDING_DELAY_MS,
		deliveryDelayMs: DELIVERY_DELAY_MS,
		log: (line) => consola.log(line),
		executionAt: async (at) => await executionPage(rest, at),
	});
	consola.start('Installing the package into n8n');
	await install(userFolder);
	consola.start(`Starting n8n ${n8n.version}`);
	const server = await N8nServer.start(n8n, userFolder, {
		port: Number(port),
		settings: { ...SETTINGS, N8N_ENCRYPTION_KEY: encryptionKey },
	});
	let leaveScreen = (): void => undefined;
	const end = onceEnded(async () => {
		leaveScreen();
		await server.stop();
		await sandbox.close();
	});
	await furnish(rest, sandbox);
	const introduction = box(
		[
			`n8n      ${server.url}/home/workflows`,
			`         ${owner.email}, password ${owner.password}`,
			`phones   ${sandbox.pageUrl}`,
			`sandbox  ${sandbox.baseUrl}`,
			'',
			'The credential and the example workflows are ready.',
			'Workflows are kept for the next time; messages and credits start anew.',
			`To start afresh, end this and delete ${userFolder}`,
			'Changes of the sources are built and loaded. Ctrl+C ends everything.',
			KEYS,
		].join('\n'),
	);
	leaveScreen = keepAtTop(introduction, (text) => consola.log(text));
	onKeys({
		o: () => show(server.url),
		p: () => show(sandbox.pageUrl),
		h: () => consola.log(introduction),
		q: end,
	});
	onSourceChange(async () => await reload(server, userFolder));
}

/** npm remembers where the package came from, so it is kept there. */
async function install(userFolder: string): Promise<void> {
	const packed = join(userFolder, 'packed');
	rmSync(packed, { recursive: true, force: true });
	mkdirSync(packed, { recursive: true });
	await installPackage(userFolder, await packPackage(undefined, packed));
}

/** In a browser; where there is none, the address is printed. */
function show(address: string): void {
	open(address).catch(() => consola.info(address));
}

async function refuseTaken(port: string, option: string): Promise<void> {
	if (await isFree(Number(port))) return;
	throw new Error(
		`Port ${port} is taken by another program. Choose another one: npm run dev -- ${option} ${Number(port) + 1}`,
	);
}

/** Owner, credential and examples, as far as they are not there from the last time. */
async function furnish(rest: N8nRest, sandbox: Sandbox): Promise<void> {
	await rest.signIn();
	const credential = await saveSandboxCredential(rest, sandbox);
	const known = (await rest.workflows()).map(({ name }) => name);
	for (const file of exampleNames().map(example)) {
		if (!known.includes(file.name)) await rest.importWorkflow(file, credential);
	}
	const published = await publishTriggersAgain(rest, sandbox, (workflow, reason) => {
		consola.warn(
			`"${workflow}" does not hear of the sandbox: publish it again by hand.\n${reason}`,
		);
	});
	for (const name of published) consola.success(`"${name}" is registered on the fresh sandbox`);
}

async function reload(server: N8nServer, userFolder: string): Promise<void> {
	consola.start('Sources have changed: building');
	try {
		await buildPackage();
		await install(userFolder);
		await server.restart();
		consola.success('n8n runs the new version');
	} catch (error) {
		consola.error(error);
	}
}
