import fc from 'fast-check';

import { ALPHABET, EXTENSION } from '../helpers/textSamples';

/** A code unit between two, whatever it is: halves of emoji too. */
const unit = (min: number, max: number) =>
	fc.integer({ min, max }).map((code) => String.fromCharCode(code));

const point = (min: number, max: number) =>
	fc.integer({ min, max }).map((code) => String.fromCodePoint(code));

/** What a reader sees as one character, or nearly: from all planes, and what texts are made of. */
const PIECE = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...ALPHABET) },
	{ weight: 2, arbitrary: fc.constantFrom(...EXTENSION) },
	{ weight: 2, arbitrary: fc.constantFrom(...'êëâîïôûœŒç«»’“”–—…•№½²ﬁ™€łğıß\u00a0\u202f') },
	{ weight: 1, arbitrary: unit(0x00, 0x20) },
	{ weight: 1, arbitrary: unit(0x7f, 0x24f) },
	{ weight: 1, arbitrary: unit(0x250, 0xd7ff) },
	{ weight: 1, arbitrary: unit(0xd800, 0xdfff) },
	{ weight: 1, arbitrary: unit(0xe000, 0xffff) },
	{ weight: 1, arbitrary: point(0x10000, 0x10ffff) },
	{ weight: 1, arbitrary: point(0x1f300, 0x1f6ff) },
	{ weight: 1, arbitrary: point(0x300, 0x36f) },
	{ weight: 1, arbitrary: fc.constantFrom('👨‍👩‍👧', '🇫🇷', '👍🏽', '1️⃣', '\u200d', '\ufe0f', '\r\n') },
);

const mixed = fc.array(PIECE, { maxLength: 330, size: 'max' }).map((pieces) => pieces.join(''));

/** Runs of one character, which reach the borders between parts. */
const monotonous = fc
	.tuple(PIECE, fc.integer({ min: 1, max: 330 }), fc.array(PIECE, { maxLength: 5 }))
	.map(([piece, count, rest]) => piece.repeat(count).slice(0, 330) + rest.join(''));

/** Letters of the alphabet only. */
export const gsmText = fc
	.array(fc.constantFrom(...ALPHABET, ...EXTENSION), { maxLength: 330, size: 'max' })
	.map((letters) => letters.join(''));

/** Texts of every kind, of a few parts at most. */
export const anyText = fc.oneof(mixed, monotonous, gsmText, fc.string({ unit: 'binary' }));
