import { decodeText } from '../../../src/sms/encoding';
import { refused } from '../../helpers/refused';

const decode = (bytes: Iterable<number>) => decodeText(Uint8Array.from(bytes), 'File');
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** Codes of the old Mac and of Windows, from their own tables. */
const MAC: Record<string, number> = {
	é: 0x8e,
	è: 0x8f,
	ê: 0x90,
	à: 0x88,
	ç: 0x8d,
	ô: 0x99,
	ö: 0x9a,
	ü: 0x9f,
	ñ: 0x96,
	É: 0x83,
	Í: 0xea,
	'’': 0xd5,
};
const WINDOWS: Record<string, number> = {
	é: 0xe9,
	è: 0xe8,
	ê: 0xea,
	à: 0xe0,
	ç: 0xe7,
	ô: 0xf4,
	ö: 0xf6,
	ü: 0xfc,
	ñ: 0xf1,
	É: 0xc9,
	Í: 0xcd,
	'’': 0x92,
	'€': 0x80,
};
const encoded = (text: string, codes: Record<string, number>) =>
	[...text].map((letter) => codes[letter] ?? letter.charCodeAt(0));

const WORDS = [
	'Zoé',
	'Forêt',
	'ANDRÉ',
	'été',
	'Élise',
	'l’été',
	'Müller',
	'maço',
	'Hôtel',
	'SÍTIO',
	'à',
];

describe('the text of a file', () => {
	test.each(WORDS)('%s is read in the encodings of Windows and of the old Mac', (word) => {
		expect(decode(encoded(word, WINDOWS))).toBe(word);
		if (word.length > 1) expect(decode(encoded(word, MAC))).toBe(word);
	});

	test.each(['l’eau', 'd’accord', 'prix 5 €', 'aujourd’hui'])('%s is one of Windows', (word) => {
		expect(decode(encoded(word, WINDOWS))).toBe(word);
	});

	test.each<[string, Uint8Array]>([
		['UTF-8', Buffer.from('Zoé €')],
		['UTF-8 with its mark, twice', Buffer.from('\ufeff\ufeffZoé €')],
		['UTF-16', Buffer.from('\ufeffZoé €', 'utf16le')],
		['UTF-16, the other way round', bigEndian('\ufeffZoé €')],
		['UTF-16 without a mark', Buffer.from('Zoé €', 'utf16le')],
		['UTF-16 without a mark, the other way round', bigEndian('Zoé €')],
		['Windows', Uint8Array.from(encoded('Zoé €', WINDOWS))],
	])('may come in %s', (_, bytes) => {
		expect(decodeText(bytes, 'File')).toBe('Zoé €');
	});

	test('has lines that end with LF, composed letters, and no Ctrl-Z at its end', () => {
		expect(decode(Buffer.from('a\r\nb\rc\u001a'))).toBe('a\nb\nc');
		expect(decode(Buffer.from('a\n\u001a\0\0'))).toBe('a\n');
		expect(decode(Buffer.from('Zoe\u0301'))).toBe('Zo\u00e9');
	});

	test('is refused where its letters would be lost: é of DOS', () => {
		const { message, advice } = refused(() => decode([0x5a, 0x6f, 0x82, 0x3b, 0x8a, 0x74, 0x82]));
		expect(message).toContain('is in an encoding that is not known');
		expect(advice).toContain('UTF-8');
	});

	test.each<[string, number[]]>([
		['a spreadsheet (such as .xlsx, .ods or .numbers)', [0x50, 0x4b, 3, 4, 20, 0]],
		['a spreadsheet (.xls)', [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
		['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
	])('is refused where it is %s', (what, bytes) => {
		const { message, advice } = refused(() => decode(bytes));
		expect(message).toBe(`"File" is ${what}, not a CSV file`);
		expect(advice).toContain('save it as CSV');
	});
});
