import { isGsm, measureText } from '../../../src/sms/text';
import { ALPHABET, EXTENSION } from '../../helpers/textSamples';

const measured = (text: string, stopClause = false) => {
	const { encoding, parts } = measureText(text, { stopClause });
	return `${encoding} ${parts}`;
};

describe('the encoding of a message', () => {
	test.each([...ALPHABET])('%j fits 160 times in one part', (character) => {
		expect(measured(character.repeat(160))).toBe('7bits 1');
		expect(measured(character.repeat(161))).toBe('7bits 2');
	});

	test.each([...EXTENSION])('%j counts double', (character) => {
		expect(measured(character.repeat(80))).toBe('7bits 1');
		expect(measured(character.repeat(81))).toBe('7bits 2');
	});

	test.each([...'êëâîïôûœç«»—’…`\t\f\0', 'é'.normalize('NFD'), '中', '😀'])(
		'%j makes the whole message unicode',
		(character) => {
			expect(measured(`Hello ${character}`)).toBe('unicode 1');
			expect(measured(`${'a'.repeat(70)}${character}`)).toBe('unicode 2');
		},
	);
});

describe('the parts of a message', () => {
	test.each<[what: string, text: string, expected: string]>([
		['160 characters', 'a'.repeat(160), '7bits 1'],
		['161 characters', 'a'.repeat(161), '7bits 2'],
		['twice 153', 'a'.repeat(306), '7bits 2'],
		['twice 153 and one', 'a'.repeat(307), '7bits 3'],
		['six times 153', 'a'.repeat(918), '7bits 6'],
		['accents of the alphabet', 'é'.repeat(160), '7bits 1'],
		['line breaks of two characters', '\r\n'.repeat(80), '7bits 1'],
		['too many line breaks of two characters', '\r\n'.repeat(81), '7bits 2'],
		['158 and a double one', `${'a'.repeat(158)}€`, '7bits 1'],
		['159 and a double one', `${'a'.repeat(159)}€`, '7bits 2'],
		['a double one that ends a part', `${'a'.repeat(151)}€${'a'.repeat(153)}`, '7bits 2'],
		['a double one that does not fit any more', `${'a'.repeat(152)}€${'a'.repeat(152)}`, '7bits 3'],
		['70 of unicode', 'ê'.repeat(70), 'unicode 1'],
		['71 of unicode', 'ê'.repeat(71), 'unicode 2'],
		['twice 67 of unicode', 'ê'.repeat(134), 'unicode 2'],
		['twice 67 of unicode and one', 'ê'.repeat(135), 'unicode 3'],
		['35 emoji', '😀'.repeat(35), 'unicode 1'],
		['36 emoji', '😀'.repeat(36), 'unicode 2'],
		['an emoji that does not fit any more', `${'ê'.repeat(66)}😀${'ê'.repeat(66)}`, 'unicode 3'],
		['double ones in unicode', `ê${'€'.repeat(69)}`, 'unicode 1'],
	])('%s', (_, text, expected) => {
		expect(measured(text)).toBe(expected);
	});
});

describe('the STOP clause of a marketing message', () => {
	test.each<[text: string, expected: string]>([
		['a'.repeat(149), '7bits 1'],
		['a'.repeat(150), '7bits 2'],
		['a'.repeat(160), '7bits 2'],
		['a'.repeat(295), '7bits 2'],
		['a'.repeat(296), '7bits 3'],
		['ê'.repeat(59), 'unicode 1'],
		['ê'.repeat(60), 'unicode 2'],
		['€'.repeat(74), '7bits 1'],
		['€'.repeat(75), '7bits 2'],
	])('takes 11 characters of %s', (text, expected) => {
		expect(measured(text, true)).toBe(expected);
	});
});

describe('the measure of a message', () => {
	test.each<[what: string, text: string, stopClause: boolean, expected: object]>([
		[
			'7 bits in one part',
			'Prix : 10 €',
			false,
			{ encoding: '7bits', characters: 12, parts: 1, maxCharactersPerPart: 160 },
		],
		[
			'7 bits in several parts',
			'a'.repeat(161),
			false,
			{ encoding: '7bits', characters: 161, parts: 2, maxCharactersPerPart: 153 },
		],
		[
			'unicode in one part',
			'Prêt 😀 €',
			false,
			{ encoding: 'unicode', characters: 9, parts: 1, maxCharactersPerPart: 70 },
		],
		[
			'unicode in several parts',
			'ê'.repeat(71),
			false,
			{ encoding: 'unicode', characters: 71, parts: 2, maxCharactersPerPart: 67 },
		],
		[
			'with the STOP clause',
			'Soldes',
			true,
			{ encoding: '7bits', characters: 17, parts: 1, maxCharactersPerPart: 160 },
		],
	])('tells characters, parts and room: %s', (_, text, stopClause, expected) => {
		expect(measureText(text, { stopClause })).toMatchObject(expected);
	});

	test('names what makes it unicode, each once, in order of appearance', () => {
		const { nonGsmCharacters } = measureText('Prêt à être lu 👨‍👩‍👧 ? « œ » ê 👍', {
			stopClause: true,
		});
		expect(nonGsmCharacters).toEqual(['ê', '👨‍👩‍👧', '«', 'œ', '»', '👍']);
	});

	test('names nothing where all fits into 7 bits', () => {
		expect(measureText('Où ? [10 €]', { stopClause: true }).nonGsmCharacters).toEqual([]);
	});

	test.each(['a', 'ê', '€', '😀'])('of a very long text of %j is known', (character) => {
		const { characters, parts, maxCharactersPerPart } = measureText(character.repeat(500_000), {
			stopClause: false,
		});
		expect(parts).toBeGreaterThanOrEqual(Math.ceil(characters / maxCharactersPerPart));
	});

	// Letters under a heap of accents, as pranksters write them.
	test('never counts fewer parts than the text has room in', () => {
		const text = `a${'\u0301'.repeat(200)}`.repeat(3);
		expect(measureText(text, { stopClause: false }).parts).toBeGreaterThanOrEqual(
			Math.ceil(text.length / 67),
		);
	});
});

test('the alphabet is the one of OVHcloud, and nothing else', () => {
	const accepted = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
		isGsm,
	);
	expect(accepted.sort()).toEqual([...ALPHABET, ...EXTENSION].sort());
});
