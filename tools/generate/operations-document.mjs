import { readFileSync } from 'node:fs';
import path from 'node:path';

import { resources } from '../../nodes/OvhSms/resources/index.ts';

const outputs = JSON.parse(
	readFileSync(path.join(import.meta.dirname, '..', 'schema', 'outputs.json'), 'utf8'),
);

const byName = (a, b) => a.name.localeCompare(b.name);

/** Resources by name, each with its operations by name: the order in which n8n shows them. */
export const sortedResources = [...resources]
	.sort(byName)
	.map((resource) => ({ ...resource, operations: [...resource.operations].sort(byName) }));

/** The text of OPERATIONS.md: each operation with its routes and what it gives out. */
export function operationsDocument() {
	return `${[INTRODUCTION, contents(), ...sortedResources.flatMap(chapter)].join('\n\n')}\n`;
}

const INTRODUCTION = `# Operations of the OVHcloud SMS node

What each operation does, the [routes of OVHcloud's API](README.md#everything-else-of-the-api) that it may call, and the first item that it gives out. The outputs were really given out, on n8n's own engine with the sandbox in OVHcloud's place; times and random IDs are replaced by fixed ones. Where an operation has the parameter *Simplify*, the output is the simplified one.

This page is made by \`npm run outputs && npm run generate\`; do not edit it.`;

function contents() {
	return sortedResources.map(({ name }) => `[${name}](#${anchor(name)})`).join(' · ');
}

/** As GitHub makes it of a heading. */
function anchor(heading) {
	return heading.toLowerCase().replaceAll(' ', '-');
}

function chapter(resource) {
	return [
		`## ${resource.name}`,
		...resource.operations.flatMap((operation) => section(resource, operation)),
	];
}

function section(resource, { name, value, description, routes }) {
	const output = outputs[resource.value]?.[value];
	if (!output) {
		throw new Error(`No output of ${resource.name} → ${name} is known. Run: npm run outputs`);
	}
	return [
		`### ${resource.name}: ${name}`,
		description.replace(/[^.]$/, '$&.'),
		routes.map((route) => `\`${route}\``).join(' · '),
		`\`\`\`json\n${JSON.stringify(output, null, 2)}\n\`\`\``,
	];
}
