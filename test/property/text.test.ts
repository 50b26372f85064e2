import fc from 'fast-check';

import { measureText, splitCharacters, type TextMeasure } from '../../src/sms/text';
import { byTheStandard, gsmCount, mostParts, splitSms } from '../unit/sms/counters';
import { runs } from './settings';
import { anyText, gsmText } from './texts';

const ours = (text: string, stopClause = false): TextMeasure => measureText(text, { stopClause });

/** Part of the standard's table, but not of OVHcloud's. */
const withoutFormFeed = anyText.map((text) => text.replace(/\f/g, ''));

test('the parts of any text lie between what the standard says and what whole characters may need', () => {
	fc.assert(
		fc.property(withoutFormFeed, (text) => {
			const { encoding, parts } = ours(text);
			const standard = byTheStandard(text);
			expect(encoding).toBe(standard.encoding);
			expect(parts).toBeGreaterThanOrEqual(standard.parts);
			if (parts > standard.parts) expect(parts).toBeLessThanOrEqual(mostParts(text));
		}),
		runs(600),
	);
});

test('independent counters agree on the encoding of any text, and on the parts of 7-bit ones', () => {
	fc.assert(
		fc.property(withoutFormFeed, (text) => {
			const { encoding } = ours(text);
			expect([splitSms(text).encoding, gsmCount(text).encoding]).toEqual([encoding, encoding]);
		}),
		runs(300),
	);
	fc.assert(
		fc.property(
			gsmText.filter((text) => text !== ''),
			(text) => {
				const { parts } = ours(text);
				expect([splitSms(text).parts, gsmCount(text).parts]).toEqual([parts, parts]);
			},
		),
		runs(300),
	);
});

test('what is told of a text fits together', () => {
	fc.assert(
		fc.property(anyText, fc.boolean(), (text, stopClause) => {
			const { encoding, characters, parts, maxCharactersPerPart, nonGsmCharacters } = ours(
				text,
				stopClause,
			);
			expect(parts).toBeGreaterThan(0);
			expect(characters).toBeLessThanOrEqual(parts * maxCharactersPerPart);
			expect(nonGsmCharacters.length > 0).toBe(encoding === 'unicode');
			expect(new Set(nonGsmCharacters).size).toBe(nonGsmCharacters.length);
		}),
		runs(300),
	);
});

test('the STOP clause, and any more text, never makes a message cheaper', () => {
	fc.assert(
		fc.property(anyText, anyText, (text, more) => {
			expect(ours(text, true).parts).toBeGreaterThanOrEqual(ours(text).parts);
			expect(ours(text + more).parts).toBeGreaterThanOrEqual(ours(text).parts);
		}),
		runs(300),
	);
});

test('splitting into characters loses nothing', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			expect(splitCharacters(text).join('')).toBe(text);
		}),
		runs(300),
	);
});

test('a text of any length is measured at once', () => {
	fc.assert(
		fc.property(anyText, fc.integer({ min: 50, max: 2000 }), (text, times) => {
			const long = text.repeat(times);
			const { parts, maxCharactersPerPart, characters } = ours(long);
			expect(parts * maxCharactersPerPart).toBeGreaterThanOrEqual(characters);
			expect(parts).toBeGreaterThanOrEqual(ours(text).parts);
		}),
		runs(30),
	);
});
