import { type Compatibility, isAsRecorded, recorded } from '../../helpers/n8n/compatibility';
import { LATEST, LINES } from '../../../tools/n8n/versions';

const known = recorded();
const { [LATEST.version]: latest } = known;
const [first] = Object.keys(latest.tests);
const without = (test: string): Compatibility['tests'] =>
	Object.fromEntries(Object.entries(latest.tests).filter(([name]) => name !== test));

test('every supported version of n8n was tried, and nothing failed', () => {
	expect(Object.keys(known).sort()).toEqual(LINES.map(({ version }) => version).sort());
	for (const { tests } of Object.values(known)) {
		expect(Object.keys(tests)).toEqual(Object.keys(latest.tests));
		expect(new Set(Object.values(tests))).toEqual(new Set(['passed']));
	}
});

test('the same result on another Node is as recorded', () => {
	expect(isAsRecorded(LATEST.version, latest)).toBe(true);
	expect(isAsRecorded(LATEST.version, { ...latest, ranOnNode: '24.0.0' })).toBe(true);
});

test.each<[string, Partial<Compatibility>]>([
	['a test that fails', { tests: { ...latest.tests, [first]: 'failed' } }],
	['a test that was left out', { tests: { ...latest.tests, [first]: 'pending' } }],
	['a test that is gone', { tests: without(first) }],
	['a test that is new', { tests: { ...latest.tests, 'Something else': 'passed' } }],
	['another demand on Node', { asksForNode: '>=26' }],
])('%s is not as recorded', (_, changes) => {
	expect(isAsRecorded(LATEST.version, { ...latest, ...changes })).toBe(false);
});

test('a version that was never tried is not as recorded', () => {
	expect(isAsRecorded('1.0.0', latest)).toBe(false);
});
