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

const PER_KIND = 4500;

const pick = ({ encoding, parts }: Count): string => `${encoding} ${parts}`;

/** Texts that a counter sees in another way than this package does. */
const differences = (kind: Kind, other: (text: string) => Count): string[] =>
	textsOf(kind, PER_KIND).filter((text) => pick(ours(text)) !== pick(other(text)));

/** Units of the longest character, as a reader sees characters. */
const longestCharacter = (text: string): number =>
	Math.max(...Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment.length));

describe(`independent counters agree on ${PER_KIND * KIND_NAMES.length} texts`, () => {
	describe.each(KIND_NAMES)('of %s:', (kind) => {
		const texts = textsOf(kind, PER_KIND);
		const counted = new Map<string, Count>();
		beforeAll(() => {
			for (const text of texts) counted.set(text, ours(text));
		}, 60_000);
		const own = (text: string): Count => counted.get(text) ?? ours(text);
		const whole = kind !== 'characters of several parts';

		test('the encoding, all of them', () => {
			for (const text of texts) {
				const { encoding } = own(text);
				expect([text, splitSms(text).encoding]).toEqual([text, encoding]);
				expect([text, gsmCount(text).encoding]).toEqual([text, encoding]);
				expect([text, byTheStandard(text).encoding]).toEqual([text, encoding]);
			}
		});

		// Other counters may cut a family of emoji in two; keeping it whole can take one more part.
		test('the parts, except that nothing that reads as one character is cut', () => {
			for (const text of texts) {
				const { parts } = own(text);
				const expected = byTheStandard(text).parts;
				expect([text, splitSms(text).parts]).toEqual([text, expected]);
				if (whole) expect([text, parts]).toEqual([text, expected]);
				else expect(parts).toBeGreaterThanOrEqual(expected);
				const wasted = longestCharacter(text) - 1;
				if (parts > expected) {
					expect(parts).toBeLessThanOrEqual(Math.ceil(text.length / (67 - wasted)));
				}
			}
		});

		// `gsm` divides units by 67 and so cuts an emoji that stands on the border of two parts.
		test('the parts, except that `gsm` cuts emoji in halves', () => {
			for (const text of texts) {
				const { parts } = own(text);
				const expected = gsmCount(text).parts;
				if (longestCharacter(text) === 1 || own(text).encoding === '7bits') {
					expect([text, parts]).toEqual([text, expected]);
				} else {
					expect(parts).toBeGreaterThanOrEqual(expected);
					const wasted = longestCharacter(text) - 1;
					expect(parts).toBeLessThanOrEqual(
						Math.max(expected, Math.ceil(text.length / (67 - wasted))),
					);
				}
			}
		});
	});
});

test('the texts do hold what counters disagree about', () => {
	expect(differences('emoji', gsmCount).length).toBeGreaterThan(10);
	expect(differences('characters of several parts', splitSms).length).toBeGreaterThan(10);
});

// Part of the standard, but not of the alphabet that OVHcloud lists.
test('the form feed is unicode here, and 7 bits to the others', () => {
	expect([ours('\f'), splitSms('\f'), gsmCount('\f')].map(({ encoding }) => encoding)).toEqual([
		'unicode',
		'7bits',
		'7bits',
	]);
});
