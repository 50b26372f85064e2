const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
	rootDir: '.',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// These need a browser or a real n8n: jest.e2e.config.js.
	testPathIgnorePatterns: ['/node_modules/', '\\.e2e\\.test\\.ts$'],
	testEnvironment: 'node',
	// Many tests wait more than they compute, so that two pay even on two cores.
	maxWorkers: Math.max(2, availableParallelism() - 1),
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' } },
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
	testTimeout: 30000,
};
