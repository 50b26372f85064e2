/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync, spawnSync } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(__dirname, '..', '..');
const shell = process.platform === 'win32';

/** What all nodes and credentials share, built into one file that they require. */
export const SHARED_FILE = 'dist/shared.js';

export interface Manifest {
	name: string;
	license: string;
	keywords: string[];
	files: string[];
	scripts: Record<string, string>;
	dependencies?: Record<string, string>;
	devDependencies: Record<string, string>;
	peerDependencies: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; strict: boolean; credentials: string[]; nodes: string[] };
}

/** Where a file of the project is on this machine. */
export function projectPath(file: string): string {
	return path.join(root, file);
}

export function readProjectFile(file: string): string {
	return readFileSync(projectPath(file), 'utf8');
}

/** The TypeScript in a folder and below. */
export function sourcesIn(folder: string): string[] {
	return readdirSync(projectPath(folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => readProjectFile(path.join(folder, file)));
}

export function readManifest(): Manifest {
	return JSON.parse(readProjectFile('package.json')) as Manifest;
}

/** Every module that a built file requires or imports, read by a parser and not by a pattern. */
export async function requiredModules(file: string): Promise<string[]> {
	const { metafile } = await build({
		absWorkingDir: root,
		entryPoints: [file],
		bundle: true,
		write: false,
		format: 'cjs',
		platform: 'neutral',
		logLevel: 'silent',
		metafile: true,
		plugins: [
			{
				name: 'report-imports',
				setup({ onResolve }) {
					onResolve({ filter: /.*/ }, ({ kind, path: name }) =>
						kind === 'entry-point' ? undefined : { path: name, external: true },
					);
				},
			},
		],
	});
	return Object.values(metafile.outputs).flatMap(({ imports }) => imports.map((used) => used.path));
}

export function isBuiltinModule(name: string): boolean {
	return builtinModules.includes(name.replace(/^node:/, ''));
}

export interface LoadedClass {
	exports: string[];
	className: string;
	/** `name` of the credential type, or of the node's description. */
	typeName: string;
}

/**
 * Loads a built file as n8n does: in a directory with this package's `dist` and `n8n-workflow`, and
 * nothing else to fall back on. The class is named after the file.
 */
export function loadInstalled(file: string): LoadedClass {
	const { name } = readManifest();
	const temporary = mkdtempSync(path.join(tmpdir(), 'installed-'));
	try {
		const modules = path.join(temporary, 'node_modules');
		mkdirSync(modules);
		cpSync(path.join(root, 'dist'), path.join(modules, name, 'dist'), { recursive: true });
		const workflow = path.join('node_modules', 'n8n-workflow');
		symlinkSync(path.join(root, workflow), path.join(temporary, workflow), 'junction');
		const script = `
			const loaded = require(${JSON.stringify(path.join(modules, name, file))});
			const Loaded = loaded[${JSON.stringify(path.basename(file).split('.')[0])}];
			const instance = new Loaded();
			process.stdout.write(JSON.stringify({
				exports: Object.keys(loaded),
				className: Loaded.name,
				typeName: instance.description?.name ?? instance.name,
			}));
		`;
		const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
			cwd: temporary,
			encoding: 'utf8',
		});
		if (status !== 0) throw new Error(`${file} does not load:\n${stderr}`);
		return JSON.parse(stdout) as LoadedClass;
	} finally {
		rmSync(temporary, { recursive: true, force: true });
	}
}

export interface Tarball {
	size: number;
	files: string[];
}

/** What `npm publish` would upload. */
export function packTarball(): Tarball {
	const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		shell,
	});
	const [{ size, files }] = JSON.parse(output) as Array<{
		size: number;
		files: Array<{ path: string }>;
	}>;
	return { size, files: files.map((file) => file.path) };
}

export function runScript(
	file: string,
	...args: string[]
): { status: number | null; output: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, file), ...args], {
		cwd: root,
		encoding: 'utf8',
		// Jest's: n8n's linter rules look at made-up file names in tests.
		env: { ...process.env, NODE_ENV: undefined },
	});
	return { status, output: stdout + stderr };
}

/** What the scan says of a tarball with these files. */
export function scanOf(files: Record<string, string>): { status: number | null; output: string } {
	const temporary = mkdtempSync(path.join(tmpdir(), 'scanned-'));
	try {
		for (const [name, text] of Object.entries(files)) {
			const file = path.join(temporary, 'package', name);
			mkdirSync(path.dirname(file), { recursive: true });
			writeFileSync(file, text);
		}
		execFileSync('tar', ['-czf', 'scanned.tgz', 'package'], { cwd: temporary });
		return runScript('tools/lint/scan.mjs', path.join(temporary, 'scanned.tgz'));
	} finally {
		rmSync(temporary, { recursive: true, force: true });
	}
}
