/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { type ChildProcess, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const SAYS_WITHIN_MS = 180_000;
const ENDS_WITHIN_MS = 60_000;

/** A program in a process group of its own, as a terminal starts it. */
export class Terminal {
	private said = '';
	private readonly child: ChildProcess;

	constructor(command: string, args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }) {
		this.child = spawn(command, args, {
			...options,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const read = (data: Buffer): void => {
			this.said += data.toString('utf8');
		};
		this.child.stdout?.on('data', read);
		this.child.stderr?.on('data', read);
	}

	/** Everything that the program has printed. */
	get output(): string {
		return this.said;
	}

	/** Waits until the program has printed a text. */
	async says(text: string): Promise<void> {
		for (const start = Date.now(); !this.said.includes(text); await wait(100)) {
			if (Date.now() - start > SAYS_WITHIN_MS || this.child.exitCode !== null) {
				throw new Error(`The program did not print "${text}":\n${this.said}`);
			}
		}
	}

	/** Waits until the program has ended by itself; gives its exit code. */
	async ended(): Promise<number | null> {
		for (const start = Date.now(); this.child.exitCode === null; await wait(100)) {
			if (Date.now() - start > ENDS_WITHIN_MS) throw new Error(`Still running:\n${this.said}`);
		}
		return this.child.exitCode;
	}

	/** Ctrl+C: the signal goes to the program and to everything that it has started. */
	interrupt(): void {
		this.signal('SIGINT');
	}

	/** As a process manager does: the signal goes to npm alone. */
	endNpm(): void {
		this.child.kill('SIGTERM');
	}

	/** Waits until nothing that the program has started is left. */
	async isEmpty(): Promise<boolean> {
		for (const start = Date.now(); Date.now() - start < ENDS_WITHIN_MS; await wait(100)) {
			if (!this.signal(0)) return true;
		}
		return false;
	}

	/** Ends whatever is left, without asking. */
	close(): void {
		this.signal('SIGKILL');
	}

	/** Whether anything was there to get it. */
	private signal(signal: NodeJS.Signals | 0): boolean {
		try {
			process.kill(-(this.child.pid ?? 0), signal);
			return true;
		} catch (error) {
			return (error as NodeJS.ErrnoException).code !== 'ESRCH';
		}
	}
}

/**
 * `npm run dev` for a user with another home directory, and with settings of their own n8n in the
 * environment. What is installed in the cache serves here, too.
 */
export function devTerminal(checkout: string, home: string, options: string[]): Terminal {
	return new Terminal('npm', ['run', 'dev', '--', ...options], {
		cwd: checkout,
		env: {
			...process.env,
			// Jest's: programs print less for tests.
			NODE_ENV: undefined,
			HOME: home,
			XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
			N8N_USER_FOLDER: home,
			DB_TYPE: 'postgresdb',
		},
	});
}
