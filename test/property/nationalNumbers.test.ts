import fc from 'fast-check';

import { parseRecipients } from '../../src/sms/recipients';
import { samples, SPELLINGS } from '../unit/sms/numberSamples';
import { runs } from './settings';

/** Numbers of all sampled countries, other ones for each seed. */
const MOBILES = fc.integer().map((seed) => samples(2, seed).filter(({ isMobile }) => isMobile));

const NATIONAL = SPELLINGS.filter(({ isNational }) => isNational);

test('no national mobile number of 40 countries is refused or changed, with or without its zero', () => {
	fc.assert(
		fc.property(MOBILES, (mobiles) => {
			const wrong = mobiles.flatMap((mobile) =>
				NATIONAL.map(({ write }) => write(mobile))
					.map((text) => ({ text, read: receiverOf(text, mobile.region) }))
					.filter(({ read }) => read !== mobile.e164),
			);
			expect(wrong).toEqual([]);
		}),
		runs(100),
	);
});

test('a spreadsheet that makes numbers of them changes nothing', () => {
	fc.assert(
		fc.property(MOBILES, (mobiles) => {
			const wrong = mobiles
				.map(({ national, region, e164 }) => ({
					number: Number(national.replace(/\D/g, '')),
					region,
					e164,
				}))
				.filter(({ number }) => number % 1e6 !== 0)
				.filter(({ number, region, e164 }) => receiverOf(number, region) !== e164);
			expect(wrong).toEqual([]);
		}),
		runs(50),
	);
});

function receiverOf(written: string | number, defaultCountry: string): string | undefined {
	return parseRecipients(written, { defaultCountry })[0].receiver;
}
