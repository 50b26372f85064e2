import fc from 'fast-check';

import { applyCharacters } from '../../src/sms/characters';
import { InputError } from '../../src/sms/inputError';
import { isGsm, measureText, splitCharacters } from '../../src/sms/text';
import { runs } from './settings';
import { anyText } from './texts';

test('replacing once is enough', () => {
	fc.assert(
		fc.property(anyText, fc.boolean(), (text, stopClause) => {
			const once = applyCharacters(text, 'replaceAlways', { stopClause }).text;
			expect(applyCharacters(once, 'replaceAlways', { stopClause }).text).toBe(once);
		}),
		runs(500),
	);
});

test('replacing never makes a message dearer, nor takes it out of the 7-bit alphabet', () => {
	fc.assert(
		fc.property(anyText, fc.boolean(), (text, stopClause) => {
			const { text: result } = applyCharacters(text, 'replaceAlways', { stopClause });
			const before = measureText(text, { stopClause });
			const after = measureText(result, { stopClause });
			expect(after.parts).toBeLessThanOrEqual(before.parts);
			if (before.encoding === '7bits') expect(result).toBe(text);
		}),
		runs(500),
	);
});

/** Without what joins its neighbours as soon as nothing stands between them. */
const loose = anyText.map((text) => text.replace(/[\p{M}\p{Surrogate}\p{RI}]/gu, ''));

test('each character either stays or is named among the replaced ones', () => {
	fc.assert(
		fc.property(loose, (text) => {
			const { text: result, replaced } = applyCharacters(text, 'replaceAlways');
			const by = new Map(replaced.map((entry) => [entry.character, entry]));
			const counts = new Map<string, number>();
			for (const character of splitCharacters(text)) {
				counts.set(character, (counts.get(character) ?? 0) + 1);
			}
			for (const { character, by: letter, count } of replaced) {
				expect(isGsm(character)).toBe(false);
				expect(isGsm(letter)).toBe(true);
				expect(count).toBeGreaterThan(0);
				// Some may stay, where a number would read as another one.
				expect(count).toBeLessThanOrEqual(counts.get(character) ?? 0);
			}
			const untouched = splitCharacters(text).filter((character) => !by.has(character));
			expect(inThisOrder(untouched.join(''), result)).toBe(true);
		}),
		runs(300),
	);
});

/** Whether all characters of a text stand in another one, in their order. */
function inThisOrder(text: string, within: string): boolean {
	let from = 0;
	return [...text].every((character) => {
		const at = within.indexOf(character, from);
		from = at + character.length;
		return at >= 0;
	});
}

test('a text is refused just where it holds what the alphabet lacks, in words of bounded length', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			let error: unknown;
			try {
				expect(applyCharacters(text, 'reject')).toEqual({ text, replaced: [] });
			} catch (refusal) {
				error = refusal;
			}
			expect(error instanceof InputError).toBe(!isGsm(text));
			expect(error === undefined || error instanceof InputError).toBe(true);
			expect(String(error).length).toBeLessThan(3000);
		}),
		runs(500),
	);
});

test('keeping keeps', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			expect(applyCharacters(text, 'keep')).toEqual({ text, replaced: [] });
		}),
		runs(100),
	);
});
