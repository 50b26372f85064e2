import { parseJson } from '../../../src/ovh/json';
import { readReport, isReport } from '../../../src/sending/sendingReport';
import { decodeIds, encodeIds } from '../../../src/triggers/ids';

const LONG = '9007199254740993';

describe('JSON', () => {
	test.each([
		[`[${LONG}, 1]`, [LONG, 1]],
		[
			`{"id":${LONG},"credits":0.12345678901234567}`,
			{ id: LONG, credits: Number('0.12345678901234567') },
		],
		[`[-${LONG}]`, [`-${LONG}`]],
		['[9007199254740991]', [9007199254740991]],
		[`["${LONG}", "a \\" ${LONG}, ${LONG}"]`, [LONG, `a " ${LONG}, ${LONG}`]],
		[
			'[12345678901234567.5, 1234567890123456789e2]',
			[Number('12345678901234567.5'), Number('1234567890123456789e2')],
		],
		[LONG, LONG],
		['{"a":[]}', { a: [] }],
	])('%s keeps the digits of what is beyond 2^53', (text, value) => {
		expect(parseJson(text)).toEqual(value);
	});

	test('that is broken stays broken', () => {
		expect(() => parseJson(`{"id":${LONG}`)).toThrow(SyntaxError);
	});
});

test('a report with such ids is one, and tells them', () => {
	const report = parseJson(
		`{"ids":[${LONG}],"validReceivers":["+33612345678"],"invalidReceivers":[],"totalCreditsRemoved":1}`,
	);
	expect(isReport(report)).toBe(true);
	if (!isReport(report)) return;
	expect(readReport(['+33612345678'], report).accepted).toEqual([
		{ receiver: '+33612345678', id: LONG, credits: 1 },
	]);
});

test('a trigger remembers such ids', () => {
	const ids = [7, LONG, 9, 8] as number[];
	expect(decodeIds(encodeIds(ids))).toEqual([7, 8, 9, LONG]);
});
