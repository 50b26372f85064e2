import { readReport } from '../../../src/sending/sendingReport';
import { ANNA, BEN } from './sendRequests';

const report = (change: object) =>
	({
		ids: [],
		validReceivers: [],
		invalidReceivers: [],
		totalCreditsRemoved: 0,
		...change,
	}) as never;

describe('what a report spells otherwise stays open where it names too many', () => {
	test('as accepted, and refuses somebody who was not asked for', () => {
		const told = readReport(
			[ANNA],
			report({ ids: [1], validReceivers: ['x'], invalidReceivers: ['y'] }),
		);
		expect(told).toEqual({ accepted: [], invalid: [], untold: [ANNA] });
	});

	test('as refused, and accepts somebody who was not asked for', () => {
		const told = readReport(
			[ANNA, BEN],
			report({ ids: [1], validReceivers: ['x'], invalidReceivers: ['y', 'z'] }),
		);
		expect(told).toEqual({ accepted: [], invalid: [], untold: [ANNA, BEN] });
	});
});

test.each([
	[2, 2],
	['2', 2],
	['', 0],
	[' ', 0],
	['many', 0],
	[NaN, 0],
	[null, 0],
	[[3], 0],
])('credits of %j are %d', (totalCreditsRemoved, credits) => {
	const told = readReport([ANNA], report({ ids: [], validReceivers: [ANNA], totalCreditsRemoved }));
	// Without an id there is none, rather than one that is undefined.
	expect(told.accepted).toStrictEqual([{ receiver: ANNA, credits }]);
});
