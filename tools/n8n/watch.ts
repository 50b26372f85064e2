/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { watch } from 'node:fs';
import { join } from 'node:path';

import { runProgram } from './program';

const PROJECT = join(__dirname, '..', '..');
const SOURCES = ['credentials', 'icons', 'nodes', 'src'];

/** Builds the package; `dist` is what n8n loads. */
export async function buildPackage(): Promise<void> {
	await runProgram('npm', ['run', 'build'], { cwd: PROJECT });
}

/** Calls back after changes of the sources, once they have come to rest, and never twice at once. */
export function onSourceChange(act: () => Promise<void>): void {
	let timer: NodeJS.Timeout | undefined;
	let last = Promise.resolve();
	const soon = (): void => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			last = last.then(act);
		}, 300);
	};
	for (const folder of SOURCES) watch(join(PROJECT, folder), { recursive: true }, soon);
}
