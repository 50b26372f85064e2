/** Marks that nobody sees, as they come with numbers copied from contacts and web pages; the last two are a blank of Braille and the frame of an emoji digit. */
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]|\u20e3/gu;

/** Quotes, and what spreadsheets put before a number so that it stays text. */
const WRAPPING = /^[\s='’‘`´"“”„«»]+|(?<![\s'’‘`´"“”„«»])[\s'’‘`´"“”„«»]+$/g;

/** Needs nothing of what follows. */
const E164 = /^\+\d{5,15}$/;

/** A number as its parser knows it: ASCII digits, ordinary blanks, and nothing that is not seen. */
export function plain(input: string): string {
	if (E164.test(input)) return input;
	return (
		input
			.replace(/\s+/g, ' ')
			.replace(INVISIBLE, '')
			// Digits and signs of full width, and others that are the same to a reader.
			.normalize('NFKC')
			.replace(WRAPPING, '')
			.replace(/^tel: ?/i, '')
			// A number that went through a table of decimals: the zero is not part of it.
			.replace(/^(\+?\d{7,})\.0+$/, '$1')
			.replace(/^\( ?((?:\+|00) ?\d{1,4}) ?\)/, '$1 ')
	);
}

/** As spreadsheets show long numbers: `3.36E+10`. */
const SCIENTIFIC = /^(\+?)(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i;

/**
 * The digits of a number in scientific notation, `undefined` where some of them are lost, and any
 * other text as it is.
 */
export function withoutExponent(text: string): string | undefined {
	const [, plus = '', first = '', decimals = '', exponent] = SCIENTIFIC.exec(text) ?? [];
	if (exponent === undefined) return text;
	return decimals.length === Number(exponent) ? plus + first + decimals : undefined;
}

/** Zeros at the end of a number, as rounding to a spreadsheet's `3.36E+10` leaves them. */
const ROUNDED = /0{6}$/;

/** Whether a number of JavaScript has lost digits on its way: it is beyond 2^53, or was rounded. */
export function isLossy(value: unknown): boolean {
	if (typeof value !== 'number' || !Number.isInteger(value)) return false;
	return !Number.isSafeInteger(value) || ROUNDED.test(String(value));
}
