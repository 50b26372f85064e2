/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { Command } from 'commander';
import { consola } from 'consola';

import {
	type Compatibility,
	compatibilityOf,
	isAsRecorded,
	type JestReport,
	record,
} from '../helpers/n8n/compatibility';
import { installN8n } from '../../tools/n8n/install';
import { LINES, lineOf, type N8nLine } from '../../tools/n8n/versions';

/** A test run that hangs must not hang for ever; the first one also installs n8n. */
const ENDS_WITHIN_MS = 40 * 60_000;
const JEST = require.resolve('jest/bin/jest');

interface Options {
	n8n?: string[];
	report: string;
	write?: boolean;
}

const program = new Command()
	.name('test:e2e')
	.description('End-to-end tests: a real n8n server, a real browser, and the sandbox')
	.option(
		'--n8n <version>',
		'with this version of n8n; may be repeated (default: each that is supported)',
		(version: string, others: string[] = []) => [...others, version],
	)
	.option('--report <prefix>', "write jest's numbers to <prefix>-<version>.json", '.e2e/report')
	.option('--write', 'write down what the compatibility tests have shown')
	.argument('[jest...]', 'handed on to jest, such as the name of a test file')
	.action(run);

program.parseAsync().catch((error: unknown) => program.error(String(error)));

/** Every version is tried, also when an earlier one failed. */
async function run(jest: string[], { n8n, report, write }: Options): Promise<void> {
	const failed: string[] = [];
	const lines = n8n?.map(lineOf) ?? LINES;
	for (const [index, line] of lines.entries()) {
		consola.info(`End-to-end tests with n8n ${line.version}`);
		const file = `${report}-${line.version}.json`;
		const files = jest.length === 0 && line.only ? [line.only] : jest;
		// What needs no n8n is tested once.
		const leftOut = index > 0 ? ['--testPathIgnorePatterns', '/test/page/'] : [];
		const passed = runJest(line, file, [...files, ...leftOut]);
		const shown = jest.some(choosesByName) ? undefined : await shownBy(file, line);
		if (shown && write) record(line.version, shown);
		const isKnown = !shown || isAsRecorded(line.version, shown);
		if (!isKnown) {
			consola.error(
				`n8n ${line.version}: test/e2e/compatibility.json says something else. If it should not: npm run test:e2e -- --write compatibility && npm run generate`,
			);
		}
		if (!passed || !isKnown) failed.push(line.version);
	}
	if (failed.length === 0) return;
	consola.error(`End-to-end tests failed with n8n ${failed.join(' and ')}`);
	process.exitCode = 1;
}

/** Whether everything passed. */
function runJest(line: N8nLine, report: string, args: string[]): boolean {
	mkdirSync(dirname(report), { recursive: true });
	rmSync(report, { force: true });
	const config = ['--selectProjects=e2e', '--runInBand', '--testTimeout=300000'];
	const output = ['--config=test/jest.config.js', '--json', `--outputFile=${report}`];
	const { status } = spawnSync(process.execPath, [JEST, ...config, ...output, ...args], {
		stdio: 'inherit',
		env: { ...process.env, N8N_VERSION: line.version },
		timeout: ENDS_WITHIN_MS,
	});
	return status === 0;
}

/** Tests that were chosen by their names say nothing of the others. */
function choosesByName(arg: string): boolean {
	return /^(-t|--testNamePattern)/.test(arg);
}

async function shownBy(report: string, line: N8nLine): Promise<Compatibility | undefined> {
	if (!existsSync(report)) return undefined;
	const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
	return compatibilityOf({ testResults }, await installN8n(undefined, line));
}
