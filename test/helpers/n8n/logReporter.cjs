const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const LINES = 60;

/** Shows the end of n8n's log (see `logOf` in `artifacts.ts`) after a test file that failed. */
module.exports = class LogReporter {
	onTestResult({ path: file }, { numFailingTests, testExecError }) {
		if (numFailingTests === 0 && !testExecError) return;
		const name = `${path.basename(file, '.e2e.test.ts')}.log`;
		const log = path.join(process.env.E2E_ARTIFACTS ?? '', name);
		if (!existsSync(log)) return;
		const end = readFileSync(log, 'utf8').split('\n').slice(-LINES).join('\n');
		process.stderr.write(`\nThe end of n8n's log (${log}):\n${end}\n`);
	}
};
