/**
 * Writes the tables of README.md: operations and where each route of the API is found, which are made
 * of the node's own description and of the API's schema; and what each supported version of n8n does,
 * as `npm run test:e2e` has written it down. With `--check` it only compares and fails if the file is
 * stale. Run with tsx, since the operations are TypeScript.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { resources } from '../nodes/OvhSms/resources/index.ts';

const root = path.join(import.meta.dirname, '..');
const file = path.join(root, 'README.md');
const read = (name) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));

const byName = (a, b) => a.name.localeCompare(b.name);

function table(head, rows) {
	const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function operationsTable() {
	const rows = [...resources]
		.sort(byName)
		.flatMap((resource) =>
			[...resource.operations]
				.sort(byName)
				.map(({ name, description }, index) => [
					index === 0 ? `**${resource.name}**` : '',
					name,
					description,
				]),
		);
	return table(['Resource', 'Operation', 'What it does'], rows);
}

/** Which operation stands for a route, or why none does. */
function routesTable() {
	const others = read('schema/other-routes.json');
	const operations = resources.flatMap((resource) =>
		resource.operations.map((operation) => ({ resource, operation })),
	);
	const rows = read('schema/ovh-sms-schema.json').routes.map(({ method, path: route }) => {
		const name = `${method} ${route}`;
		const offered = operations
			.filter(({ operation }) => operation.routes.includes(name))
			.map(({ resource, operation }) => `${resource.name} → ${operation.name}`);
		const other = others.find(({ routes }) => routes.some((prefix) => name.startsWith(prefix)));
		return [`\`${name}\``, offered.join(', ') || `HTTP Request. ${other?.why ?? ''}`];
	});
	return table(['Route', 'Operation'], rows);
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

const SECTIONS = {
	operations: operationsTable,
	routes: routesTable,
	compatibility: compatibilityTable,
};

function filled(text) {
	return Object.entries(SECTIONS).reduce((whole, [name, make]) => {
		const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
		if (!whole.includes(start) || !whole.includes(end)) {
			throw new Error(`README.md has no section ${start}`);
		}
		const [before, rest] = whole.split(start);
		return [before, start, '\n\n', make(), '\n\n', end, rest.split(end)[1]].join('');
	}, text);
}

const current = readFileSync(file, 'utf8');
const generated = filled(current);

if (!process.argv.includes('--check')) {
	writeFileSync(file, generated);
	console.log('Wrote the tables of README.md');
} else if (current !== generated) {
	console.error('The tables of README.md are stale. Run: npm run generate');
	process.exit(1);
} else {
	console.log('The tables of README.md are up to date');
}
