/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runProgram } from './program';

const PROJECT = join(__dirname, '..', '..');
const NAME = 'n8n-nodes-ovh-sms';
const QUIET = ['--no-audit', '--no-fund'];

/**
 * Packs the built package as it would be published; gives the path of the tarball.
 * @param folder where it is put; an own one by default, which the caller removes
 */
export async function packPackage(
	from = PROJECT,
	folder = mkdtempSync(join(tmpdir(), 'packed-')),
): Promise<string> {
	await runProgram('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
		cwd: from,
	});
	const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
	if (!tarball) throw new Error('npm pack made no package');
	return join(folder, tarball);
}

/** Packs a copy of the built package that only differs in its version. */
export async function packVersion(version: string): Promise<string> {
	const copy = mkdtempSync(join(tmpdir(), 'version-'));
	for (const part of ['dist', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
		cpSync(join(PROJECT, part), join(copy, part), { recursive: true });
	}
	const manifest = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as object;
	writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...manifest, version }));
	return await packPackage(copy);
}

/** Installs a packed package into a user folder of n8n, where n8n puts those of its users. */
export async function installPackage(userFolder: string, tarball: string): Promise<void> {
	const nodes = nodesFolder(userFolder);
	const manifest = join(nodes, 'package.json');
	if (!existsSync(manifest)) {
		writeFileSync(manifest, '{ "name": "installed-nodes", "private": true }\n');
	}
	// Or npm keeps what it has when the version is the same.
	for (const old of ['package-lock.json', 'node_modules']) {
		rmSync(join(nodes, old), { recursive: true, force: true });
	}
	await runProgram(
		'npm',
		['install', '--ignore-scripts', '--legacy-peer-deps', ...QUIET, tarball],
		{ cwd: nodes },
	);
}

/** Takes the package out of a user folder; everything else in it stays. */
export async function uninstallPackage(userFolder: string): Promise<void> {
	await runProgram('npm', ['uninstall', '--ignore-scripts', ...QUIET, NAME], {
		cwd: nodesFolder(userFolder),
	});
}

/** The version that is installed in a user folder. */
export function installedVersion(userFolder: string): string | undefined {
	const manifest = join(nodesFolder(userFolder), 'node_modules', NAME, 'package.json');
	if (!existsSync(manifest)) return undefined;
	return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function nodesFolder(userFolder: string): string {
	const nodes = join(userFolder, '.n8n', 'nodes');
	mkdirSync(nodes, { recursive: true });
	return nodes;
}
