/**
 * Counts the tests of jest's reports: `node tools/ci/test-counts.mjs <failures> <report.json…>`
 * prints how many passed and how many failed, and appends what failed to the file `<failures>`. A
 * test file that did not even load has no tests to count, and is a failure; so is a report that was
 * not written.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Characters of each failure's message that are shown. */
const SHOWN = 1500;

const [failures, ...reports] = process.argv.slice(2);
let passed = 0;
let failed = 0;

function note(report, name, message) {
	const shown = stripVTControlCharacters(message).trim().slice(0, SHOWN);
	appendFileSync(failures, `\n● ${path.basename(report, '.json')}: ${name}\n${shown}\n`);
}

function count(report) {
	const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numTotalTests, testResults } =
		JSON.parse(readFileSync(report, 'utf8'));
	passed += numPassedTests;
	failed += numFailedTests + numRuntimeErrorTestSuites + (numTotalTests === 0 ? 1 : 0);
	for (const { name, message, assertionResults } of testResults) {
		const broken = assertionResults.filter(({ status }) => status === 'failed');
		for (const { fullName, failureMessages } of broken) {
			note(report, fullName, failureMessages.join('\n'));
		}
		if (assertionResults.length === 0) note(report, path.basename(name), message);
	}
}

for (const report of reports) {
	try {
		count(report);
	} catch (error) {
		note(report, 'no report', error.message);
		failed += 1;
	}
}
console.log(passed, failed);
