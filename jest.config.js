/** @type {import('jest').Config} */
module.exports = {
	rootDir: '.',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// These need a browser or a real n8n: jest.e2e.config.js.
	testPathIgnorePatterns: ['/node_modules/', '\\.e2e\\.test\\.ts$'],
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' } },
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
	testTimeout: 30000,
};
