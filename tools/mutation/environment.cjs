const { TestEnvironment } = require('jest-environment-node');

/** Node's environment, in which the tests of a file after the first failed one are skipped. */
module.exports = class extends TestEnvironment {
	isNoticed = false;

	handleTestEvent({ name, test }) {
		if (name === 'test_fn_failure') this.isNoticed = true;
		if (name === 'test_start' && this.isNoticed) test.mode = 'skip';
	}
};
