/** What is used of gifenc, which comes without types. */
declare module 'gifenc' {
	/** Red, green and blue, 0 to 255. */
	export type Palette = Array<[number, number, number]>;

	/** @returns colours that represent those of all pixels */
	export function quantize(rgba: Uint8Array, maxColors: number): Palette;
	/** @returns the number of the nearest colour */
	export function nearestColorIndex(palette: Palette, colour: [number, number, number]): number;
	export function GIFEncoder(): {
		writeFrame(
			pixels: Uint8Array,
			width: number,
			height: number,
			options: {
				/** For all frames, given with the first one. */
				palette?: Palette;
				/** Milliseconds. */
				delay: number;
				transparent?: boolean;
				transparentIndex?: number;
				/** What becomes of the frame when the next one comes; 1: it stays. */
				dispose?: number;
			},
		): void;
		finish(): void;
		bytes(): Uint8Array;
	};
}
