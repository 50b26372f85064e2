/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync } from 'node:fs';

import { type Browser, type BrowserContext, chromium, type Page, selectors } from 'playwright-core';

import { artifact } from '../n8n/artifacts';

const PLACES = [
	process.env.CHROMIUM,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Nothing but what the test opens: Chromium asks for several addresses by itself. */
const ON_ITS_OWN = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

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
		context.setDefaultTimeout(30_000);
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

function chromiumProgram(): string {
	const found = PLACES.find((place) => place !== undefined && existsSync(place));
	if (found) return found;
	throw new Error('No Chromium found: install it, or set CHROMIUM to its program');
}
