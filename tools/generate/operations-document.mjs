import { readFileSync } from 'node:fs';
import path from 'node:path';

import { resources } from '../../nodes/OvhSms/resources/index.ts';

const outputs = JSON.parse(
	readFileSync(path.join(import.meta.dirname, '..', 'schema', 'outputs.json'), 'utf8'),
);

/**
 * The text of docs/operations.md: each operation with its routes and what it gives out.
 * @param table of all operations
 * @param routes of the API, with the operation of each
 */
export function operationsDocument(table, routes) {
	const parts = [INTRODUCTION, table, DETAILS, contents(), ...resources.flatMap(chapter)];
	return `${[...parts, ROUTES, routes].join('\n\n')}\n`;
}

const INTRODUCTION = `# Operations of the OVHcloud SMS node

_For everybody who builds workflows: what the node can do, and what comes out._`;

const DETAILS = `The sections below show for each operation the [routes of OVHcloud's API](#routes-of-the-api) that it may call, and the first item that it gives out. The outputs were really given out, on n8n's own engine with the sandbox in OVHcloud's place; times and random IDs are replaced by fixed ones. Where an operation has the parameter *Simplify*, the output is the simplified one.

This page is made by \`npm run outputs && npm run generate\`; do not edit it.`;

const ROUTES = `## Routes of the API

What has no operation of its own can be called with n8n's **HTTP Request** node and the same credential.`;

function contents() {
	return resources.map(({ name }) => `[${name}](#${anchor(name)})`).join(' · ');
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
