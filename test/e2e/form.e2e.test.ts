import type { INode } from 'n8n-workflow';

import { setBrowser } from '../helpers/browser/browser';
import { Editor } from '../helpers/browser/editor';
import { artifact } from '../helpers/n8n/artifacts';
import { setN8nStage } from '../helpers/n8n/stage';
import { ACCOUNT, sendWorkflow } from '../helpers/sending';
import { chain, ovhSms } from '../helpers/workflows';

const stage = setN8nStage();
const browser = setBrowser();

let editor: Editor;

beforeEach(async () => {
	editor = new Editor(await browser.newPage(), stage.rest.url);
	await editor.signIn();
});

const photograph = async (name: string) => await editor.photograph(artifact(`${name}.png`));

/** Opens the form of a send that was saved with these parameters. */
async function openSend(parameters: INode['parameters'] = {}): Promise<void> {
	const { id } = await stage.importWorkflow(sendWorkflow(parameters));
	await editor.openNode(id, 'OVHcloud SMS');
}

test('Send SMS stands first in the list of actions, and many words find the node', async () => {
	await editor.newWorkflow();
	for (const words of ['send sms', 'texto', 'otp', 'reminder', 'alert', 'text message']) {
		await editor.searchNodes(words);
		await editor.nodeItem('OVHcloud SMS').waitFor();
	}
	await editor.nodeItem('OVHcloud SMS').click();
	await editor.showActions('Send SMS');
	await editor.nodeItem('Send SMS').waitFor();
	await photograph('actions');
	const items = await editor.part('node-creator-item-name').allInnerTexts();
	const actions = items.map((name) => name.trim()).filter((name) => !name.startsWith('On '));
	expect(actions.indexOf('Send SMS')).toBeLessThan(actions.indexOf('Estimate SMS'));
	expect(actions.indexOf('Estimate SMS')).toBeLessThan(actions.indexOf('Create batch'));
	expect(actions.indexOf('Create batch')).toBeLessThan(actions.indexOf('Get many SMS accounts'));
});

test('the form of Send shows ten options, and those that a saved workflow has', async () => {
	await openSend({ account: { __rl: true, mode: 'list', value: '' }, options: { maxParts: 3 } });
	await editor.part('ndv').getByText('Max Parts').waitFor();
	await photograph('form of send');
	await editor.part('collection-parameter-add').first().click();
	const options = editor.part('collection-parameter-option').filter({ visible: true });
	await options.first().waitFor();
	await photograph('options of send');
	expect((await options.allInnerTexts()).map((text) => text.trim())).toEqual([
		'Allowed Countries',
		'Characters',
		'Default Country',
		'Dry Run',
		'Max Credits',
		'Max Recipients',
		'Once Key',
		'Quiet Hours',
		'Send At',
		'Tag',
	]);
});

test('an empty list of senders says which wait, and what works at once', async () => {
	stage.sandbox.state.accounts.get(ACCOUNT)!.senders.delete('BOUTIQUE');
	await openSend({ sender: { __rl: true, mode: 'list', value: '' } });
	await editor.part('resource-locator-sender').getByTestId('rlc-input').click();
	await editor.page
		.getByText(/can send yet\. Waiting for .*NEWSHOP.*"Short Number" works at once/)
		.first()
		.waitFor();
	await photograph('empty list');
});

test('a hint beside the form says that a text takes several SMS, before anything runs', async () => {
	await openSend({ message: `${'x'.repeat(70)}ê` });
	await editor.part('node-hint').getByText('leaves room for 67 characters').waitFor();
	await photograph('hint');
});

test('the field of the numbers of a batch stands at first sight', async () => {
	const parameters = { resource: 'batch', operation: 'create', recipients: 'items' };
	const { id } = await stage.importWorkflow(chain(ovhSms(parameters)));
	await editor.openNode(id, 'OVHcloud SMS');
	await editor.field('numberField').waitFor();
	await photograph('batch from input items');
});
