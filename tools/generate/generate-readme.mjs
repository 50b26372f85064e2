/**
 * Writes docs/operations.md, made of the node's own description and of the API's schema, and the
 * tables of other documents: the examples, from their notes; what each supported version of n8n does,
 * as `npm run test:e2e` has written it down; and the bench, as `npm run bench -- --write` has measured
 * it.
 * With `--check` it only compares and fails if a file is stale. Run with tsx, since the operations are
 * TypeScript.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { benchPicture, benchSection, PICTURE } from '../bench/report.ts';
import { resources } from '../../nodes/OvhSms/resources/index.ts';
import { messagesDocument } from './messages.mjs';
import { operationsDocument } from './operations-document.mjs';

const root = path.join(import.meta.dirname, '..', '..');
const readText = (name) => readFileSync(path.join(root, name), 'utf8');
const read = (name) => JSON.parse(readText(name));

function table(head, rows) {
	const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function operationsTable() {
	const rows = resources.flatMap((resource) =>
		resource.operations.map(({ name, description }, index) => [
			index === 0 ? `**${resource.name}**` : '',
			name,
			description,
		]),
	);
	return table(['Resource', 'Operation', 'What it does'], rows);
}

/** Which operation stands for a route, or why none does. */
function routesTable() {
	const others = read('tools/schema/other-routes.json');
	const operations = resources.flatMap((resource) =>
		resource.operations.map((operation) => ({ resource, operation })),
	);
	const rows = read('tools/schema/ovh-sms-schema.json').routes.map(({ method, path: route }) => {
		const name = `${method} ${route}`;
		const offered = operations
			.filter(({ operation }) => operation.routes.includes(name))
			.map(({ resource, operation }) => `${resource.name} → ${operation.name}`);
		const other = others.find(({ routes }) => routes.some((prefix) => name.startsWith(prefix)));
		return [`\`${name}\``, offered.join(', ') || `HTTP Request. ${other?.why ?? ''}`];
	});
	return table(['Route', 'Operation'], rows);
}

/** Each example with the first sentence of its note. */
function examplesTable() {
	const files = readdirSync(path.join(root, 'examples')).filter((file) => file.endsWith('.json'));
	const rows = files.sort().map((file) => {
		const { name, nodes } = read(`examples/${file}`);
		const note = nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
		const purpose = /^## .+\n(.+?\.)( |$)/.exec(note?.parameters.content ?? '')?.[1];
		if (!purpose) throw new Error(`The note of examples/${file} has no first sentence`);
		return [`[${name}](examples/${file})`, purpose];
	});
	return table(['Example', 'What it does'], rows);
}

const OUTCOMES = { passed: '✓', failed: '✗' };

function compatibilityTable() {
	const versions = Object.entries(read('test/e2e/compatibility.json'));
	const results = versions.map(([, result]) => result);
	const titles = new Set(results.flatMap(({ tests }) => Object.keys(tests)));
	return table(
		['', ...versions.map(([version]) => `n8n ${version}`)],
		[
			['Node.js that n8n asks for', ...results.map(({ asksForNode }) => `\`${asksForNode}\``)],
			['Node.js that it was tried on', ...results.map(({ ranOnNode }) => ranOnNode)],
			...[...titles].map((title) => [
				title,
				...results.map(({ tests }) => OUTCOMES[tests[title]] ?? 'not tried'),
			]),
		],
	);
}

/** Where each section belongs, between two marks. */
const SECTIONS = {
	'README.md': { examples: examplesTable },
	'docs/compatibility.md': { compatibility: compatibilityTable },
	'docs/speed.md': { bench: () => benchSection(read('tools/bench/results.json')) },
};

function filled(name, sections) {
	return Object.entries(sections).reduce((whole, [section, make]) => {
		const [start, end] = [`<!-- ${section}:start -->`, `<!-- ${section}:end -->`];
		if (!whole.includes(start) || !whole.includes(end)) {
			throw new Error(`${name} has no section ${start}`);
		}
		const [before, rest] = whole.split(start);
		return [before, start, '\n\n', make(), '\n\n', end, rest.split(end)[1]].join('');
	}, readText(name));
}

const documents = {
	...Object.fromEntries(
		Object.entries(SECTIONS).map(([name, sections]) => [name, filled(name, sections)]),
	),
	'docs/operations.md': operationsDocument(operationsTable(), routesTable()),
	'docs/messages.md': messagesDocument(),
	[PICTURE]: benchPicture(read('tools/bench/results.json')),
};

if (!process.argv.includes('--check')) {
	for (const [name, text] of Object.entries(documents)) writeFileSync(path.join(root, name), text);
	console.log('Wrote the tables of README.md and docs, and the picture of the bench');
} else {
	const isStale = ([name, text]) => !existsSync(path.join(root, name)) || readText(name) !== text;
	const stale = Object.entries(documents).filter(isStale);
	for (const [name] of stale) console.error(`${name} is stale. Run: npm run generate`);
	if (stale.length > 0) process.exit(1);
	console.log('The tables of README.md and docs, and the picture of the bench, are up to date');
}
