/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumProgram, ON_ITS_OWN } from '../../helpers/browser/chromium';

/** A browser with a profile of its own, and what its page asked for and complained about. */
export class Browser {
	/** Addresses of all requests. */
	readonly requested: string[] = [];
	/** Messages of errors that the page did not handle, or that the browser reports. */
	readonly complaints: string[] = [];

	private constructor(
		private readonly context: BrowserContext,
		readonly page: Page,
		private readonly profile: string,
	) {
		page.setDefaultTimeout(20_000);
		context.on('request', (request) => this.requested.push(request.url()));
		page.on('pageerror', ({ message }) => this.complaints.push(message));
		page.on('console', (message) => {
			if (message.type() === 'error') this.complaints.push(message.text());
		});
	}

	static async launch(): Promise<Browser> {
		const profile = await mkdtemp(join(tmpdir(), 'phone-page-'));
		const context = await chromium.launchPersistentContext(profile, {
			executablePath: chromiumProgram(),
			headless: true,
			args: ON_ITS_OWN,
			viewport: { width: 1280, height: 900 },
		});
		return new Browser(context, context.pages()[0] ?? (await context.newPage()), profile);
	}

	async close(): Promise<void> {
		await this.context.close();
		await rm(this.profile, { recursive: true, force: true });
	}
}
