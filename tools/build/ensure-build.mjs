/**
 * Builds only if `dist` does not stem from the sources as they are now, so that tests, demo and scan
 * never run on a stale build and never build twice in a row.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');
const stamp = path.join(root, 'node_modules', '.cache', 'n8n-nodes-ovh-sms', 'build');
const INPUTS = [
	'credentials',
	'icons',
	'nodes',
	'src',
	'tools/build',
	'tools/schema',
	'gulpfile.js',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
];

function filesOf(relative) {
	const full = path.join(root, relative);
	if (!existsSync(full)) return [];
	if (/\.\w+$/.test(relative)) return [relative];
	return readdirSync(full, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
		.sort();
}

/** Contents, not dates: checking out another version must count as a change, touching a file not. */
function fingerprint() {
	const hash = createHash('sha256');
	for (const file of [...INPUTS, 'dist'].flatMap(filesOf)) {
		hash
			.update(`${file}\0`)
			.update(readFileSync(path.join(root, file)))
			.update('\0');
	}
	return hash.digest('hex');
}

const isFresh =
	existsSync(path.join(root, 'dist')) &&
	existsSync(stamp) &&
	readFileSync(stamp, 'utf8') === fingerprint();

if (!isFresh) {
	console.log('Building…');
	const { status, error, stdout, stderr } = spawnSync('npm', ['run', 'build'], {
		cwd: root,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	if (status !== 0) {
		console.error(stdout, stderr, error ?? '');
		process.exit(status ?? 1);
	}
	mkdirSync(path.dirname(stamp), { recursive: true });
	writeFileSync(stamp, fingerprint());
}
