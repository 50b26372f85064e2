import { measureText } from '../../sms/text';

const measured = (text: string, stopClause = false) => {
	const { encoding, parts } = measureText(text, { stopClause });
	return `${encoding} ${parts}`;
};

/** OVHcloud's 7-bit alphabet, as its control panel and guides list it. */
const ALPHABET =
	'@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
	'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\n\r';
const EXTENSION = '^{}\\[~]|€';

describe('the encoding of a message', () => {
	test.each([...ALPHABET])('%j fits 160 times in one part', (character) => {
		expect(measured(character.repeat(160))).toBe('7bits 1');
		expect(measured(character.repeat(161))).toBe('7bits 2');
	});

	test.each([...EXTENSION])('%j counts double', (character) => {
		expect(measured(character.repeat(80))).toBe('7bits 1');
		expect(measured(character.repeat(81))).toBe('7bits 2');
	});

	test.each([...'êëâîïôûœç«»—’…`\t', 'é'.normalize('NFD'), '中', '😀'])(
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
