import { SegmentedMessage } from 'sms-segments-calculator';

/** Whether OVHcloud appends its STOP clause, as it does to marketing messages. */
export interface TextOptions {
	stopClause: boolean;
}

/** What a text takes, in the words of OVHcloud's own estimate (`POST /sms/estimate`). */
export interface TextMeasure {
	/** OVHcloud's names: GSM 7-bit or UCS-2. */
	encoding: '7bits' | 'unicode';
	/**
	 * What is sent, with the STOP clause: in 7 bits the characters of the extension table count
	 * double, in unicode an emoji counts as 2 or more.
	 */
	characters: number;
	/** SMS parts, which is what OVHcloud charges for. */
	parts: number;
	/** What one part of this message can hold: less where there are several. */
	maxCharactersPerPart: number;
	/** What makes it unicode, each once, in order of appearance. */
	nonGsmCharacters: string[];
}

/**
 * What OVHcloud adds to a marketing message: 11 characters on a line of their own. The number in
 * it is OVHcloud's business and differs; the length is the one of OVHcloud's own control panel.
 */
export const STOP_CLAUSE = '\nSTOP:36111';

/** OVHcloud's 7-bit alphabet, as its control panel lists it. */
const GSM =
	'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
	'¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Two each: an escape goes before them. */
export const GSM_EXTENSION = '^{}\\[~]|€';
export const GSM_LETTERS = new Set([...GSM, ...GSM_EXTENSION]);

/** Characters of a part. */
export const CAPACITY = {
	'7bits': { single: 160, several: 153 },
	unicode: { single: 70, several: 67 },
};

/**
 * Counting reader's characters takes time with the square of the length. Beyond this (some 40 parts, and
 * OVHcloud takes 6) nobody needs to know to the last character.
 */
const LONGEST_EXACT = 6000;

/** Whether every character is in the 7-bit alphabet. */
export function isGsm(text: string): boolean {
	for (const character of text) {
		if (!GSM_LETTERS.has(character)) return false;
	}
	return true;
}

/** Encoding and parts of a text, counted with the STOP clause where OVHcloud appends it. */
export function measureText(text: string, { stopClause }: TextOptions): TextMeasure {
	const sent = stopClause ? text + STOP_CLAUSE : text;
	const encoding = isGsm(sent) ? '7bits' : 'unicode';
	const characters = encoding === '7bits' ? septets(sent) : sent.length;
	const { single, several } = CAPACITY[encoding];
	// Counting takes a millisecond, which matters for thousands of personal texts.
	const parts =
		characters <= single
			? 1
			: // The counter never splits what reads as one character, however many units it has.
				Math.max(countedParts(sent, encoding), Math.ceil(characters / several));
	return {
		encoding,
		characters,
		parts,
		maxCharactersPerPart: parts === 1 ? single : several,
		nonGsmCharacters: encoding === '7bits' ? [] : nonGsmCharacters(sent),
	};
}

function countedParts(text: string, encoding: TextMeasure['encoding']): number {
	if (text.length > LONGEST_EXACT) return 0;
	return new SegmentedMessage(text, encoding === '7bits' ? 'GSM-7' : 'UCS-2').segmentsCount;
}

function septets(text: string): number {
	let count = text.length;
	for (const character of text) {
		if (GSM_EXTENSION.includes(character)) count++;
	}
	return count;
}

/** What a reader sees as one character, such as a flag or a letter with a combining accent. */
export function splitCharacters(text: string): string[] {
	if (text.length > LONGEST_EXACT) return [...text];
	return Array.from(
		new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text),
		({ segment }) => segment,
	);
}

function nonGsmCharacters(text: string): string[] {
	return [...new Set(splitCharacters(text))].filter((character) => !isGsm(character));
}
