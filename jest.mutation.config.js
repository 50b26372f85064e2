/**
 * The tests that have to notice each change of ovh/, sending/ and sms/: those without n8n's engine, and
 * without the ones that take half a minute to compare thousands of texts and numbers.
 * @type {import('jest').Config}
 */
const base = require('./jest.config');

module.exports = {
	...base,
	testMatch: ['<rootDir>/test/unit/**/*.test.ts', '<rootDir>/test/property/**/*.test.ts'],
	testPathIgnorePatterns: [
		...base.testPathIgnorePatterns,
		'/textCounters\\.test',
		'/(recipients|numbers)Oracle\\.test',
		'/patterns\\.test',
		// Nothing of ovh/, sending/ and sms/.
		'/(compatibility|exampleNotes|installN8n|triggers\\.\\w+|turns)\\.test',
		// Counts how many of its cases made a list, which a tenth of them is too few for.
		'/test/property/receiverFile\\.test',
		'/test/property/engine/',
	],
	runner: require.resolve('./scripts/mutation/runner.cjs'),
	testEnvironment: require.resolve('./scripts/mutation/environment.cjs'),
	// A mutant that waits for ever is noticed before Stryker has to kill its process.
	testTimeout: 20_000,
};
