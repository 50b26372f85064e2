import { setBrowser } from '../helpers/browser/browser';
import { CredentialModal } from '../helpers/browser/credentialModal';
import { Editor } from '../helpers/browser/editor';
import { artifact } from '../helpers/n8n/artifacts';
import { setN8nStage } from '../helpers/n8n/stage';

const stage = setN8nStage();
const browser = setBrowser();

let editor: Editor;

beforeEach(async () => {
	for (const { id } of await stage.rest.credentials()) {
		await stage.rest.ask('DELETE', `/rest/credentials/${id}`);
	}
	editor = new Editor(await browser.newPage(), stage.rest.url);
	await editor.signIn();
});

const photograph = async (name: string) => await editor.photograph(artifact(`${name}.png`));

test('a new user finds the node, fills in the credential, and sends an SMS', async () => {
	await editor.newWorkflow();
	await editor.searchNodes('sms');
	await editor.nodeItem('OVHcloud SMS').waitFor();
	await photograph('node found');
	await editor.nodeItem('OVHcloud SMS').click();
	await editor.showActions('Send SMS');
	await editor.nodeItem('Send SMS').click();

	const credential = new CredentialModal(editor);
	await credential.openNew();
	await credential.choose('endpoint', 'Custom');
	await credential.fill({
		baseUrl: stage.sandbox.baseUrl,
		applicationKey: stage.sandbox.keys.applicationKey,
		applicationSecret: 'x'.repeat(32),
		consumerKey: stage.sandbox.keys.consumerKey,
	});
	await credential.save();
	await credential.moreDetails();
	await credential.root
		.getByText('the Application Secret does not belong to this Application Key. Copy it again.')
		.waitFor();
	await photograph('credential refused');

	await credential.fill({ applicationSecret: stage.sandbox.keys.applicationSecret });
	await credential.save();
	await credential.openAgain();
	await credential.root.getByText('Connection tested successfully').waitFor();
	await photograph('credential green');
	await credential.close();

	await editor.pick('account', 'Boutique');
	await editor.field('to').fill('+33612345678');
	await editor.field('message').fill('Hello Zoë, your order is ready.');
	await editor.pick('sender', 'BOUTIQUE');
	await editor.executeStep();
	await editor.part('node-run-status-success').waitFor();
	await editor.part('output-panel').getByText('Sent to +33612345678, 1 credit.').waitFor();
	await editor.closeNotes();
	await photograph('sent');
	expect(
		stage.sandbox.sentTo('+33612345678').map(({ message, sender }) => [sender, message]),
	).toEqual([['BOUTIQUE', 'Hello Zoë, your order is ready.']]);

	const phones = await browser.newPage();
	await phones.goto(stage.sandbox.pageUrl);
	const phone = phones.getByRole('article', { name: 'Phone +33 6 12 34 56 78' });
	await phone.getByText('Hello Zoë, your order is ready.').waitFor();
	await phones.screenshot({ path: artifact('phone page.png'), animations: 'disabled' });
	await phones.close();

	await editor.typeId('sender', 'NEWSHOP');
	await editor.executeStep();
	expect(await editor.part('node-error-message').innerText()).toBe(
		'The sender "NEWSHOP" waits for OVHcloud\'s validation',
	);
	expect(await editor.part('node-error-description').innerText()).toContain(
		'That takes up to 72 hours; "Sender: Get" shows its status. Until then choose another sender from the list, or send through a short number. Nothing was sent by this request.',
	);
	await editor.closeNotes();
	await photograph('sender not validated');
	expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
});

test('an AI agent finds the node among its tools', async () => {
	await editor.newWorkflow();
	await editor.searchNodes('AI Agent');
	await editor.nodeItem('AI Agent').click();
	await editor.page.keyboard.press('Escape');
	await editor.part('canvas-handle-plus').filter({ visible: true }).last().waitFor();
	await editor.page
		.locator('[data-handleid="inputs/ai_tool/0"]')
		.getByTestId('canvas-handle-plus')
		.click();
	await editor.searchNodes('sms');
	await editor.nodeItem('OVHcloud SMS Tool').waitFor();
	await photograph('tool of an agent');
});
