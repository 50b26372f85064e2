const { default: TestRunner } = require('jest-runner');

/**
 * Jest's runner, which stops after the first file with a failed test, and begins with the quick
 * files: one failed test says that a mutant is noticed. Jest's own `bail` ends the process, so that
 * Stryker has to turn it off, and runs each test file of each mutant.
 */
module.exports = class extends TestRunner {
	async runTests(tests, watcher, options) {
		let isNoticed = false;
		const forget = this.on('test-file-success', ([, { numFailingTests }]) => {
			isNoticed ||= numFailingTests > 0;
		});
		for (const test of quickestFirst(tests)) {
			if (isNoticed) break;
			await super.runTests([test], watcher, options);
		}
		forget();
	}
};

/** By what each file took before; a file that is new to Jest is last. */
function quickestFirst(tests) {
	return [...tests].sort((a, b) => (a.duration ?? Infinity) - (b.duration ?? Infinity) || 0);
}
