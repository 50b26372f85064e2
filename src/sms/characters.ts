import SMART_ENCODING from 'sms-segments-calculator/dist/libs/SmartEncodingMap';

import { InputError } from './inputError';
import { isGsm, measureText, splitCharacters, type TextOptions } from './text';

/**
 * What happens to characters that make a message unicode, so that fewer fit into a part: `replace`
 * only where that saves a part, `replaceAlways` unless it takes one more.
 */
export type CharacterMode = 'keep' | 'replace' | 'replaceAlways' | 'reject';

const MODES: readonly string[] = [
	'keep',
	'replace',
	'replaceAlways',
	'reject',
] satisfies CharacterMode[];

/** A character that was replaced, and how many times. */
export interface Replacement {
	character: string;
	by: string;
	count: number;
}

/** Signs and letters that neither the library's table nor Unicode's decompositions know, or as readers expect them. */
const OWN: Record<string, string> = {
	ç: 'c',
	œ: 'oe',
	Œ: 'OE',
	ł: 'l',
	Ł: 'L',
	đ: 'd',
	Đ: 'D',
	ð: 'd',
	Ð: 'D',
	ħ: 'h',
	Ħ: 'H',
	ŧ: 't',
	Ŧ: 'T',
	ŋ: 'n',
	Ŋ: 'N',
	ı: 'i',
	ĸ: 'k',
	þ: 'th',
	Þ: 'Th',
	ə: 'e',
	Ə: 'E',
	ẞ: 'SS',
	ſ: 's',
	// Hungarian: closer than o and u.
	ő: 'ö',
	Ő: 'Ö',
	ű: 'ü',
	Ű: 'Ü',
	'’': "'",
	'‛': "'",
	'′': "'",
	'″': '"',
	'‹': "'",
	'›': "'",
	'‐': '-',
	'‑': '-',
	'‒': '-',
	'–': '-',
	'—': '-',
	'―': '-',
	'−': '-',
	'•': '-',
	'‣': '-',
	'◦': '-',
	'▪': '-',
	'●': '-',
	'·': '.',
	'°': 'o',
	'©': '(c)',
	'®': '(r)',
	'¢': 'c',
	µ: 'u',
	'∆': 'Δ',
	'×': 'x',
	'±': '+/-',
	'≤': '<=',
	'≥': '>=',
	'≠': '!=',
	'→': '->',
	'←': '<-',
	'¦': '|',
	'\t': ' ',
	'\v': '\n',
	'\f': '\n',
	'\u0085': '\n',
	'\u2028': '\n',
	'\u2029': '\n',
};

/**
 * Brings a text into OVHcloud's 7-bit alphabet, as far as it has a near enough letter: emoji and
 * other scripts stay, so that nothing is lost unnoticed. A text that would take more parts then
 * (seventy times "…" is one part, and two with dots) stays as it is.
 * @throws InputError in mode `reject`, with the characters and where they stand; for an unknown mode
 */
export function applyCharacters(
	text: string,
	mode: CharacterMode,
	options: TextOptions = { stopClause: false },
): { text: string; replaced: Replacement[] } {
	if (!MODES.includes(mode)) {
		throw new InputError(
			'Characters',
			`cannot be "${String(mode)}"`,
			`Choose one from the list: ${MODES.join(', ')}.`,
		);
	}
	if (mode === 'keep' || isGsm(text)) return { text, replaced: [] };
	if (mode === 'reject') throw outsideAlphabet(splitCharacters(text));
	const result = replaceForeign(text);
	if (result.replaced.length === 0) return result;
	const saved = measureText(text, options).parts - measureText(result.text, options).parts;
	return saved > 0 || (saved === 0 && mode === 'replaceAlways') ? result : { text, replaced: [] };
}

/** Puts near enough letters of the 7-bit alphabet into a text, whatever that makes of its length. */
export function replaceForeign(text: string): { text: string; replaced: Replacement[] } {
	const replaced = new Map<string, Replacement>();
	return { text: replaceAll(text, replaced), replaced: [...replaced.values()] };
}

/** Replaces until nothing more can be: what is taken out may have kept a letter and its accent apart. */
function replaceAll(text: string, replaced: Map<string, Replacement>): string {
	const result = replaceOnce(text, replaced);
	return result === text || isGsm(result) ? result : replaceAll(result, replaced);
}

function replaceOnce(text: string, replaced: Map<string, Replacement>): string {
	const characters = splitCharacters(text);
	const result = characters.map((character, index) => {
		if (isGsm(character)) return character;
		const by = nearest(character);
		if (by === undefined || joinsNumber(character, characters[index - 1])) return character;
		const replacement = replaced.get(character) ?? { character, by, count: 0 };
		replacement.count++;
		replaced.set(character, replacement);
		return by;
	});
	return result.join('');
}

/** The nearest text within the alphabet. */
function nearest(character: string): string | undefined {
	return (
		withFewerAccents(character) ?? table(character) ?? table(visible(character)) ?? taken(character)
	);
}

function table(character: string): string | undefined {
	// The library's table makes two blanks of a wide one.
	if (/^\p{Zs}$/u.test(character)) return ' ';
	const by = OWN[character] ?? (isMark(character) ? undefined : SMART_ENCODING[character]);
	if (by !== undefined) return by;
	return isGsm(character) || /^\p{Cf}+$/u.test(character) ? visible(character) : undefined;
}

/** Without marks that nobody sees: joiners, directions, soft hyphens, variants of emoji. */
function visible(character: string): string {
	return character.replace(/[\p{Cf}\uFE0E\uFE0F]/gu, '');
}

const isMark = (character: string): boolean => /^\p{M}/u.test(character);

/** A letter with as many of its accents as the alphabet has. */
function withFewerAccents(character: string): string | undefined {
	const [base = '', ...accents] = character.normalize('NFD');
	if (!/^\p{L}$/u.test(base) || !accents.every(isMark)) return undefined;
	const own = OWN[character.normalize('NFC')];
	if (own !== undefined) return own;
	for (let kept = accents.length; kept >= 0; kept--) {
		const letter = [base, ...accents.slice(0, kept)].join('').normalize('NFC');
		if (isGsm(letter)) return letter;
	}
	const by = OWN[base];
	return by !== undefined && isGsm(by) ? by : undefined;
}

/** What Unicode itself says a character is made of: ﬁ of f and i, № of N and o. */
function taken(character: string): string | undefined {
	const parts = [...visible(character).normalize('NFKC')];
	if (parts.join('') === visible(character)) return undefined;
	const by = parts.map((part) => withFewerAccents(part) ?? table(part));
	return by.every((part) => part !== undefined) ? by.join('') : undefined;
}

/** "10²" must not become "102", nor "1½" "11/2", nor "10⁻³" "10-3". */
function joinsNumber(character: string, before = ''): boolean {
	return /^[\p{No}⁺⁻₊₋]/u.test(character) && /[\p{N}⁺⁻₊₋]$/u.test(before);
}

/** Characters that an error names; a whole text in another script has too many. */
const NAMED = 10;

function outsideAlphabet(characters: string[]): InputError {
	const positions = new Map<string, number[]>();
	for (const [index, character] of characters.entries()) {
		if (isGsm(character)) continue;
		const at = positions.get(character);
		if (at) at.push(index + 1);
		else positions.set(character, [index + 1]);
	}
	const named = [...positions]
		.slice(0, NAMED)
		.map(([character, at]) => `${shown(character)} at ${at.slice(0, NAMED).join(', ')}`);
	const more = positions.size > NAMED ? `; and ${positions.size - NAMED} more` : '';
	return new InputError(
		'Message',
		`holds characters outside the 7-bit alphabet of SMS: ${named.join('; ')}${more}`,
		'Change them in the text (the numbers are their positions), or set the option "Characters" to replace them or to keep them.',
	);
}

/** Quoted, with its code where there is nothing to see. */
function shown(character: string): string {
	if (!/^[\p{C}\p{Z}\p{M}]+$/u.test(character)) return `"${character}"`;
	return [...character]
		.map((point) => `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
		.join(' ');
}
