import type { Locator, Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { Browser } from './browser';

export const CAMILLE = '+33612345678';

/** A browser for all tests of a file; each begins with a fresh sandbox whose page is open. */
export interface PageStage {
	readonly sandbox: Sandbox;
	readonly browser: Browser;
	readonly page: Page;
	/** The phone with a number, as it is written on the page. */
	phone(name: string): Locator;
}

export function setPageStage(): PageStage {
	let browser: Browser;
	let sandbox: Sandbox;
	beforeAll(async () => {
		browser = await Browser.launch();
	});
	beforeEach(async () => {
		sandbox = await startSandbox({ sendingDelayMs: 0 });
		browser.requested.length = 0;
		browser.complaints.length = 0;
		await browser.page.goto(sandbox.pageUrl);
		await browser.page.getByText('Live', { exact: true }).waitFor();
	});
	afterEach(async () => {
		await browser.page.goto('about:blank');
		await sandbox.close();
	});
	afterAll(async () => {
		await browser.close();
	});
	return {
		get sandbox() {
			return sandbox;
		},
		get browser() {
			return browser;
		},
		get page() {
			return browser.page;
		},
		phone: (name) => browser.page.getByRole('article', { name: `Phone ${name}` }),
	};
}
