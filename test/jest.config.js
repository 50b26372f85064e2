const { availableParallelism } = require('node:os');
const path = require('node:path');

const all = {
	rootDir: path.join(__dirname, '..'),
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' } },
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
};

/** Those that need neither a browser nor a real n8n. */
const tests = {
	...all,
	displayName: 'tests',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '\\.e2e\\.test\\.ts$'],
};

/**
 * With a real n8n server and a real browser; `npm run test:e2e` runs them with each version of n8n
 * that is supported.
 */
const e2e = {
	...all,
	displayName: 'e2e',
	testMatch: ['<rootDir>/test/{e2e,page}/**/*.e2e.test.ts'],
	globalSetup: '<rootDir>/test/helpers/n8n/globalSetup.ts',
	globalTeardown: '<rootDir>/test/helpers/n8n/globalTeardown.ts',
};

/** With n8n in queue mode: a main process, two workers, Redis and PostgreSQL. */
const queue = {
	...e2e,
	displayName: 'queue',
	testMatch: ['<rootDir>/test/queue/*.e2e.test.ts'],
	globalSetup: '<rootDir>/test/helpers/queue/globalSetup.ts',
};

/** @type {import('jest').Config} */
module.exports = {
	projects: [tests, e2e, queue],
	// Jest knows it for all projects only; those with a real n8n are given more (package.json).
	testTimeout: 30_000,
	reporters: ['default', path.join(__dirname, 'helpers', 'n8n', 'logReporter.cjs')],
	// Many tests wait more than they compute, so that two pay even on two cores.
	maxWorkers: Math.max(2, availableParallelism() - 1),
	// Modules that a file loaded stay in its process: after two hundred files collecting garbage
	// takes so long that answers are late.
	workerIdleMemoryLimit: '1.5GB',
};
