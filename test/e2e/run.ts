/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawnSync } from 'node:child_process';

import { Command } from 'commander';
import { consola } from 'consola';

import { LINES, lineOf } from '../helpers/n8n/versions';

/** A test run that hangs must not hang for ever; the first one also installs n8n. */
const ENDS_WITHIN_MS = 25 * 60_000;
const JEST = require.resolve('jest/bin/jest');

interface Options {
	n8n?: string[];
	report?: string;
}

new Command()
	.name('test:e2e')
	.description('End-to-end tests: a real n8n server, a real browser, and the sandbox')
	.option(
		'--n8n <version>',
		'with this version of n8n; may be repeated (default: each that is supported)',
		(version: string, others: string[] = []) => [...others, version],
	)
	.option('--report <prefix>', "write jest's numbers to <prefix>-<version>.json")
	.argument('[jest...]', 'handed on to jest, such as the name of a test file')
	.action(run)
	.parse();

/** Every version is tried, also when an earlier one failed. */
function run(jest: string[], options: Options): void {
	const failed: string[] = [];
	const lines = options.n8n?.map(lineOf) ?? LINES;
	for (const [index, line] of lines.entries()) {
		consola.info(`End-to-end tests with n8n ${line.version}`);
		const report = `${options.report}-${line.version}.json`;
		const { status } = spawnSync(
			process.execPath,
			[
				JEST,
				'--config=jest.e2e.config.js',
				...(options.report ? ['--json', `--outputFile=${report}`] : []),
				...jest,
				// What needs no n8n is tested once.
				...(index > 0 ? ['--testPathIgnorePatterns', '/test/page/'] : []),
			],
			{
				stdio: 'inherit',
				env: { ...process.env, N8N_VERSION: line.version },
				timeout: ENDS_WITHIN_MS,
			},
		);
		if (status !== 0) failed.push(line.version);
	}
	if (failed.length === 0) return;
	consola.error(`End-to-end tests failed with n8n ${failed.join(' and ')}`);
	process.exitCode = 1;
}
