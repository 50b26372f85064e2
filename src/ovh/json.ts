/** Strings, to be left alone, and whole numbers that may be beyond 2^53. */
const STRING_OR_LONG = /"(?:[^"\\]|\\[^])*"?|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;

/**
 * Reads JSON. Whole numbers that a number of JavaScript cannot hold, such as long IDs, stay texts
 * with all their digits.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
	return JSON.parse(/\d{16}/.test(text) ? text.replace(STRING_OR_LONG, kept) : text) as unknown;
}

function kept(found: string): string {
	const isHeld = found.startsWith('"') || Number.isSafeInteger(Number(found));
	return isHeld ? found : `"${found}"`;
}

/** Whether it is an ID that is a number, as `parseJson` gives it; the API's types know no other. */
export function isWhole(value: unknown): value is number {
	return Number.isInteger(value) || (typeof value === 'string' && /^\d{16,}$/.test(value));
}

/** The ID that a text shows, as `parseJson` gives it. */
export function wholeIn(text: string): number {
	const number = Number(text);
	return Number.isSafeInteger(number) ? number : (text as unknown as number);
}
