/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readManifest } from '../helpers/packageFiles';
import {
	runStep,
	type Step,
	workflow,
	workflowFiles,
	workflowText,
} from '../helpers/workflowSteps';

const { permissions, jobs } = workflow('publish.yml');

function stepOf(job: string, name: string): Step {
	const step = jobs[job].steps.find((one) => one.name === name);
	if (!step) throw new Error(`The job ${job} has no step "${name}"`);
	return step;
}

describe.each(workflowFiles())('%s', (file) => {
	test('takes every action from a commit, and says which version that is', () => {
		const used = workflowText(file).match(/uses: .+/g) ?? [];
		expect(used.length).toBeGreaterThan(0);
		expect(used.filter((line) => !/@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
	});

	test('uses no stored secret, and leaves no token behind', () => {
		expect(workflowText(file)).not.toMatch(/\$\{\{\s*secrets\b|NODE_AUTH_TOKEN|NPM_TOKEN/);
		const text = workflowText(file);
		const checkouts = text.match(/uses: actions\/checkout@/g) ?? [];
		expect(text.match(/persist-credentials: false/g)).toHaveLength(checkouts.length);
	});
});

describe('what publishes', () => {
	test('is a job of its own that runs no code but npm, once somebody has agreed', () => {
		expect(permissions).toEqual({});
		expect(jobs.pack.permissions).toEqual({ contents: 'read' });
		expect(jobs.publish).toMatchObject({
			needs: 'pack',
			environment: 'npm',
			permissions: { 'id-token': 'write' },
		});
		const used = jobs.publish.steps.map(({ uses }) => uses?.split('@')[0]).filter(Boolean);
		expect(used).toEqual(['actions/download-artifact', 'actions/setup-node']);
		const runs = jobs.publish.steps.map(({ run }) => run).filter(Boolean);
		expect(runs.at(-1)).toMatch(/^npm publish .*--provenance .*--ignore-scripts$/);
		expect(runs.slice(0, -1).join(' ')).not.toMatch(/\b(npm|npx|node)\b/);
	});

	test('is built, linted, audited and tested before', () => {
		const runs = jobs.pack.steps.map(({ run }) => run);
		const checks = ['npm ci', 'npm run lint', 'npm run audit', 'npm test'];
		expect(runs).toEqual(expect.arrayContaining(checks));
		expect(Object.keys(readManifest().scripts)).toEqual(
			expect.arrayContaining(['lint', 'audit', 'test']),
		);
		const packing = runs.indexOf(stepOf('pack', 'Pack what was built and tested').run);
		for (const check of checks) expect(runs.indexOf(check)).toBeLessThan(packing);
	});
});

describe('the shell steps of a release', () => {
	let folder: string;
	let checkout: string;
	const git = (...args: string[]) =>
		execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
			cwd: checkout,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}).trim();

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'release-'));
		checkout = join(folder, 'checkout');
		mkdirSync(checkout);
		const manifest = { name: 'a-package', version: '1.2.3', files: ['built.js'] };
		writeFileSync(join(checkout, 'package.json'), JSON.stringify(manifest));
		writeFileSync(join(checkout, 'built.js'), 'module.exports = 1;\n');
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	test.each([
		['v1.2.3', 0],
		['v1.2.4', 1],
		['1.2.3', 1],
		['v1.2.3-next', 1],
	])('the tag %s of version 1.2.3 ends with %i', (GITHUB_REF_NAME, status) => {
		const step = stepOf('pack', 'The tag is the version in package.json');
		expect(runStep(step, checkout, { GITHUB_REF_NAME })).toMatchObject({ status });
	});

	test('a commit that is not on main is not published', () => {
		const commit = () => {
			git('commit', '--quiet', '--allow-empty', '--message', 'a change');
			return git('rev-parse', 'HEAD');
		};
		git('init', '--quiet', '--initial-branch', 'main');
		const [first, second] = [commit(), commit()];
		git('update-ref', 'refs/remotes/origin/main', second);
		git('checkout', '--quiet', '-b', 'elsewhere');
		const elsewhere = commit();
		const step = stepOf('pack', 'The tagged commit is on main');
		const statusOf = (GITHUB_SHA: string) => runStep(step, checkout, { GITHUB_SHA }).status;
		expect([first, second, elsewhere].map(statusOf)).toEqual([0, 0, 1]);
	});

	/** The job that packs, up to what the other one downloads. */
	const pack = () => runStep(stepOf('pack', 'Pack what was built and tested'), checkout);
	const check = (SHA256: string) =>
		runStep(stepOf('publish', 'It is the tarball that was packed'), checkout, { SHA256 });
	const packed = (file: string) => join(checkout, 'packed', file);

	test('the tarball that was packed is the one that is published, and no other', () => {
		const { status, outputs } = pack();
		expect(status).toBe(0);
		const [, sha256] = /^sha256=([\da-f]{64})\n$/.exec(outputs) ?? [];
		expect(check(sha256)).toMatchObject({ status: 0 });
		const publish = runStep(stepOf('publish', 'Publish'), checkout, {
			npm_config_dry_run: 'true',
			// It asks whether that version is there already, and goes on without an answer.
			npm_config_registry: 'http://127.0.0.1:9/',
			npm_config_fetch_retries: '0',
		});
		expect(publish.text).toContain('+ a-package@1.2.3');
		expect(publish.status).toBe(0);
	}, 60_000);

	test('a tarball that was changed on the way is not published', () => {
		const [, sha256] = /=(.+)\n/.exec(pack().outputs) ?? [];
		appendFileSync(packed('a-package-1.2.3.tgz'), ' ');
		expect(check(sha256).status).not.toBe(0);
		// Nor with a sum that fits it: the first job has told its own.
		execFileSync('bash', ['-c', 'sha256sum -- *.tgz > SHA256SUMS'], { cwd: packed('') });
		expect(check(sha256).status).not.toBe(0);
	}, 60_000);
});
