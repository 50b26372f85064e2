/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { type ChildProcess, spawn } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const CLI = join(__dirname, '..', '..', '..', 'tools', 'n8n', 'installCli.ts');

/**
 * A cache folder, and an `npm` in front of the real one that only notes what it is asked, since
 * the real installation takes minutes and gigabytes.
 */
export class PretendNpm {
	private readonly folder = mkdtempSync(join(tmpdir(), 'pretend-npm-'));
	private readonly notes = join(this.folder, 'calls');

	/** @param seconds how long an installation takes */
	constructor(seconds: number) {
		const program = join(this.folder, 'bin', 'npm');
		const node = `node_modules/node-${process.platform}-${process.arch}/bin`;
		mkdirSync(join(this.folder, 'bin'));
		writeFileSync(
			program,
			`#!/bin/sh
echo "$1 $(ls node_modules 2>/dev/null | tr '\\n' ' ')" >> '${this.notes}'
mkdir -p node_modules/half ${node}
touch ${node}/node
sleep ${seconds}
`,
		);
		chmodSync(program, 0o755);
	}

	/** Each `npm install`, with the packages that were there when it began. */
	get installs(): string[] {
		if (!existsSync(this.notes)) return [];
		return readFileSync(this.notes, 'utf8')
			.trimEnd()
			.split('\n')
			.map((line) => line.trim())
			.filter((line) => line.startsWith('install'));
	}

	/** Starts an installation in a process of its own. */
	install(version: string): { child: ChildProcess; ended: Promise<string> } {
		const child = spawn(process.execPath, ['--import', 'tsx', CLI, version], {
			env: {
				...process.env,
				XDG_CACHE_HOME: join(this.folder, 'cache'),
				PATH: `${join(this.folder, 'bin')}${delimiter}${process.env.PATH}`,
			},
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let said = '';
		child.stdout.on('data', (data: Buffer) => {
			said += data.toString('utf8');
		});
		return { child, ended: new Promise((resolve) => child.on('exit', () => resolve(said))) };
	}
}
