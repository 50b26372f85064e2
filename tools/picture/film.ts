import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

import type { Shot } from './gif';

/** Part of a page, in pixels from its top left corner. */
export interface Pane {
	page: Page;
	clip: { x: number; y: number; width: number; height: number };
}

/** Pictures of several pages side by side, one after the other. */
export class Film {
	readonly shots: Shot[] = [];

	constructor(private readonly panes: Pane[]) {}

	/**
	 * Photographs what there is now. How long that takes does not show.
	 * @param ms for which it is shown
	 */
	async shoot(ms: number): Promise<void> {
		const taken = await Promise.all(
			this.panes.map(async ({ page, clip }) => await page.screenshot({ clip })),
		);
		const picture = sideBySide(taken.map((png) => PNG.sync.read(png)));
		const last = this.shots.at(-1);
		if (last?.picture.data.equals(picture.data)) last.ms += ms;
		else this.shots.push({ picture, ms });
	}
}

/** Pictures of the same height in one. */
function sideBySide(pictures: PNG[]): PNG {
	const width = pictures.reduce((sum, picture) => sum + picture.width, 0);
	const whole = new PNG({ width, height: pictures[0].height });
	let x = 0;
	for (const picture of pictures) {
		PNG.bitblt(picture, whole, 0, 0, picture.width, picture.height, x, 0);
		x += picture.width;
	}
	return whole;
}
