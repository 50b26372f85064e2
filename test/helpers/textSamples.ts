import { seeded } from './random';

/** OVHcloud's 7-bit alphabet, as its control panel and guides list it. */
export const ALPHABET =
	'@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
	'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\n\r';

/** The characters of it that count double. */
export const EXTENSION = '^{}\\[~]|€';

const ACCENTS = 'êëâîïôûœŒç«»—’…„“•ÀÈÊÁłżąěřğşı中я';
const EMOJI = ['😀', '👍', '🎉', '𝄞', '🚀'];
/** One character to the reader, several to the network. */
const CLUSTERS = ['👨‍👩‍👧', '🇫🇷', '👍🏽', 'e\u0301', '❤️', '1️⃣', '🏳️‍🌈'];

/** What texts are made of: pieces, each as often as it stands here. */
const KINDS = {
	'the alphabet': [...ALPHABET],
	'the alphabet and what counts double': [...ALPHABET, ...EXTENSION, ...EXTENSION, ...EXTENSION],
	'accents and signs outside the alphabet': [...ALPHABET, ...EXTENSION, ...ACCENTS],
	emoji: [...'abcdefgh é€', ...EMOJI, ...EMOJI],
	'characters of several parts': [...'abcdefgh é€', ...EMOJI, ...CLUSTERS],
} satisfies Record<string, string[]>;

export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as Kind[];

/** Where a part ends, in 7 bits and in unicode: texts around these lengths tell counters apart. */
const BORDERS = [5, 59, 67, 70, 134, 149, 153, 160, 201, 306];

/** Texts of a kind, the same ones in each run: most end near the border of a part. */
export function textsOf(kind: Kind, count: number, seed = 1): string[] {
	const random = seeded(seed);
	const below = (limit: number): number => Math.floor(random() * limit);
	const pieces = KINDS[kind];
	return Array.from({ length: count }, () => {
		const length = Math.max(1, BORDERS[below(BORDERS.length)] + below(9) - 4);
		// Runs of one character as well: what is pushed over a border depends on what stands there.
		const filler = random() < 0.5 ? undefined : pieces[below(pieces.length)];
		let text = '';
		while (text.length < length) {
			text += filler && random() < 0.9 ? filler : pieces[below(pieces.length)];
		}
		return text;
	});
}
