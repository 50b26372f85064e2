/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { n8nEnvironment } from './environment';
import type { InstalledN8n } from './install';
import { freePort } from './ports';

const END_WITH_STARTER = join(__dirname, 'endWithStarter.cjs');
const START_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 20_000;

interface Ports {
	n8n: number;
	broker: number;
}

/** A running n8n with a user folder of its own. */
export class N8nServer {
	private child?: ChildProcess;

	private constructor(
		private readonly n8n: InstalledN8n,
		readonly userFolder: string,
		private readonly ports: Ports,
		private readonly logFile: string,
		private readonly settings: NodeJS.ProcessEnv,
	) {}

	/**
	 * Starts n8n and waits until it answers.
	 * @param userFolder what it knows: made by n8n where it is empty
	 * @param options `port`: a free one by default; `log`: the file for n8n's log, in the user folder
	 *   by default; `settings`: further environment variables
	 */
	static async start(
		n8n: InstalledN8n,
		userFolder: string,
		options: { port?: number; log?: string; settings?: NodeJS.ProcessEnv } = {},
	): Promise<N8nServer> {
		const ports = { n8n: options.port ?? (await freePort()), broker: await freePort() };
		const server = new N8nServer(
			n8n,
			userFolder,
			ports,
			options.log ?? join(userFolder, 'n8n.log'),
			options.settings ?? {},
		);
		await server.start();
		return server;
	}

	get url(): string {
		return `http://127.0.0.1:${this.ports.n8n}`;
	}

	get version(): string {
		return this.n8n.version;
	}

	/** The last lines that n8n has logged. */
	logged(lines = 40): string {
		if (!existsSync(this.logFile)) return '';
		return readFileSync(this.logFile, 'utf8').split('\n').slice(-lines).join('\n');
	}

	/** Ends n8n and starts it again, with the same user folder. */
	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/** Ends n8n: by asking first, after some time without. */
	async stop(): Promise<void> {
		const { child } = this;
		this.child = undefined;
		if (!child || hasEnded(child)) return;
		const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
		child.kill('SIGTERM');
		const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
		await ended;
		clearTimeout(late);
	}

	private async start(): Promise<void> {
		// Written by n8n itself: it does not get over losing a log that its starter writes.
		const log = openSync(this.logFile, 'a');
		const child = spawn(this.n8n.node, ['--require', END_WITH_STARTER, this.n8n.program, 'start'], {
			cwd: this.userFolder,
			env: {
				...n8nEnvironment(this.userFolder, dirname(this.n8n.node)),
				N8N_PORT: String(this.ports.n8n),
				N8N_RUNNERS_BROKER_PORT: String(this.ports.broker),
				...this.settings,
			},
			stdio: ['pipe', log, log],
		});
		closeSync(log);
		this.child = child;
		await this.ready(child);
	}

	private async ready(child: ChildProcess): Promise<void> {
		for (const start = Date.now(); Date.now() - start < START_WITHIN_MS; await wait(200)) {
			if (hasEnded(child)) throw new Error(`n8n ended while it started:\n${this.logged()}`);
			const answers =
				(await this.answers('/healthz/readiness')) && (await this.answers('/rest/settings'));
			if (answers) return;
		}
		await this.stop();
		throw new Error(`n8n did not get ready:\n${this.logged()}`);
	}

	/** Older lines call themselves ready before they answer anything else. */
	private async answers(path: string): Promise<boolean> {
		return await fetch(`${this.url}${path}`).then(
			({ ok }) => ok,
			() => false,
		);
	}
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}
