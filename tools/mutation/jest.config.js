/**
 * The tests that have to notice each change of src/ovh, src/sending and src/sms: those without n8n's engine, and
 * without the ones that take half a minute to compare thousands of texts and numbers.
 * @type {import('jest').Config}
 */
const [tests] = require('../../test/jest.config').projects;

module.exports = {
	...tests,
	testMatch: ['<rootDir>/test/unit/**/*.test.ts', '<rootDir>/test/property/**/*.test.ts'],
	testPathIgnorePatterns: [
		...tests.testPathIgnorePatterns,
		'/textCounters\\.test',
		'/(recipients|numbers)Oracle\\.test',
		// Nothing of those folders.
		'/test/unit/(nodes|tools|triggers)/',
		'/yielding\\.test',
		// Counts how many of its cases made a list, which a tenth of them is too few for.
		'/test/property/receiverFile\\.test',
		'/test/property/engine/',
	],
	runner: require.resolve('./runner.cjs'),
	testEnvironment: require.resolve('./environment.cjs'),
	// A mutant that waits for ever is noticed before Stryker has to kill its process.
	testTimeout: 20_000,
};
