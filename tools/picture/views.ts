import type { Browser, Locator, Page } from 'playwright-core';

import { Editor } from '../../test/helpers/browser/editor';
import type { Pane } from './film';
import { NODES, RECIPIENT } from './workflow';

const EDITOR_WIDTH = 860;
const PHONE_WIDTH = 340;
/** Around the phone, which is 600 pixels high where the window has room. */
const MARGIN = 12;
const HEIGHT = 600 + 2 * MARGIN;

/** What is in the picture. */
export interface Views {
	editor: Editor;
	editorPane: Pane;
	phone: Locator;
	phonePane: Pane;
}

/** Opens the sandbox's page, with the phone of the recipient. */
export async function openPhone(
	browser: Browser,
	url: string,
): Promise<Pick<Views, 'phone' | 'phonePane'>> {
	const page = await open(browser, PHONE_WIDTH, 2 * HEIGHT);
	await page.goto(url);
	await page.getByLabel('Number of a phone to add').fill(RECIPIENT);
	await page.getByRole('button', { name: 'Add phone' }).click();
	const phone = page.getByRole('article');
	const box = await phone.boundingBox();
	if (!box) throw new Error("The sandbox's page shows no phone");
	const clip = { x: 0, y: box.y - MARGIN, width: PHONE_WIDTH, height: HEIGHT };
	return { phone, phonePane: { page, clip } };
}

/** Opens a workflow in n8n's editor. */
export async function openEditor(
	browser: Browser,
	url: string,
	workflowId: string,
): Promise<Pick<Views, 'editor' | 'editorPane'>> {
	const page = await open(browser, EDITOR_WIDTH, HEIGHT);
	const editor = new Editor(page, url);
	await editor.signIn();
	await page.goto(`${url}/workflow/${workflowId}`);
	await editor
		.part('canvas-node')
		.nth(NODES - 1)
		.waitFor();
	await page.waitForLoadState('networkidle');
	return {
		editor,
		editorPane: { page, clip: { x: 0, y: 0, width: EDITOR_WIDTH, height: HEIGHT } },
	};
}

async function open(browser: Browser, width: number, height: number): Promise<Page> {
	const viewport = { width, height };
	const page = await browser.newPage({ viewport, locale: 'en-GB', timezoneId: 'Europe/Paris' });
	page.setDefaultTimeout(60_000);
	return page;
}
