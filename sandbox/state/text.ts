import { SegmentedMessage } from 'sms-segments-calculator';

/**
 * What OVHcloud's own front end counts for the STOP clause (ovh/manager, modules/sms; read in November
 * 2026); the number shown is OVHcloud's.
 */
export const STOP_CLAUSE = '\nSTOP:36111';

const PART_LENGTH = {
	'GSM-7': { single: 160, several: 153 },
	'UCS-2': { single: 70, several: 67 },
};

/** Fields as in model `sms.JobEstimate`. */
export interface TextMeasure {
	/** Characters of the extension table count twice, those outside the BMP as two. */
	characters: number;
	charactersClass: '7bits' | 'unicode';
	maxCharactersPerPart: number;
	parts: number;
}

export function measureText(message: string, noStopClause: boolean): TextMeasure {
	const text = noStopClause ? message : message + STOP_CLAUSE;
	const segmented = new SegmentedMessage(text, 'auto');
	const parts = Math.max(1, segmented.segmentsCount);
	const length = PART_LENGTH[segmented.encodingName];
	return {
		characters: segmented.encodedChars.reduce((sum, char) => sum + char.codeUnits.length, 0),
		charactersClass: segmented.encodingName === 'GSM-7' ? '7bits' : 'unicode',
		maxCharactersPerPart: parts === 1 ? length.single : length.several,
		parts,
	};
}

const LINK =
	/https?:\/\/|www\.|\b[a-z0-9-]+\.(com|fr|net|org|eu|io|shop|info|biz|link|ly|me|co)\b/i;
const PHONE_NUMBER = /(\+|\b00?)[1-9](?:[\s.-]?\d){7,}/;

/** What OVHcloud does not let through on a short number: links and phone numbers. */
export function hasContactInformation(message: string): boolean {
	return LINK.test(message) || PHONE_NUMBER.test(message);
}
