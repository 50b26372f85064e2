// A mutant meets many tests: a tenth of the random cases of each property is enough there.
process.env.FUZZ_RUNS ??= '0.1';

/**
 * Mutation testing: changes the code in small ways, and sees whether a test notices.
 * `npm run mutation`, or for some files only `npm run mutation -- --mutate 'src/sms/*.ts'`.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
	mutate: ['src/ovh/*.ts', 'src/sending/*.ts', 'src/sms/*.ts', '!src/ovh/*.generated.ts'],
	testRunner: 'jest',
	jest: { configFile: 'tools/mutation/jest.config.js' },
	coverageAnalysis: 'perTest',
	concurrency: 2,
	// A busy machine makes a test slow, which must not count as a mutant that hangs.
	timeoutMS: 60_000,
	// What is known of mutants whose code and tests are as they were.
	incremental: true,
	incrementalFile: '.cache/mutation/incremental.json',
	tempDirName: '.cache/mutation/tmp',
	cleanTempDir: 'always',
	// Constants of modules: each would need a run of all tests. `--ignoreStatic false` counts them, too.
	ignoreStatic: true,
	reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
	htmlReporter: { fileName: '.cache/mutation/report.html' },
	jsonReporter: { fileName: '.cache/mutation/report.json' },
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	thresholds: { high: 90, low: 85, break: 85 },
	ignorePatterns: ['.cache', '.e2e', '.github', 'dist', 'examples', 'icons', 'tools/bench'],
};
