/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Sandbox, startSandbox } from '../../../sandbox';
import { projectPath } from '../../helpers/packageFiles';

let folder: string;
let sandbox: Sandbox;
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'verify-'));
	sandbox = await startSandbox();
});
afterEach(async () => {
	await sandbox.close();
	rmSync(folder, { recursive: true, force: true });
});

/** Runs the program as a user does, who types these lines and then ends the input. */
async function run(lines: string, env: Record<string, string> = {}) {
	const out = join(folder, 'report.md');
	const child = spawn(
		process.execPath,
		['--import', 'tsx', projectPath('tools/verify/run.ts'), '--out', out],
		{
			cwd: projectPath('.'),
			env: {
				...process.env,
				CONSOLA_LEVEL: '3',
				OVH_ENDPOINT: 'custom',
				OVH_BASE_URL: sandbox.baseUrl,
				OVH_APPLICATION_KEY: sandbox.keys.applicationKey,
				OVH_APPLICATION_SECRET: sandbox.keys.applicationSecret,
				OVH_CONSUMER_KEY: sandbox.keys.consumerKey,
				OVH_SMS_ACCOUNT: sandbox.accountName,
				OVH_SMS_TO: '+33612345678',
				...env,
			},
		},
	);
	let shown = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => (shown += chunk.toString()));
	}
	child.stdin.end(lines);
	const code = await new Promise((resolve) => child.once('close', resolve));
	return { code, shown, report: existsSync(out) ? readFileSync(out, 'utf8') : undefined };
}

test('a run without anybody to answer reads, sends nothing, and writes the report', async () => {
	const { code, shown, report } = await run('y\n');
	expect(shown).toContain('is written');
	expect(code).toBe(0);
	expect(report).toMatch(/^# OVHcloud's answers/);
	expect(new Set(sandbox.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
	for (const key of Object.values(sandbox.keys)) expect(shown + report).not.toContain(key);
});

test('a phone that is not confirmed ends it before anything is asked of OVHcloud', async () => {
	const { code, shown, report } = await run('n\n');
	expect(shown).toContain('Nothing was asked of OVHcloud');
	expect([code, report]).toEqual([1, undefined]);
	expect(sandbox.requests).toEqual([]);
});

test('a missing key, or a number without its country, is told', async () => {
	const missing = await run('', { OVH_CONSUMER_KEY: '' });
	expect(missing.shown).toContain('OVH_CONSUMER_KEY is missing');
	const national = await run('', { OVH_SMS_TO: '0612345678' });
	expect(national.shown).toContain('is no number with a country code');
	expect(sandbox.requests).toEqual([]);
});
