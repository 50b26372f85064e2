import { composed } from './composed';
import { InputError, quoted } from './inputError';

/** What JavaScript, Luxon and n8n write where a value was missing or was no text; whole words only. */
const LEFTOVERS = [
	/(?<![\p{L}\p{N}_])(?:undefined|NaN)(?![\p{L}\p{N}_])/u,
	/(?<![\p{L}\p{N}_])Invalid (?:DateTime|Date|Duration|Interval)(?![\p{L}\p{N}_])/u,
	/\[object [A-Z][A-Za-z]{0,30}\]/,
];

/** What n8n, Twig or Liquid, and JavaScript put a value in the place of. */
const PLACEHOLDERS: Array<[open: string, close: string]> = [
	['{{', '}}'],
	['{%', '%}'],
	['${', '}'],
];

/** Marks that show nothing on a phone, blanks and fillers among them. */
const INVISIBLE = /^[\s\p{C}\p{M}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]+$/u;

/**
 * A text as it is sent: lines end with LF, since CRLF counts twice, and letters are composed (NFC).
 * @param parameter where the text comes from
 * @throws InputError for a text that no person writes
 */
export function tidied(parameter: string, text: string): string {
	return composed(parameter, text.replace(/\r\n?/g, '\n'));
}

/**
 * Refuses what nobody means to send: the remains of an expression that gave nothing, a placeholder
 * that nothing has replaced, and a text of which nothing can be seen.
 * @throws InputError
 */
export function checkLeftovers(text: string): void {
	const leftover = leftoverIn(text);
	if (leftover !== undefined) {
		throw new InputError(
			'Message',
			`holds ${quoted(leftover)}, which looks like the rest of an expression or placeholder without a value`,
			'Nothing was sent. Correct the expression or the field that it reads; if the text is meant as it stands, set the option "Allow Leftovers".',
		);
	}
	if (text.trim() === '' || !INVISIBLE.test(text)) return;
	throw new InputError(
		'Message',
		'holds only characters that nobody can see',
		'Nothing was sent. Write the text to send; if it is meant as it stands, set the option "Allow Leftovers".',
	);
}

function leftoverIn(text: string): string | undefined {
	for (const pattern of LEFTOVERS) {
		const found = pattern.exec(text)?.[0];
		if (found) return found;
	}
	for (const [open, close] of PLACEHOLDERS) {
		const start = text.indexOf(open);
		const end = start < 0 ? -1 : text.indexOf(close, start + open.length);
		if (end >= 0) return text.slice(start, end + close.length);
	}
	return undefined;
}
