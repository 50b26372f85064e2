import { composed } from './composed';
import { InputError } from './inputError';

/** The first bytes of files that people take for CSV files, and what they are. */
const OTHER_FILES: Array<[number[], string]> = [
	[[0x50, 0x4b, 0x03, 0x04], 'a spreadsheet (such as .xlsx, .ods or .numbers)'],
	[[0xd0, 0xcf, 0x11, 0xe0], 'a spreadsheet (.xls)'],
	[[0x25, 0x50, 0x44, 0x46], 'a PDF'],
	[[0x1f, 0x8b], 'a compressed file (.gz)'],
];

const SAVE_AS_CSV =
	'Open it in the spreadsheet program and save it as CSV ("CSV UTF-8" where there is a choice), then use that file.';

/**
 * The text of a file as spreadsheets and old systems write it: UTF-8, UTF-16 (both ways, also
 * without a mark), Windows' encoding or the old one of the Mac. In NFC, its lines ending with LF.
 * @param parameter display name of where the file comes from
 * @throws InputError for a file that is no text, or whose letters would be lost
 */
export function decodeText(bytes: Uint8Array, parameter: string): string {
	const other = OTHER_FILES.find(([start]) => start.every((byte, index) => bytes[index] === byte));
	if (other) {
		throw new InputError(parameter, `is ${other[1]}, not a CSV file`, SAVE_AS_CSV);
	}
	const text = decoded(bytes, parameter)
		.replace(/^\ufeff+/, '')
		.replace(/\r\n?/g, '\n');
	return composed(parameter, withoutEnd(text));
}

/** Old systems end a file with Ctrl-Z, and fill it up with zeros. */
function withoutEnd(text: string): string {
	let end = text.length;
	while (end > 0 && '\u001a\0'.includes(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}

function decoded(bytes: Uint8Array, parameter: string): string {
	const utf16 = utf16In(bytes);
	if (utf16) return new TextDecoder(utf16).decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return oldText(bytes, parameter);
	}
}

/** By the mark at the start, or by the half of a first letter that is empty. */
function utf16In([first = -1, second = -1]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
	if ((first === 0xff && second === 0xfe) || (first > 0 && second === 0)) return 'utf-16le';
	if ((first === 0xfe && second === 0xff) || (first === 0 && second > 0)) return 'utf-16be';
	return undefined;
}

/** What is no Unicode: of the two encodings the one whose letters read like words. */
function oldText(bytes: Uint8Array, parameter: string): string {
	const windows = fromWindows(bytes);
	const mac = new TextDecoder('macintosh').decode(bytes);
	const text = plausibility(mac) > plausibility(windows) ? mac : windows;
	if (plausibility(text) >= 0) return text;
	throw new InputError(
		parameter,
		'is in an encoding that is not known, so that its accented letters would be lost',
		'Save it as CSV in UTF-8 ("CSV UTF-8" in Excel), then use that file.',
	);
}

/** Letters of Western Europe beside another, and the apostrophe of "l’eau": signs of words. */
const WORDS =
	/[À-ÖØ-öø-ýŒœŠšŽž](?=\p{L})|(?<=\p{L})[À-ÖØ-öø-ýŒœŠšŽž](?!\p{L})|(?<![\p{L}])[cdjlmnst]’(?=\p{L})|[du]’(?=\p{L})/giu;
/** Capitals within small letters and the reverse, and signs that no word has: another encoding. */
const NO_WORDS =
	/\p{Ll}[À-ÖØ-ÞŒŠŸŽ]|\p{Lu}{2}[ß-öø-ÿœšž]|\p{Lu}[ß-öø-ÿœšž]\p{Lu}|\p{L}[“•…–—€·]\p{L}|\p{L}[„‚†‡‰‹›ˆ˜™ƒ√∫∂∑∏π∆Ω≈≠≤≥∞◊¬¨´¸˚˝˛ˇ˘˙¯±×÷¤¦§¶¥¢£®¹²³¼½¾ﬁﬂ]|[\u0080-\u009f]/gu;

function plausibility(text: string): number {
	return count(text, WORDS) - 3 * count(text, NO_WORDS);
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** What Windows has in the place of the control characters from 0x80 on. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** By hand, since the decoder of some versions of Node takes these signs for control characters. */
function fromWindows(bytes: Uint8Array): string {
	return Buffer.from(bytes)
		.toString('latin1')
		.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS.charAt(sign.charCodeAt(0) - 0x80));
}
