/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkflowFile } from './engine';

const FOLDER = join(__dirname, '..', '..', 'examples');

/** The names of the files in `examples/` that are imported in n8n. */
export function exampleNames(): string[] {
	return readdirSync(FOLDER)
		.filter((file) => file.endsWith('.json'))
		.sort();
}

/** An example whose webhooks and forms let everybody in, so that tests need no further credential. */
export function openExample(file: string): WorkflowFile & { name: string } {
	const { nodes, ...workflow } = example(file);
	const open = nodes.map(({ parameters, ...node }) => {
		const { authentication, ...others } = parameters;
		const isDoor = /\.(webhook|formTrigger)$/.test(node.type) && authentication;
		return { ...node, parameters: isDoor ? others : parameters };
	});
	return { ...workflow, nodes: open };
}

/** An example as its file holds it. */
export function example(file: string): WorkflowFile & { name: string } {
	return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as WorkflowFile & { name: string };
}
