import type { Locator, Page } from 'playwright-core';

import type { Film } from './film';

const STEPS = 12;
const STEP_MS = 50;

const ARROW = `
	<svg width="24" height="24" viewBox="0 0 24 24">
		<path d="M3 2v17l4.5-4 3 7 3-1.3-3-6.7H17z" fill="#111" stroke="#fff" stroke-width="1.5"/>
	</svg>`;

/** The mouse, with an arrow: a browser without a screen draws none. */
export class Pointer {
	private constructor(
		private readonly page: Page,
		private x: number,
		private y: number,
	) {}

	static async place(page: Page, x: number, y: number): Promise<Pointer> {
		await page.evaluate(
			`document.documentElement.insertAdjacentHTML('beforeend', ${JSON.stringify(
				`<div id="pointer" style="position:fixed;left:0;top:0;z-index:99999;pointer-events:none">${ARROW}</div>`,
			)})`,
		);
		const pointer = new Pointer(page, x, y);
		await pointer.put(x, y);
		return pointer;
	}

	/** Moves to the middle of an element, faster on the way than at its ends. */
	async moveTo(target: Locator, film: Film): Promise<void> {
		const box = await target.boundingBox();
		if (!box) throw new Error(`${String(target)} is not shown`);
		const [fromX, fromY] = [this.x, this.y];
		const [toX, toY] = [box.x + box.width / 2, box.y + box.height / 2];
		for (let step = 1; step <= STEPS; step++) {
			const done = (1 - Math.cos((Math.PI * step) / STEPS)) / 2;
			await this.put(fromX + (toX - fromX) * done, fromY + (toY - fromY) * done);
			await film.shoot(STEP_MS);
		}
	}

	/** Clicks where it is. */
	async click(): Promise<void> {
		await this.page.mouse.click(this.x, this.y);
	}

	private async put(x: number, y: number): Promise<void> {
		[this.x, this.y] = [x, y];
		await this.page.mouse.move(x, y);
		await this.page.evaluate(
			`document.getElementById('pointer').style.transform = 'translate(${x - 3}px, ${y - 2}px)'`,
		);
	}
}
