import { PTTS } from '../../../sandbox/routes/ptts';
import type { SmsPttDetails } from '../../../src/ovh/model.generated';
import {
	decodeDelivery,
	type DeliveryCodes,
	isFinal,
	needsPttDetails,
} from '../../../src/sms/deliveryStatus';
import { PTT_CODES } from '../../../src/sms/pttCodes';

const codes = (ptt: number, deliveryReceipt: number) => ({ ptt, deliveryReceipt });

describe('the state of an SMS', () => {
	it.each([
		{ ptt: 0, receipt: 0, status: 'pending', final: false },
		{ ptt: 1, receipt: 0, status: 'pending', final: false },
		{ ptt: 3, receipt: 4, status: 'pending', final: false },
		{ ptt: 24, receipt: 8, status: 'pending', final: false },
		{ ptt: 4, receipt: 1, status: 'delivered', final: true },
		{ ptt: 5, receipt: 2, status: 'failed', final: true, permanent: false },
		{ ptt: 24, receipt: 2, status: 'failed', final: true, permanent: false },
		{ ptt: 23, receipt: 2, status: 'failed', final: true, permanent: true },
		{ ptt: 23, receipt: 8, status: 'failed', final: true, permanent: true },
		{ ptt: 8, receipt: 16, status: 'failed', final: true, permanent: false },
		{ ptt: 6, receipt: 4, status: 'unknown', final: false },
		{ ptt: 6, receipt: 1, status: 'delivered', final: true },
		{ ptt: 28, receipt: 4, status: 'failed', final: true, permanent: true },
		{ ptt: 4, receipt: 77, status: 'delivered', final: true },
		{ ptt: 24, receipt: 77, status: 'unknown', final: false },
	])('ptt $ptt with receipt $receipt: $status', ({ ptt, receipt, status, final, permanent }) => {
		const decoded = decodeDelivery(codes(ptt, receipt));
		expect(decoded.status).toBe(status);
		// Only what failed can be asked whether sending again would help.
		expect(decoded.permanent).toBe(permanent);
		expect(isFinal(codes(ptt, receipt))).toBe(final);
	});

	it('says in words what happened', () => {
		expect(decodeDelivery(codes(23, 2)).statusText).toBe(
			'The number is invalid or barred; do not use it again',
		);
		expect(decodeDelivery(codes(24, 8)).statusText).toMatch(/absent/);
		for (const [ptt, receipt] of [
			[1, 0],
			[3, 4],
			[5, 2],
		]) {
			expect(decodeDelivery(codes(ptt, receipt)).statusText).toBe(PTT_CODES[ptt]?.text);
		}
	});

	it('does not give the reason of a failure to a message that arrived', () => {
		expect(decodeDelivery(codes(24, 1)).statusText).toBe('Delivered');
		expect(decodeDelivery(codes(3, 1)).statusText).toBe('Delivered');
		expect(decodeDelivery(codes(3, 2)).statusText).toBe('Not delivered');
	});

	it('has a text for every code that OVHcloud publishes', () => {
		for (const ptt of Object.keys(PTTS).map(Number)) {
			expect(needsPttDetails(codes(ptt, 2))).toBe(false);
			expect(PTT_CODES[ptt]?.text).toMatch(/^\w.{5,}\w$/);
		}
	});
});

describe('a code that no table has', () => {
	it('is unknown and named, unless the receipt says what happened', () => {
		expect(decodeDelivery(codes(999, 64))).toEqual({
			status: 'unknown',
			statusText: "The outcome is not known (OVHcloud's code: ptt 999, receipt 64)",
		});
		expect(decodeDelivery(codes(999, 2))).toEqual({
			status: 'failed',
			statusText: "Not delivered (OVHcloud's code: ptt 999, receipt 2)",
			permanent: false,
		});
		expect(decodeDelivery(codes(999, 1))).toMatchObject({ status: 'delivered' });
		expect(decodeDelivery(codes(999, 4))).toMatchObject({ status: 'pending' });
		expect(isFinal(codes(999, 64))).toBe(false);
		expect(isFinal(codes(999, 2))).toBe(true);
		expect(needsPttDetails(codes(999, 2))).toBe(true);
	});

	it("has OVHcloud's explanation where that is given", () => {
		const details = {
			description: 'Number recycled',
			comment: 'Ask for the new one',
			duration: 'permanent' as const,
		};
		expect(decodeDelivery(codes(999, 2), details)).toEqual({
			status: 'failed',
			statusText: 'Number recycled: Ask for the new one',
			permanent: true,
		});
		expect(decodeDelivery(codes(999, 2), { ...details, duration: 'temporary' }).permanent).toBe(
			false,
		);
		expect(decodeDelivery(codes(999, 4), details)).toEqual({
			status: 'pending',
			statusText: 'Number recycled: Ask for the new one',
		});
		expect(
			decodeDelivery(codes(999, 2), { ...details, comment: 'Number recycled' }).statusText,
		).toBe('Number recycled');
	});
});

describe('what is no code', () => {
	test.each<[ptt: unknown, deliveryReceipt: unknown]>([
		[undefined, 1],
		[4, null],
		['4', 1],
		['constructor', 'constructor'],
		[{}, []],
	])('leaves the outcome unknown: ptt %j, receipt %j', (ptt, deliveryReceipt) => {
		expect(decodeDelivery({ ptt, deliveryReceipt } as DeliveryCodes)).toEqual({
			status: 'unknown',
			statusText: 'The outcome is not known',
		});
	});

	test.each([undefined, null, '4', {}, 0.5])('is not asked for: %j', (ptt) => {
		expect(needsPttDetails({ ptt, deliveryReceipt: 0 } as DeliveryCodes)).toBe(false);
	});

	test.each([{ description: null, comment: 7 }, { description: '', comment: {} }, {}])(
		'has no words of OVHcloud either: %j',
		(details) => {
			expect(decodeDelivery(codes(999, 2), details as unknown as SmsPttDetails).statusText).toBe(
				"Not delivered (OVHcloud's code: ptt 999, receipt 2)",
			);
		},
	);
});
