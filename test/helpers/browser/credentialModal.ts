import type { Locator } from 'playwright-core';

import type { Editor } from './editor';

/** The form in which a user of n8n fills in a credential. */
export class CredentialModal {
	readonly root: Locator;

	constructor(private readonly editor: Editor) {
		this.root = editor.part('editCredential-modal');
	}

	/** Opens it from the open node, for a new credential. */
	async openNew(): Promise<void> {
		const button = this.editor.part('node-credentials-empty-state').getByRole('button');
		const list = this.editor.part('node-credentials-select');
		await button.or(list).first().click();
		// Older lines offer "Create new credential" in a list.
		await this.root.or(this.createNew).first().waitFor();
		if (await this.createNew.isVisible()) await this.createNew.click();
		await this.root.waitFor();
	}

	/** Opens the saved credential of the open node again, where n8n has closed it after a good test. */
	async openAgain(): Promise<void> {
		await this.root.waitFor({ state: 'hidden', timeout: 5000 }).catch(() => undefined);
		if (!(await this.root.isVisible())) await this.editor.part('credential-edit-button').click();
	}

	/** Chooses another type of credential: n8n shows the parameter "Authentication" here alone. */
	async chooseAuthentication(name: string): Promise<void> {
		const menu = this.root.getByTestId('credential-mode-dropdown-trigger');
		const radios = this.root.getByTestId('node-auth-type-selector');
		await menu.or(radios).first().waitFor();
		if (await radios.isVisible()) {
			await radios.getByText(name).click();
			return;
		}
		await menu.click();
		await this.editor.page.getByRole('menuitem', { name }).click();
	}

	async choose(parameter: string, option: string): Promise<void> {
		await this.root.getByTestId(`parameter-input-${parameter}`).click();
		await this.editor.page.getByRole('option', { name: option }).click();
	}

	async fill(fields: Record<string, string>): Promise<void> {
		for (const [parameter, value] of Object.entries(fields)) {
			await this.editor.field(parameter, this.root).fill(value);
		}
	}

	/** Saves; n8n tests the credential then. */
	async save(): Promise<void> {
		await this.root
			.getByTestId('credential-save-button')
			.getByRole('button')
			.or(this.root.getByTestId('credential-save-button'))
			.first()
			.click();
	}

	/** Shows the whole of what the test has said. */
	async moreDetails(): Promise<void> {
		await this.root.getByText('More details').click();
	}

	async close(): Promise<void> {
		await this.root.getByRole('button', { name: /close/i }).first().click();
		await this.root.waitFor({ state: 'hidden' });
	}

	/** Closes a form for which n8n may ask whether changes are to be thrown away, though none were made. */
	async closeAnyway(): Promise<void> {
		await this.root.getByRole('button', { name: /close/i }).first().click();
		const sure = this.editor.page.getByRole('button', { name: 'Close', exact: true }).last();
		await sure.click({ timeout: 10_000 }).catch(() => undefined);
		await this.root.waitFor({ state: 'hidden' });
	}

	private get createNew(): Locator {
		return this.editor.part('node-credentials-select-item-new').filter({ visible: true });
	}
}
