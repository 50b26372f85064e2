import { applyCharacters, type CharacterMode } from '../../../src/sms/characters';
import { isGsm, measureText } from '../../../src/sms/text';
import { refused } from '../../helpers/refused';
import { ALPHABET, EXTENSION, KIND_NAMES, textsOf } from '../../helpers/textSamples';

const replaced = (text: string) => applyCharacters(text, 'replaceAlways').text;

describe('replacing what is outside the alphabet', () => {
	test.each<[text: string, expected: string]>([
		['« Ça va ? » — l’œuvre…', '" Ça va ? " - l\'oeuvre...'],
		['“quoted” ‘so’ „or so‟ ‚so‛', '"quoted" \'so\' "or so" ,so\''],
		['10\u00a0000\u202f€', '10 000 €'],
		['êëâîïôûÿçÊËÂÎÏÔÛŸÀÈÙ', 'eeaiiouycEEAIIOUYAEU'],
		['œ Œ æ Æ', 'oe OE æ Æ'],
		[
			'• one ‣ two – three — four − five ‐ six ‑ seven',
			'- one - two - three - four - five - six - seven',
		],
		['Zażółć gęślą jaźń', 'Zazolc gesla jazn'],
		['Příliš žluťoučký kůň', 'Prilis zlutoucky kun'],
		['niño, ¿qué? ¡así! cigüeña', 'niño, ¿qué? ¡asi! cigüeña'],
		['coração, você, pão', 'coraçao, voce, pao'.replace('ç', 'c')],
		['İstanbul ğüşıöçŞĞ', 'Istanbul güsiöcSG'],
		['Țară, pâine, ș ţ', 'Tara, paine, s t'],
		['hősök űr', 'hösök ür'],
		['đường ấ ệ', 'duong a e'],
		['ł\u0301 ə\u0302', 'l e'],
		['№ 5 ™ © ® ﬁn ｈｅｌｌｏ １２', 'No 5 TM (c) (r) fin hello 12'],
		['20 °C, 5 µm, 3 × 4, ½, m²', '20 oC, 5 um, 3 x 4, 1/2, m2'],
		['a\u200bb\u00adc\ufeffd\u2060e\u200ef\u202a', 'abcdef'],
		['tab\there', 'tab here'],
		['e\u0301 e\u0302 c\u0327 a\u030a', 'é e c å'],
	])('%j becomes %j', (text, expected) => {
		expect(replaced(text)).toBe(expected);
		expect(measureText(expected, { stopClause: false }).encoding).toBe('7bits');
	});

	test.each([...ALPHABET, ...EXTENSION, 'Où ça ?\r\n[é à ü ñ Ç]'.replace('ç', 'c')])(
		'%j is in the alphabet and stays',
		(text) => {
			expect(applyCharacters(text, 'replaceAlways')).toEqual({ text, replaced: [] });
		},
	);

	test.each([
		'👍',
		'👨‍👩‍👧',
		'❤️',
		'🇫🇷',
		'1️⃣',
		'中文',
		'مرحبا',
		'Привет й',
		'Καλημέρα',
		'नमस्ते',
		'がぎ',
		'한국어',
		'\ud83d',
	])('%s has no letters in the alphabet and is not lost', (text) => {
		expect(applyCharacters(text, 'replaceAlways')).toEqual({ text, replaced: [] });
	});

	test.each(['㎕', '㎍'])('%s stays whole where a part of it has no letter', (text) => {
		expect(replaced(text)).toBe(text);
	});

	// A wrong amount is worse than a second part.
	test.each(['10² m', '1½ kg', '10⁻³'])('%s is not made another number', (text) => {
		expect(replaced(text)).toBe(text);
	});

	test('tells what was replaced, in order of appearance, with how many', () => {
		expect(applyCharacters('Prêt ? « Être » prêt 👍', 'replaceAlways')).toEqual({
			text: 'Pret ? " Etre " pret 👍',
			replaced: [
				{ character: 'ê', by: 'e', count: 2 },
				{ character: '«', by: '"', count: 1 },
				{ character: 'Ê', by: 'E', count: 1 },
				{ character: '»', by: '"', count: 1 },
			],
		});
	});

	test('leaves only what it did not report', () => {
		for (const text of KIND_NAMES.flatMap((kind) => textsOf(kind, 100))) {
			const result = applyCharacters(text, 'replaceAlways');
			const { nonGsmCharacters } = measureText(result.text, { stopClause: false });
			const reported = new Set(result.replaced.map(({ character }) => character));
			expect(nonGsmCharacters.filter((character) => reported.has(character))).toEqual([]);
			expect(result.replaced.filter(({ by }) => !isGsm(by))).toEqual([]);
			expect(applyCharacters(result.text, 'replaceAlways').replaced).toEqual([]);
		}
	});

	// Letters of the languages of Europe that use the Latin script, Vietnamese and Turkish.
	test('knows every Latin letter up to U+017F, and those of Romanian and Vietnamese', () => {
		const letters = Array.from({ length: 0x1f00 }, (_, code) => String.fromCharCode(code)).filter(
			(letter, code) =>
				/\p{Script=Latin}/u.test(letter) &&
				(code < 0x180 || (code >= 0x218 && code < 0x21c) || (code >= 0x1ea0 && code < 0x1efa)),
		);
		expect(letters.length).toBeGreaterThan(300);
		expect(letters.filter((letter) => !isGsm(replaced(letter)))).toEqual([]);
	});
});

describe('keeping', () => {
	test.each(['Prêt 👍 « œ »', 'Hello'])('leaves %j as it is', (text) => {
		expect(applyCharacters(text, 'keep')).toEqual({ text, replaced: [] });
	});
});

describe('rejecting', () => {
	test.each([
		['Prêt à être', '"ê" at 3, 8'],
		['Soldes 👍 « œ »', '"👍" at 8; "«" at 10; "œ" at 12; "»" at 14'],
		['a\u200bb\u00a0c', 'U+200B at 2; U+00A0 at 4'],
		['👨‍👩‍👧 et ê', '"👨‍👩‍👧" at 1; "ê" at 6'],
	])('%j names the characters and their positions', (text, named) => {
		expect(() => applyCharacters(text, 'reject')).toThrow(
			`"Message" holds characters outside the 7-bit alphabet of SMS: ${named}`,
		);
	});

	test('names some of a text in another script, and says how many more there are', () => {
		expect(() => applyCharacters('абвгдежзиклм', 'reject')).toThrow(/"к" at 10; and 2 more$/);
	});

	test('names ten characters, and ten places of each, at most', () => {
		expect(() => applyCharacters('абвгдежзик', 'reject')).toThrow(/"к" at 10$/);
		expect(() => applyCharacters('ê'.repeat(11), 'reject')).toThrow(
			/"ê" at 1, 2, 3, 4, 5, 6, 7, 8, 9, 10$/,
		);
	});

	test('says what can be done', () => {
		const { advice } = refused(() => applyCharacters('ê', 'reject'));
		expect(advice).toContain('set the option "Characters"');
	});

	test.each(['Où ? [10 €]\r\n', ''])('lets %j pass', (text) => {
		expect(applyCharacters(text, 'reject')).toEqual({ text, replaced: [] });
	});

	test('copes with a long text of them', () => {
		expect(() => applyCharacters('ê'.repeat(200_000), 'reject')).toThrow('"ê" at 1, 2, 3');
	});
});

test('a mode that does not exist is refused, not taken for another one', () => {
	const { message, advice } = refused(() => applyCharacters('Prêt', 'Replace' as CharacterMode));
	expect(message).toBe('"Characters" cannot be "Replace"');
	expect(advice).toBe('Choose one from the list: keep, replace, replaceAlways, reject.');
});

describe('replacing never costs more', () => {
	test('than the text as it is: dots in place of an ellipsis can take a second part', () => {
		expect(applyCharacters('…'.repeat(53), 'replaceAlways').text).toBe('...'.repeat(53));
		const text = '…'.repeat(60);
		expect(applyCharacters(text, 'replaceAlways')).toEqual({ text, replaced: [] });
	});

	test('with the STOP clause, which takes room of its own', () => {
		const text = '…'.repeat(53);
		expect(applyCharacters(text, 'replaceAlways', { stopClause: true })).toEqual({
			text,
			replaced: [],
		});
	});

	test('once what stood between a letter and its accent is gone, both are replaced', () => {
		expect(applyCharacters('ê\u200b\u0300', 'replaceAlways').text).toBe('è');
	});
});

describe('replacing only where it saves', () => {
	const replace = (text: string, stopClause = false) =>
		applyCharacters(text, 'replace', { stopClause }).text;

	test('leaves a text of one part as the user wrote it', () => {
		expect(replace('Prêt « Être »')).toBe('Prêt « Être »');
		expect(applyCharacters('Prêt', 'replaceAlways').text).toBe('Pret');
	});

	test('replaces where a part is saved, also by the STOP clause', () => {
		expect(replace(`ê${'a'.repeat(70)}`)).toBe(`e${'a'.repeat(70)}`);
		expect(replace(`ê${'a'.repeat(62)}`)).toBe(`ê${'a'.repeat(62)}`);
		expect(replace(`ê${'a'.repeat(62)}`, true)).toBe(`e${'a'.repeat(62)}`);
	});

	test('leaves a text that an emoji keeps as dear as it is', () => {
		const text = `ê 👍 ${'a'.repeat(80)}`;
		expect(replace(text)).toBe(text);
	});
});
