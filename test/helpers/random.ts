/** A generator of the same pseudo-random numbers in each run (mulberry32), between 0 and 1. */
export function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Control characters, ASCII, letters with accents, any of the first plane, halves of emoji, emoji. */
const RANGES = [
	[0x00, 0x20],
	[0x20, 0x7f],
	[0x20, 0x7f],
	[0x7f, 0x250],
	[0x250, 0xd800],
	[0xd800, 0xe000],
	[0xe000, 0x10000],
	[0x1f300, 0x1f700],
	[0x10000, 0x110000],
];

/** Text of 1 to 12 characters from all over Unicode. */
export function randomText(random: () => number): string {
	const length = 1 + Math.floor(random() * 12);
	return Array.from({ length }, () => {
		const [from, to] = RANGES[Math.floor(random() * RANGES.length)];
		return String.fromCodePoint(from + Math.floor(random() * (to - from)));
	}).join('');
}

/** What UTF-8 can carry of a text: halves of surrogate pairs become U+FFFD. */
export function wellFormed(text: string): string {
	return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
