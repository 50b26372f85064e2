import gsm from 'gsm';
import { split } from 'split-sms';

import { measureText } from '../../sms/text';
import { ALPHABET, EXTENSION, type Kind, KIND_NAMES, textsOf } from './textSamples';

interface Count {
	encoding: string;
	parts: number;
}

const ours = (text: string): Count => measureText(text, { stopClause: false });

const splitSms = (text: string): Count => {
	const { characterSet, parts } = split(text);
	return { encoding: characterSet === 'GSM' ? '7bits' : 'unicode', parts: parts.length };
};

const gsmCount = (text: string): Count => {
	const { char_set, sms_count } = gsm(text);
	return { encoding: char_set === 'Unicode' ? 'unicode' : '7bits', parts: sms_count };
};

/** Fills parts one unit after the other, straight from the standard (3GPP TS 23.038 and 23.040). */
function byTheStandard(text: string): Count {
	const unicode = [...text].some((character) => !(ALPHABET + EXTENSION).includes(character));
	const [single, several] = unicode ? [70, 67] : [160, 153];
	const sizes = [...text].map((character) =>
		unicode ? character.length : EXTENSION.includes(character) ? 2 : 1,
	);
	const total = sizes.reduce((sum, size) => sum + size, 0);
	let parts = 1;
	let used = 0;
	for (const size of total > single ? sizes : []) {
		if (used + size > several) {
			parts++;
			used = 0;
		}
		used += size;
	}
	return { encoding: unicode ? 'unicode' : '7bits', parts };
}

const PER_KIND = 4100;

interface Counted {
	text: string;
	ours: Count;
	standard: Count;
	splitSms: Count;
	gsm: Count;
}

const known = new Map<Kind, Counted[]>();

/** Each text of a kind with what is counted for it. */
function counts(kind: Kind): Counted[] {
	const counted =
		known.get(kind) ??
		textsOf(kind, PER_KIND).map((text) => ({
			text,
			ours: ours(text),
			standard: byTheStandard(text),
			splitSms: splitSms(text),
			gsm: gsmCount(text),
		}));
	known.set(kind, counted);
	return counted;
}

/** The most parts that a text can take if no part is left with less room than its longest character. */
function mostParts(text: string): number {
	const characters = new Intl.Segmenter('en').segment(text);
	const longest = Math.max(...Array.from(characters, ({ segment }) => segment.length));
	return Math.ceil(text.length / (67 - (longest - 1)));
}

describe(`independent counters agree on ${PER_KIND * KIND_NAMES.length} texts`, () => {
	describe.each(KIND_NAMES)('of %s:', (kind) => {
		const holdsPairs = kind === 'emoji' || kind === 'characters of several parts';
		let counted: Counted[];
		beforeAll(() => {
			counted = counts(kind);
		}, 60_000);

		test('the encoding, on each of them', () => {
			expect(
				counted.filter(({ ours, ...others }) =>
					[others.standard, others.splitSms, others.gsm].some(
						({ encoding }) => encoding !== ours.encoding,
					),
				),
			).toEqual([]);
		});

		test('the parts, on each of them, as the standard and `split-sms` say', () => {
			expect(counted.filter(({ standard, splitSms }) => standard.parts !== splitSms.parts)).toEqual(
				[],
			);
			// What reads as one character is kept whole here, which can take more parts.
			const allowed = kind === 'characters of several parts';
			expect(
				counted.filter(
					({ text, ours, standard }) =>
						ours.parts !== standard.parts &&
						!(allowed && ours.parts > standard.parts && ours.parts <= mostParts(text)),
				),
			).toEqual([]);
		});

		test('the parts, on each of them, as `gsm` says', () => {
			// It divides by 67, and so cuts in two what stands on the border of two parts.
			expect(
				counted.filter(
					({ text, ours, gsm }) =>
						ours.parts !== gsm.parts &&
						!(holdsPairs && ours.parts > gsm.parts && ours.parts <= mostParts(text)),
				),
			).toEqual([]);
		});
	});
});

test('the texts do hold what counters disagree about', () => {
	const emoji = counts('emoji').filter(({ ours, gsm }) => ours.parts !== gsm.parts);
	expect(emoji.length).toBeGreaterThan(10);
	const clusters = counts('characters of several parts').filter(
		({ ours, splitSms }) => ours.parts !== splitSms.parts,
	);
	expect(clusters.length).toBeGreaterThan(10);
});

// Part of the standard, but not of the alphabet that OVHcloud lists.
test('the form feed is unicode here, and 7 bits to the others', () => {
	expect([ours('\f'), splitSms('\f'), gsmCount('\f')].map(({ encoding }) => encoding)).toEqual([
		'unicode',
		'7bits',
		'7bits',
	]);
});
