import { type Browser, type BrowserContext, chromium, type Page, selectors } from 'playwright-core';

import { artifact } from '../n8n/artifacts';
import { chromiumProgram, ON_ITS_OWN } from './chromium';

/** A browser for the tests of a file, with an empty profile for each test. */
export interface BrowserStage {
	/** A new tab of this test's profile. */
	newPage(): Promise<Page>;
}

/** Opens a browser for the tests of a file. Pages that a test leaves open are photographed. */
export function setBrowser(): BrowserStage {
	let browser: Browser;
	let context: BrowserContext;
	beforeAll(async () => {
		selectors.setTestIdAttribute('data-test-id');
		browser = await chromium.launch({ executablePath: chromiumProgram(), args: ON_ITS_OWN });
	});
	afterAll(async () => {
		await browser.close();
	});
	beforeEach(async () => {
		context = await browser.newContext({
			viewport: { width: 1400, height: 860 },
			locale: 'en-GB',
			timezoneId: 'Europe/Paris',
		});
		context.setDefaultTimeout(60_000);
	});
	afterEach(async () => {
		const test = expect.getState().currentTestName ?? 'test';
		for (const [index, page] of context.pages().entries()) {
			await page.screenshot({ path: artifact(`last of ${test} ${index}.png`) });
		}
		await context.close();
	});
	return { newPage: async () => await context.newPage() };
}
