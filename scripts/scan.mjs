/**
 * n8n's scanner for community packages, offline: on the sources and on the tarball that npm would
 * publish. Expects a build (`npm run scan` makes one).
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const MAX_TARBALL_BYTES = 400 * 1024;
/** npm adds README, LICENSE and package.json by itself, the rest is `files` of package.json. */
const PUBLISHED = /^(dist\/.+|README\.md|LICENSE|CHANGELOG\.md|package\.json)$/;
const NEVER_PUBLISHED = /\.(ts|map|tsbuildinfo)$|^dist\/(test|sandbox|examples)\//;

const temporary = mkdtempSync(path.join(tmpdir(), 'scan-'));
let failed = false;

function report(name, problems) {
	failed ||= problems.length > 0;
	console.log(`${problems.length > 0 ? '✖' : '✔'} ${name}`);
	for (const problem of problems) console.log(problem);
}

function pack() {
	const output = execFileSync(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', temporary],
		{ cwd: root, encoding: 'utf8', shell: process.platform === 'win32' },
	);
	const [{ filename, size, files }] = JSON.parse(output);
	const directory = path.join(temporary, 'package');
	mkdirSync(directory);
	// Relative names: a Windows path with its colon would look like a remote host to tar.
	execFileSync('tar', ['-xzf', filename], { cwd: temporary });
	return { directory, size, files: files.map((file) => file.path) };
}

function checkContents({ directory, size, files }) {
	const { n8n } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
	const problems = [];
	if (size > MAX_TARBALL_BYTES) {
		problems.push(`  ${size} bytes, the limit is ${MAX_TARBALL_BYTES}`);
	}
	for (const file of files) {
		if (!PUBLISHED.test(file) || NEVER_PUBLISHED.test(file)) problems.push(`  unexpected: ${file}`);
	}
	for (const file of ['README.md', 'LICENSE', ...n8n.credentials, ...n8n.nodes]) {
		if (!files.includes(file)) problems.push(`  missing: ${file}`);
	}
	return problems;
}

try {
	// The scanner leaves a temporary directory behind; inside ours it is removed with it.
	process.env.TMPDIR = temporary;
	const { analyzePackage, SOURCE_FILE_PATTERNS } =
		await import('@n8n/scan-community-package/scanner/scanner.mjs');
	const analyze = async (directory, patterns) => {
		const { passed, message, details } = await analyzePackage(directory, patterns);
		return passed ? [] : [details ?? message];
	};

	report('scanner: sources', await analyze(root, SOURCE_FILE_PATTERNS));

	const tarball = pack();
	report(
		`tarball: ${tarball.files.length} files, ${(tarball.size / 1024).toFixed(1)} KB`,
		checkContents(tarball),
	);
	report('scanner: tarball', await analyze(tarball.directory, ['**/*.js', 'package.json']));
} finally {
	rmSync(temporary, { recursive: true, force: true });
}

process.exitCode = failed ? 1 : 0;
