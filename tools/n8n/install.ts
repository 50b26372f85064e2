/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { keptFolder, withLock } from './cache';
import { runProgram } from './program';
import { LATEST, type N8nLine } from './versions';

/** The Node that is fetched where the machine's own does not suit n8n. */
const NODE_VERSION = '24.21.0';

/**
 * Older lines of n8n take this from an address outside the registry, which closed networks do not
 * reach. Only n8n's spreadsheet nodes use it.
 */
const REPLACED = { xlsx: '0.18.5' };

/** An installed n8n, ready to be started. */
export interface InstalledN8n {
	/** The Node that runs it. */
	node: string;
	/** Its command line program. */
	program: string;
	version: string;
}

/**
 * Installs n8n once, into the cache: some minutes and up to 2.8 GB. An installation that was
 * interrupted is done again from the beginning.
 */
export async function installN8n(
	tell: (line: string) => void = () => undefined,
	line: N8nLine = LATEST,
): Promise<InstalledN8n> {
	const folder = keptFolder(`n8n-${line.version}`);
	const ownNode = line.runsOn(Number(process.versions.node.split('.')[0]));
	const nodePackage = `node-${process.platform}-${process.arch}`;
	const installed = {
		node: ownNode ? process.execPath : join(folder, 'node_modules', nodePackage, 'bin', 'node'),
		program: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		version: line.version,
	};
	const done = join(folder, 'installed');
	const isDone = (): boolean => existsSync(done) && existsSync(installed.node);
	if (isDone()) return installed;
	await withLock(
		folder,
		async () => {
			if (isDone()) return;
			rmSync(done, { force: true });
			tell(`Installing n8n ${line.version} into ${folder}: this takes some minutes, once.`);
			const packages = [`n8n@${line.version}`];
			if (!ownNode) packages.push(`${nodePackage}@${NODE_VERSION}`);
			await install(folder, packages, installed.node, tell);
			writeFileSync(done, '');
		},
		() => tell(`Waiting for another process that installs n8n ${line.version}.`),
	);
	return installed;
}

/**
 * Without the install scripts, since they fetch programs from elsewhere; only SQLite's driver has
 * to be built.
 */
async function install(
	folder: string,
	packages: string[],
	node: string,
	tell: (line: string) => void,
): Promise<void> {
	for (const left of ['node_modules', 'package-lock.json']) {
		rmSync(join(folder, left), { recursive: true, force: true });
	}
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ private: true, overrides: REPLACED }),
	);
	const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	await timed(tell, 'still installing', async () => {
		await runProgram('npm', ['install', ...flags, ...packages], { cwd: folder });
	});
	tell('Building the SQLite driver');
	const PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;
	await timed(tell, 'still building', async () => {
		await runProgram('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
			cwd: folder,
			env: { PATH },
		});
	});
}

/** Shows that it goes on: npm says nothing by itself while it works without a terminal. */
async function timed(
	tell: (line: string) => void,
	text: string,
	act: () => Promise<void>,
): Promise<void> {
	const start = Date.now();
	const timer = setInterval(
		() => tell(`… ${text} (${Math.round((Date.now() - start) / 1000)} s)`),
		20_000,
	);
	try {
		await act();
	} finally {
		clearInterval(timer);
	}
}
