/**
 * n8n's scanner for community packages, offline: on the sources and on the tarball that npm would
 * publish, or on the one that is named. Expects a build (`npm run scan` makes one).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.join(import.meta.dirname, '..', '..');
const MAX_TARBALL_BYTES = 450 * 1024;
/** npm adds README, LICENSE and package.json by itself, the rest is `files` of package.json. */
const PUBLISHED = /^(dist\/.+|README\.md|LICENSE|CHANGELOG\.md|package\.json)$/;
const NEVER_PUBLISHED = /\.(ts|map|tsbuildinfo)$|^dist\/(test|sandbox|examples)\//;
const readJson = (...file) => JSON.parse(readFileSync(path.join(...file), 'utf8'));
/** What is inside the bundles. */
const SBOM = 'dist/sbom.cdx.json';
/** What must not stand in a published file. */
const NEVER_INSIDE = {
	'a source map': /\/[/*][#@] sourceMappingURL=/,
	'a path of this machine': `${root}${path.sep}`,
	'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
	'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/,
	...Object.fromEntries(
		Object.entries(readJson(root, 'sandbox', 'demo-keys.json')).map(([name, key]) => [
			`the sandbox's ${name}`,
			key,
		]),
	),
};

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
	return path.join(temporary, JSON.parse(output)[0].filename);
}

function unpack(tarball) {
	// A relative name: a Windows path with its colon would look like a remote host to tar.
	execFileSync('tar', ['-xzf', path.basename(tarball), '-C', temporary], {
		cwd: path.dirname(tarball),
	});
	const directory = path.join(temporary, 'package');
	const files = readdirSync(directory, { recursive: true, withFileTypes: true })
		.filter((entry) => !entry.isDirectory())
		.map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
		.map((file) => file.split(path.sep).join('/'));
	return { directory, size: statSync(tarball).size, files };
}

function checkContents({ directory, size, files }) {
	const { n8n } = readJson(directory, 'package.json');
	const problems = [];
	if (size > MAX_TARBALL_BYTES) {
		problems.push(`  ${size} bytes, the limit is ${MAX_TARBALL_BYTES}`);
	}
	for (const file of files) {
		if (!PUBLISHED.test(file) || NEVER_PUBLISHED.test(file)) problems.push(`  unexpected: ${file}`);
		const text = readFileSync(path.join(directory, file), 'utf8');
		for (const [name, sign] of Object.entries(NEVER_INSIDE)) {
			const isInside = typeof sign === 'string' ? text.includes(sign) : sign.test(text);
			if (isInside) problems.push(`  ${file} holds ${name}`);
		}
	}
	for (const file of ['README.md', 'LICENSE', SBOM, ...n8n.credentials, ...n8n.nodes]) {
		if (!files.includes(file)) problems.push(`  missing: ${file}`);
	}
	return problems;
}

/** n8n's rules for community nodes, in the version that a module gets. */
async function rulesFor(module) {
	const entry = createRequire(module).resolve('@n8n/eslint-plugin-community-nodes');
	const { n8nCommunityNodesPlugin } = await import(pathToFileURL(entry).href);
	const { version } = readJson(path.dirname(entry), '..', 'package.json');
	const { configs } = n8nCommunityNodesPlugin;
	return { version, configs, recommended: configs.recommended };
}

/**
 * Looks through a package with n8n's scanner, by its own rules and by those that n8n's linter has,
 * which are newer: the next scanner has them.
 */
async function scan(analyzePackage, name, directory, patterns) {
	const scanner = createRequire(import.meta.url).resolve(
		'@n8n/scan-community-package/package.json',
	);
	const own = await rulesFor(scanner);
	for (const rules of [own, await rulesFor(import.meta.url)]) {
		own.configs.recommended = rules.recommended;
		const { passed, message, details } = await analyzePackage(directory, patterns);
		report(`scanner, rules ${rules.version}: ${name}`, passed ? [] : [details ?? message]);
	}
	own.configs.recommended = own.recommended;
}

try {
	// The scanner leaves a temporary directory behind; inside ours it is removed with it.
	process.env.TMPDIR = temporary;
	const { analyzePackage, SOURCE_FILE_PATTERNS } =
		await import('@n8n/scan-community-package/scanner/scanner.mjs');
	await scan(analyzePackage, 'sources', root, SOURCE_FILE_PATTERNS);

	const tarball = unpack(process.argv[2] ?? pack());
	report(
		`tarball: ${tarball.files.length} files, ${(tarball.size / 1024).toFixed(1)} KB`,
		checkContents(tarball),
	);
	await scan(analyzePackage, 'tarball', tarball.directory, ['**/*.js', 'package.json']);
} finally {
	rmSync(temporary, { recursive: true, force: true });
}

process.exitCode = failed ? 1 : 0;
