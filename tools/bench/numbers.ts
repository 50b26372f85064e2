import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { parseRecipients } from '../../src/sms/recipients';

const COUNT = 100_000;
const ROUNDS = 5;

/** Reading numbers beside one bare reading of each by libphonenumber, in the same run. */
export interface NumbersMeasured {
	numbers: number;
	/** Seconds, the best of all rounds. */
	ours: number;
	bare: number;
	ratio: number;
}

/** Different numbers, in the spellings of which lists are made: five of seven for within France. */
export function numbersToRead(): string[] {
	return Array.from({ length: COUNT }, (_, index) => {
		const end = String(10_000_000 + index);
		const pairs = end.replace(/(\d\d)(?=\d)/g, '$1 ');
		const spellings = [
			`+336${end}`,
			`00336${end}`,
			`06 ${pairs}`,
			`06${end}`,
			`6${end}`,
			`336${end}`,
			`+33 (0)6 ${pairs}`,
		];
		return spellings[index % spellings.length];
	});
}

export function measureNumbers(): NumbersMeasured {
	const numbers = numbersToRead();
	const ways = {
		bare: () => numbers.map((number) => parsePhoneNumberFromString(number, 'FR')),
		ours: () => parseRecipients(numbers, { defaultCountry: 'FR' }),
	};
	const best = { bare: Infinity, ours: Infinity };
	// In turns, so that what disturbs the machine for a while disturbs both.
	for (let round = 0; round < ROUNDS; round++) {
		for (const way of ['bare', 'ours'] as const) {
			const begun = performance.now();
			ways[way]();
			best[way] = Math.min(best[way], (performance.now() - begun) / 1000);
		}
	}
	return { numbers: COUNT, ...best, ratio: best.ours / best.bare };
}
