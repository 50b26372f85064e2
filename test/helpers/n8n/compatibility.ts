/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import type { InstalledN8n } from '../../../tools/n8n/install';
import { COMPATIBILITY_TESTS, LINES } from '../../../tools/n8n/versions';

/** The table in docs/compatibility.md is made of it. */
const RECORD = join(__dirname, '..', '..', 'e2e', 'compatibility.json');

/** What a run of the compatibility tests with one version of n8n has shown. */
export interface Compatibility {
	/** The versions of Node that n8n's own package asks for. */
	asksForNode: string;
	/** The Node that n8n ran on. */
	ranOnNode: string;
	/** `passed`, `failed` or `pending` by the name of the test. */
	tests: Record<string, string>;
}

/** The part of jest's JSON report that counts here. */
export interface JestReport {
	testResults: Array<{
		name: string;
		assertionResults: Array<{ title: string; status: string }>;
	}>;
}

/** What a run has shown; undefined when the compatibility tests were not part of it. */
export function compatibilityOf(report: JestReport, n8n: InstalledN8n): Compatibility | undefined {
	const file = report.testResults.find(({ name }) => basename(name) === COMPATIBILITY_TESTS);
	if (!file) return undefined;
	const manifest = join(dirname(n8n.program), '..', 'package.json');
	const { engines } = JSON.parse(readFileSync(manifest, 'utf8')) as { engines: { node: string } };
	return {
		asksForNode: engines.node,
		ranOnNode: execFileSync(n8n.node, ['--version'], { encoding: 'utf8' }).trim().slice(1),
		tests: Object.fromEntries(file.assertionResults.map(({ title, status }) => [title, status])),
	};
}

/** What is written down of earlier runs, by version of n8n. */
export function recorded(): Record<string, Compatibility> {
	return JSON.parse(readFileSync(RECORD, 'utf8')) as Record<string, Compatibility>;
}

/**
 * Whether a run shows what is written down. The exact Node does not count: it is that of the machine
 * where that suits n8n.
 */
export function isAsRecorded(version: string, shown: Compatibility): boolean {
	const { [version]: known } = recorded();
	return isDeepStrictEqual({ ...known, ranOnNode: '' }, { ...shown, ranOnNode: '' });
}

/** Writes down what a run has shown, in place of what was shown with this version before. */
export function record(version: string, shown: Compatibility): void {
	const all = { ...recorded(), [version]: shown };
	const supported = LINES.map((line) => line.version).filter((each) => each in all);
	const oldestFirst = supported.reverse().map((each) => [each, all[each]]);
	writeFileSync(RECORD, `${JSON.stringify(Object.fromEntries(oldestFirst), null, '\t')}\n`);
}
