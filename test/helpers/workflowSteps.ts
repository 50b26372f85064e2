/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

import { projectPath, readProjectFile } from './packageFiles';

export interface Step {
	name?: string;
	uses?: string;
	run?: string;
	env?: Record<string, string>;
}

interface Job {
	needs?: string;
	environment?: string;
	permissions?: Record<string, string>;
	steps: Step[];
}

export interface Workflow {
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

const FOLDER = '.github/workflows';

/** GitHub's workflows of the project, by their files. */
export function workflowFiles(): string[] {
	return readdirSync(projectPath(FOLDER));
}

export function workflowText(file: string): string {
	return readProjectFile(join(FOLDER, file));
}

export function workflow(file: string): Workflow {
	return parse(workflowText(file)) as Workflow;
}

/**
 * Runs a step as GitHub's runner does on Linux.
 * @returns its status, and what it has set for later steps
 */
export function runStep(
	{ run = '' }: Step,
	folder: string,
	env: NodeJS.ProcessEnv = {},
): { status: number | null; text: string; outputs: string } {
	const outputs = join(folder, '..', 'outputs');
	rmSync(outputs, { force: true });
	const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', run], {
		cwd: folder,
		encoding: 'utf8',
		env: { ...process.env, GITHUB_OUTPUT: outputs, ...env },
	});
	return {
		status,
		text: stdout + stderr,
		outputs: existsSync(outputs) ? readFileSync(outputs, 'utf8') : '',
	};
}
