/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { n8nEnvironment } from './environment';
import type { InstalledN8n } from './install';

const END_WITH_STARTER = join(__dirname, 'endWithStarter.cjs');
const START_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 20_000;

/** How a process of n8n is started. */
export interface N8nStart {
	n8n: InstalledN8n;
	/** Its own, with the installed package. */
	userFolder: string;
	/** n8n's command and its flags. */
	command: string[];
	settings: NodeJS.ProcessEnv;
	/** The file for its log, which is appended to. */
	logFile: string;
	/** These addresses answer when it is ready. */
	readyAt: string[];
}

/** A process of n8n: the server itself, or a worker. */
export class N8nProcess {
	private child?: ChildProcess;

	constructor(private readonly how: N8nStart) {}

	/** Of the running process; 0 when it does not run. */
	get pid(): number {
		return this.child?.pid ?? 0;
	}

	/** The last lines that it has logged. */
	logged(lines = 40): string {
		if (!existsSync(this.how.logFile)) return '';
		return readFileSync(this.how.logFile, 'utf8').split('\n').slice(-lines).join('\n');
	}

	/** Starts it and waits until it is ready. */
	async start(): Promise<void> {
		const { n8n, userFolder, command, settings, logFile } = this.how;
		// Written by n8n itself: it does not get over losing a log that its starter writes.
		const log = openSync(logFile, 'a');
		const child = spawn(n8n.node, ['--require', END_WITH_STARTER, n8n.program, ...command], {
			cwd: userFolder,
			env: { ...n8nEnvironment(userFolder, dirname(n8n.node)), ...settings },
			stdio: ['pipe', log, log],
		});
		closeSync(log);
		this.child = child;
		await this.ready(child);
	}

	/** Ends it: by asking first, after some time without. */
	async stop(): Promise<void> {
		const { child } = this;
		if (!child || hasEnded(child)) return;
		const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
		await this.end('SIGTERM');
		clearTimeout(late);
	}

	/** Ends it as a crash or a power cut does: it can finish nothing. */
	async kill(): Promise<void> {
		await this.end('SIGKILL');
	}

	private async end(signal: NodeJS.Signals): Promise<void> {
		const { child } = this;
		this.child = undefined;
		if (!child || hasEnded(child)) return;
		const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
		child.kill(signal);
		await ended;
	}

	private async ready(child: ChildProcess): Promise<void> {
		for (const start = Date.now(); Date.now() - start < START_WITHIN_MS; await wait(200)) {
			if (hasEnded(child)) throw new Error(`n8n ended while it started:\n${this.logged()}`);
			if (await allAnswer(this.how.readyAt)) return;
		}
		await this.stop();
		throw new Error(`n8n did not get ready:\n${this.logged()}`);
	}
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

async function allAnswer(urls: string[]): Promise<boolean> {
	for (const url of urls) {
		const answers = await fetch(url).then(
			({ ok }) => ok,
			() => false,
		);
		if (!answers) return false;
	}
	return true;
}
