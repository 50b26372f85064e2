/**
 * Fails when a known hole is in a library that the package carries inside, by the list that the
 * build has written. What is only used to build and test it does not reach anybody. A registry that
 * does not answer is no hole: that is said, and passes.
 * Expects a build (`npm run audit` makes one).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');

/** Milliseconds that npm may take, with its own tries. */
const TIMEOUT = 120_000;

/** The name and version of each library inside the package. */
function bundled() {
	const { components } = JSON.parse(readFileSync(path.join(root, 'dist/sbom.cdx.json'), 'utf8'));
	if (components.length === 0) throw new Error('dist/sbom.cdx.json names no library');
	return components.map(({ group, name, version }) => [group ? `${group}/${name}` : name, version]);
}

/** What npm says of a project that depends on these very versions, and on nothing else. */
function audit(libraries) {
	const folder = mkdtempSync(path.join(tmpdir(), 'audit-'));
	const write = (file, content) =>
		writeFileSync(path.join(folder, file), JSON.stringify({ name: 'bundled', ...content }));
	const dependencies = Object.fromEntries(libraries);
	const installed = libraries.map(([name, version]) => [`node_modules/${name}`, { version }]);
	const packages = Object.fromEntries([['', { dependencies }], ...installed]);
	write('package.json', { dependencies });
	write('package-lock.json', { lockfileVersion: 3, packages });
	try {
		const { stdout } = spawnSync('npm', ['audit', '--package-lock-only', '--json'], {
			cwd: folder,
			encoding: 'utf8',
			timeout: TIMEOUT,
			shell: process.platform === 'win32',
		});
		return JSON.parse(stdout || '{}');
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const libraries = bundled();
const { vulnerabilities, message = 'nothing came back' } = audit(libraries);
if (vulnerabilities === undefined) {
	console.warn(`Not audited, since the registry does not answer it: ${message}`);
} else {
	const holes = Object.values(vulnerabilities).flatMap(({ name, via }) =>
		via.map((found) => `${name}: ${found.severity}, ${found.title}, ${found.url}`),
	);
	for (const hole of holes) console.error(hole);
	console.log(`${libraries.length} libraries inside the package, ${holes.length} known holes`);
	process.exitCode = holes.length > 0 ? 1 : 0;
}
