/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

import { type InstalledN8n, runProgram } from './install';

const PROJECT = join(__dirname, '..', '..', '..');

/** Nothing that calls home, no greetings, and everything on this machine. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	N8N_RUNNERS_MODE: 'internal',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
};

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

/** Packs the built package, and installs it into a user folder as n8n does for its users. */
export async function installPackage(userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	mkdirSync(nodes, { recursive: true });
	const manifest = join(nodes, 'package.json');
	if (!existsSync(manifest))
		writeFileSync(manifest, '{ "name": "installed-nodes", "private": true }\n');
	await runProgram('npm', ['pack', '--ignore-scripts', '--pack-destination', nodes], {
		cwd: PROJECT,
	});
	const tarball = readdirSync(nodes).find((file) => file.endsWith('.tgz'));
	if (!tarball) throw new Error('npm pack made no package');
	const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
	await runProgram('npm', ['install', ...flags, `./${tarball}`], { cwd: nodes });
}

/**
 * No n8n stays behind when its starter is ended. At once and for good: its log is written by the
 * starter, and n8n does not get over losing it while it shuts down by itself.
 */
function endWithThisProcess(child: ChildProcess): void {
	process.once('exit', () => child.kill('SIGKILL'));
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => process.exit(0));
	}
}

/** A running n8n with a user folder of its own. */
export class N8nServer {
	private child?: ChildProcess;

	private constructor(
		private readonly n8n: InstalledN8n,
		private readonly userFolder: string,
		private readonly port: number,
		private readonly brokerPort: number,
	) {}

	static async start(n8n: InstalledN8n, userFolder: string, port?: number): Promise<N8nServer> {
		const server = new N8nServer(n8n, userFolder, port ?? (await freePort()), await freePort());
		await server.start();
		return server;
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Ends n8n and starts it again, with the same user folder. */
	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	async stop(): Promise<void> {
		const { child } = this;
		this.child = undefined;
		if (!child || child.exitCode !== null) return;
		await new Promise<void>((resolve) => {
			child.once('exit', () => resolve());
			child.kill('SIGTERM');
		});
	}

	private async start(): Promise<void> {
		const log = join(this.userFolder, 'n8n.log');
		const child = spawn(this.n8n.node, [this.n8n.program, 'start'], {
			env: {
				...process.env,
				...QUIET,
				PATH: `${dirname(this.n8n.node)}:${process.env.PATH}`,
				N8N_USER_FOLDER: this.userFolder,
				N8N_ENCRYPTION_KEY: 'only-for-trying',
				N8N_PORT: String(this.port),
				N8N_RUNNERS_BROKER_PORT: String(this.brokerPort),
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.child = child;
		endWithThisProcess(child);
		const write = (data: Buffer): void => appendFileSync(log, data);
		child.stdout?.on('data', write);
		child.stderr?.on('data', write);
		await this.ready(child, log);
	}

	private async ready(child: ChildProcess, log: string): Promise<void> {
		for (let tries = 0; tries < 240; tries++) {
			if (child.exitCode !== null) throw new Error(`n8n ended while starting, see ${log}`);
			const answers = await fetch(`${this.url}/healthz/readiness`).then(
				({ ok }) => ok,
				() => false,
			);
			if (answers) return;
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
		await this.stop();
		throw new Error(`n8n did not get ready, see ${log}`);
	}
}
