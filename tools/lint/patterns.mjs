/**
 * Proves that no pattern of the package takes more than linear time, whatever the text: recheck
 * looks at each regular expression that is written in the published code (those that look behind
 * cannot be proved: it attacks them instead). A pattern that is put
 * together while the program runs needs an example of it in `BUILT`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

// Runs everywhere, without Java or a program for one platform.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = await import('recheck');

const root = path.join(import.meta.dirname, '..', '..');
const ROOMS = ['credentials', 'nodes', 'src'];

/** What stands in for the patterns that a file builds, in their order. */
const BUILT = {
	'nodes/OvhSmsTrigger/selfCall.ts': [{ source: '/ovh-sms-[\\w-]{1,100}/:secret$', flags: '' }],
	// A signature, or one of the keys.
	'src/n8n/redact.ts': [{ source: '\\$1\\$[\\da-f]{40}|0123456789abcdef', flags: 'gi' }],
	// The names of columns, then whatever reads like one.
	'src/sms/mailMerge.ts': [
		{ source: '#(a b|a|[\\p{L}_](?:[^#\\r\\n]{0,100}[^#\\s])?)#', flags: 'u' },
		{ source: '#(a b|a)#', flags: 'u' },
	],
};

/**
 * The regular expressions in a source, with their lines.
 * @returns {{ line: number, source?: string, flags: string }[]} without `source` where it is built
 */
export function patternsIn(code, fileName = 'code.ts') {
	const file = ts.createSourceFile(fileName, code, ts.ScriptTarget.Latest, true);
	const found = [];
	const visit = (node) => {
		const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
		if (ts.isRegularExpressionLiteral(node)) {
			const end = node.text.lastIndexOf('/');
			found.push({ line, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
		}
		const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
		if (isCall && node.expression.getText(file) === 'RegExp') {
			const [source, flags] = node.arguments ?? [];
			const isFixed = source && ts.isStringLiteralLike(source);
			found.push({ line, source: isFixed ? source.text : undefined, flags: flags?.text ?? '' });
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

/** What is wrong with a pattern, if anything. */
export function complaintOf({ source, flags }) {
	if (source === undefined) return 'is built while the program runs: add an example to BUILT';
	const { status, complexity, attack, error } = checkSync(source, flags, { timeout: 30_000 });
	if (status === 'safe') return undefined;
	if (status === 'vulnerable') return `is ${complexity.summary}, for ${attack.pattern}`;
	return `could not be proved: ${error?.kind}`;
}

function sourcesIn(room) {
	const folder = path.join(root, room);
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.posix.join(room, file.split(path.sep).join('/')));
}

function check() {
	const files = ROOMS.flatMap(sourcesIn);
	let count = 0;
	const complaints = files.flatMap((file) => {
		const examples = [...(BUILT[file] ?? [])];
		return patternsIn(readFileSync(path.join(root, file), 'utf8'), file).flatMap((pattern) => {
			count++;
			const known = pattern.source === undefined ? { ...pattern, ...examples.shift() } : pattern;
			const complaint = complaintOf(known);
			return complaint ? [`${file}:${pattern.line} /${known.source}/ ${complaint}`] : [];
		});
	});
	for (const complaint of complaints) console.error(complaint);
	console.log(`${count} patterns, ${complaints.length} of them not proved linear`);
	process.exitCode = complaints.length || count === 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) check();
