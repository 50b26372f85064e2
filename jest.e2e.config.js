const base = require('./jest.config');

/**
 * Tests with a real n8n server and a real browser; `npm run test:e2e` runs them with each version
 * of n8n that is supported.
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/{e2e,page}/**/*.e2e.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	globalSetup: '<rootDir>/test/helpers/n8n/globalSetup.ts',
	globalTeardown: '<rootDir>/test/helpers/n8n/globalTeardown.ts',
	reporters: ['default', '<rootDir>/test/helpers/n8n/logReporter.cjs'],
	maxWorkers: 1,
	testTimeout: 300000,
};
