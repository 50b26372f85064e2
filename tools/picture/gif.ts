import { GIFEncoder, nearestColorIndex, type Palette, quantize } from 'gifenc';
import type { PNG } from 'pngjs';

/** A picture and the milliseconds for which it is shown. */
export interface Shot {
	picture: PNG;
	ms: number;
}

/** A GIF has 256, one of which is "transparent". */
const COLOURS = 255;
const EXACT = 128;
const STAYS = 1;

/**
 * An animated GIF that repeats for ever. Of each frame but the first only what has changed is in it:
 * the other pixels are transparent, which compresses well.
 */
export function animatedGif(shots: Shot[]): Uint8Array {
	const gif = GIFEncoder();
	const colours = paletteOf(shots);
	const transparentIndex = colours.length;
	const indexOf = nearestIn(colours);
	for (const [frame, { picture, ms }] of shots.entries()) {
		const before = shots[frame - 1]?.picture;
		const pixels = Uint8Array.from(coloursOf(picture), indexOf);
		if (before) hideUnchanged(pixels, picture, before, transparentIndex);
		gif.writeFrame(pixels, picture.width, picture.height, {
			palette: before ? undefined : [...colours, [0, 0, 0]],
			delay: ms,
			transparent: before !== undefined,
			transparentIndex,
			dispose: STAYS,
		});
	}
	gif.finish();
	return gif.bytes();
}

/**
 * The most frequent colours as they are: a quantizer would mix those that are nearly the same. Then
 * those that represent the others, such as of gradients.
 */
function paletteOf(shots: Shot[]): Palette {
	const counts = new Map<number, number>();
	for (const { picture } of shots) {
		for (const colour of coloursOf(picture)) counts.set(colour, (counts.get(colour) ?? 0) + 1);
	}
	const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
	const others = Uint32Array.from(byCount.slice(EXACT));
	return [
		...byCount.slice(0, EXACT).map(rgb),
		...quantize(new Uint8Array(others.buffer), COLOURS - EXACT),
	];
}

/** Gives the number of the colour in the palette that is nearest to a colour. */
function nearestIn(palette: Palette): (colour: number) => number {
	const known = new Map<number, number>();
	return (colour) => {
		const index = known.get(colour) ?? nearestColorIndex(palette, rgb(colour));
		known.set(colour, index);
		return index;
	};
}

function hideUnchanged(pixels: Uint8Array, now: PNG, before: PNG, hidden: number): void {
	const [colours, earlier] = [coloursOf(now), coloursOf(before)];
	for (const [at, colour] of colours.entries()) if (colour === earlier[at]) pixels[at] = hidden;
}

/** The pixels of a picture, each as one number. */
function coloursOf({ data }: PNG): Uint32Array {
	return new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
}

/** Of a pixel, which has its red in the lowest byte. */
function rgb(colour: number): [number, number, number] {
	return [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
}
