/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const READY_WITHIN_MS = 30_000;

/** Debian keeps PostgreSQL's programs outside the PATH. */
const POSTGRES = '/usr/lib/postgresql';

/** A program that serves others, such as a database. */
export interface Service {
	port: number;
	stop: () => Promise<void>;
}

/**
 * Starts a program and waits until it says that it is ready. It ends with this process, however that
 * ends.
 * @param options `ready`: what its output then holds; `user`: who runs it, where that matters
 */
export async function startService(
	command: string,
	args: string[],
	options: { cwd: string; ready: RegExp; user?: UserIds },
): Promise<{ stop: Service['stop'] }> {
	const { cwd, ready, user } = options;
	const asUser = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
	const started = [...asUser, '--pdeathsig=KILL', program(command), ...args];
	const child = spawn('setpriv', started, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
	await saying(child, ready, command);
	return {
		stop: async () => {
			const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
			// PostgreSQL waits for its clients after SIGTERM, not after SIGINT.
			if (child.kill('SIGINT')) await ended;
		},
	};
}

export interface UserIds {
	uid: number;
	gid: number;
}

/** The full path of a program. @throws saying what is missing */
export function program(name: string): string {
	const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES).sort().reverse() : [];
	const folders = [
		...(process.env.PATH ?? '').split(delimiter),
		...versions.map((version) => join(POSTGRES, version, 'bin')),
	];
	const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
	if (found) return found;
	throw new Error(`"${name}" is missing: install Debian's redis-server and postgresql`);
}

async function saying(child: ChildProcess, ready: RegExp, name: string): Promise<void> {
	let said = '';
	await new Promise<void>((resolve, reject) => {
		const late = setTimeout(() => failed('did not get ready'), READY_WITHIN_MS);
		const failed = (how: string): void => {
			clearTimeout(late);
			child.kill('SIGKILL');
			reject(new Error(`${name} ${how}:\n${said}`));
		};
		const read = (data: Buffer): void => {
			said = (said + data.toString('utf8')).slice(-10_000);
			if (!ready.test(said)) return;
			clearTimeout(late);
			resolve();
		};
		child.stdout?.on('data', read);
		child.stderr?.on('data', read);
		child.once('error', ({ message }) => failed(message));
		child.once('exit', () => failed('ended'));
	});
}
