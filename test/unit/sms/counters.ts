import gsm from 'gsm';
import { split } from 'split-sms';

import { ALPHABET, EXTENSION } from '../../helpers/textSamples';

/** What a counter of SMS parts says. */
export interface Count {
	encoding: string;
	parts: number;
}

export const splitSms = (text: string): Count => {
	const { characterSet, parts } = split(text);
	return { encoding: characterSet === 'GSM' ? '7bits' : 'unicode', parts: parts.length };
};

export const gsmCount = (text: string): Count => {
	const { char_set, sms_count } = gsm(text);
	return { encoding: char_set === 'Unicode' ? 'unicode' : '7bits', parts: sms_count };
};

/** Fills parts one unit after the other, straight from the standard (3GPP TS 23.038 and 23.040). */
export function byTheStandard(text: string): Count {
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

/** The most parts that a text can take if no part is left with less room than its longest character. */
export function mostParts(text: string): number {
	const characters = new Intl.Segmenter('en').segment(text);
	const longest = Math.max(...Array.from(characters, ({ segment }) => segment.length));
	return Math.ceil(text.length / Math.max(1, 67 - (longest - 1)));
}
