/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The n8n that this package is tried with, and the Node that it needs. */
export const N8N_VERSION = '2.41.1';
const NODE_VERSION = '24.21.0';
const NODE_MAJOR = 24;

/** An installed n8n, ready to be started. */
export interface InstalledN8n {
	/** The Node that runs it. */
	node: string;
	/** Its command line program. */
	program: string;
	version: string;
}

/** Installed versions are kept here, outside the checkout. */
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-ovh-sms');

/** A folder of the cache for a user folder of n8n that is kept from one start to the next. */
export function keptFolder(name: string): string {
	const folder = join(CACHE, name);
	mkdirSync(folder, { recursive: true });
	return folder;
}

/** Runs a program to its end; its output goes to `log` line by line. */
export async function runProgram(
	command: string,
	args: string[],
	options: { cwd: string; env?: NodeJS.ProcessEnv; log?: (line: string) => void },
): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: options.cwd,
			env: { ...process.env, ...options.env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const tail: string[] = [];
		const read = (data: Buffer): void => {
			for (const line of data.toString('utf8').split('\n').filter(Boolean)) {
				tail.push(line);
				options.log?.(line);
			}
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.on('error', reject);
		child.on('close', (code) => {
			if (code === 0) return resolve();
			reject(new Error(`${command} ${args.join(' ')} failed:\n${tail.slice(-20).join('\n')}`));
		});
	});
}

/**
 * Installs n8n once, into the cache: about three minutes and 2.8 GB. Without the install scripts,
 * since they fetch programs from elsewhere; only SQLite's driver has to be built.
 */
export async function installN8n(
	tell: (line: string) => void = () => undefined,
	version = N8N_VERSION,
): Promise<InstalledN8n> {
	const folder = join(CACHE, `n8n-${version}`);
	const done = join(folder, 'installed');
	const ownNode = Number(process.versions.node.split('.')[0]) === NODE_MAJOR;
	const nodePackage = `node-${process.platform}-${process.arch}`;
	const node = ownNode
		? process.execPath
		: join(folder, 'node_modules', nodePackage, 'bin', 'node');
	const program = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	if (!existsSync(done)) {
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
		tell(`Installing n8n ${version} into ${folder}: this takes some minutes, once.`);
		const packages = [`n8n@${version}`, ...(ownNode ? [] : [`${nodePackage}@${NODE_VERSION}`])];
		await runProgram(
			'npm',
			['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages],
			{
				cwd: folder,
			},
		);
		tell('Building the SQLite driver');
		const PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;
		await runProgram('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
			cwd: folder,
			env: { PATH },
		});
		writeFileSync(done, '');
	}
	return { node, program, version };
}
