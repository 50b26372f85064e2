import type { Locator, Page } from 'playwright-core';

import { OWNER } from '../../../tools/n8n/owner';

/** Milliseconds in which n8n draws what is not folded away. */
const UNFOLDED_WITHIN_MS = 3000;

/** n8n's editor, as a user works with it. The names are those of n8n's own end-to-end tests. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	/** Signs in on n8n's page. */
	async signIn(): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[type=email]').fill(OWNER.email);
		await this.page.locator('input[type=password]').fill(OWNER.password);
		await this.part('form-submit-button').click();
		await this.page.waitForURL(/\/home|\/workflow/);
	}

	/** Opens a new workflow and its node panel. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.part('canvas-plus-button').click();
	}

	/** Types into the node panel's search. */
	async searchNodes(words: string): Promise<void> {
		await this.part('node-creator-search-bar').fill(words);
	}

	/** What the node panel lists under a name. */
	nodeItem(name: string): Locator {
		return this.part('node-creator-item-name').filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) });
	}

	/** Opens the actions of a node that is a trigger, too: as a first step n8n folds them away. */
	async showActions(action: string): Promise<void> {
		const heading = this.page.getByText(/^\s*Actions\s*\(\d+\)\s*$/).first();
		await heading.waitFor();
		const shown = this.nodeItem(action).waitFor({ timeout: UNFOLDED_WITHIN_MS });
		const isOpen = await shown.then(
			() => true,
			() => false,
		);
		if (!isOpen) await heading.click();
	}

	/** A field of the open node or credential, by the name of its parameter. */
	field(parameter: string, within: Locator = this.part('ndv')): Locator {
		return within.getByTestId(`parameter-input-${parameter}`).locator('input, textarea').first();
	}

	/** Picks an entry from the list of a resource locator. */
	async pick(parameter: string, entry: string): Promise<void> {
		await this.locator(parameter).getByTestId('rlc-input').click();
		await this.part('rlc-item').filter({ visible: true, hasText: entry }).click();
	}

	/** Types an id into a resource locator, instead of picking. */
	async typeId(parameter: string, id: string): Promise<void> {
		await this.locator(parameter).getByTestId('rlc-mode-selector').click();
		await this.part('mode-id').filter({ visible: true }).click();
		await this.locator(parameter).getByTestId('rlc-input').locator('visible=true').fill(id);
	}

	/** Opens a node of a saved workflow. */
	async openNode(workflowId: string, name: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${workflowId}`);
		// n8n explains its pins once, above the output.
		await this.page.evaluate("localStorage.setItem('N8N_PIN_DATA_DISCOVERY_NDV', 'true')");
		await this.part('canvas-node').filter({ hasText: name }).dblclick();
		await this.part('ndv').waitFor();
	}

	/** Tests the open trigger: "Fetch Test Event" or "Listen for test event". */
	async testTrigger(): Promise<void> {
		await this.part('node-execute-button').first().click();
	}

	/** Shows the output of the open node as JSON, which has all of it. */
	async showJson(): Promise<void> {
		await this.part('output-panel')
			.getByTestId('ndv-run-data-display-mode')
			.getByText('JSON')
			.click();
	}

	/** Runs the open node. */
	async executeStep(): Promise<void> {
		await this.part('node-execute-button').click();
	}

	/** Closes the notes in the corner; they come a moment after what they report. */
	async closeNotes(): Promise<void> {
		const notes = this.page.locator('.el-notification');
		await notes.first().waitFor();
		// They also go by themselves, and what is closed still moves for a moment.
		for (let tries = 0; tries < 20 && (await notes.count()) > 0; tries++) {
			const close = notes.locator('.el-notification__closeBtn').first();
			await close.click({ timeout: 1000 }).catch(() => undefined);
		}
		await notes.first().waitFor({ state: 'hidden' });
	}

	/** A picture of the whole window, once everything in it has come to rest. */
	async photograph(path: string): Promise<void> {
		await this.page.waitForLoadState('networkidle');
		await this.page.waitForFunction('[...document.images].every((image) => image.complete)');
		await this.page.screenshot({ path, animations: 'disabled' });
	}

	/** An element by the name that n8n's own tests use. */
	part(name: string): Locator {
		return this.page.getByTestId(name);
	}

	private locator(parameter: string): Locator {
		return this.part(`resource-locator-${parameter}`);
	}
}
