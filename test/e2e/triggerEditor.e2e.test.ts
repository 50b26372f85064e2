import type { Sandbox } from '../../sandbox';
import { setBrowser } from '../helpers/browser/browser';
import { Editor } from '../helpers/browser/editor';
import { artifact } from '../helpers/n8n/artifacts';
import { setN8nStage } from '../helpers/n8n/stage';
import { ACCOUNT } from '../helpers/sending';
import { byId, chain, node } from '../helpers/workflows';

const stage = setN8nStage();
const browser = setBrowser();

let editor: Editor;

beforeEach(async () => {
	editor = new Editor(await browser.newPage(), stage.rest.url);
	await editor.signIn();
});

const photograph = async (name: string) => await editor.photograph(artifact(`${name}.png`));

/** Opens a trigger on replies in the editor. */
async function open(type: string, name: string): Promise<void> {
	const parameters = { account: byId(ACCOUNT), events: ['messageReceived'] };
	const { id } = await stage.importWorkflow(
		chain(node(name, `n8n-nodes-ovh-sms.${type}`, parameters)),
	);
	await editor.openNode(id, name);
}

const reply = (message: string) =>
	stage.sandbox.state.receive({ account: ACCOUNT, sender: '+33612345678', message });

const output = () => editor.part('output-panel');

const repliesOf = ({ state }: Sandbox) =>
	structuredClone(state.accounts.get(ACCOUNT)!.details.smsResponse);

test('the test button of the polling trigger shows a recent event, or says that there is none', async () => {
	await open('ovhSmsPollingTrigger', 'OVHcloud SMS Polling Trigger');
	await editor.testTrigger();
	await editor.part('node-error-message').waitFor();
	expect(await editor.part('node-error-message').innerText()).toContain(
		`Nothing to show: none of these events happened on ${ACCOUNT} in the last 30 days`,
	);
	await photograph('polling trigger without event');

	reply('Yes, Thursday suits me');
	await editor.testTrigger();
	await output().getByText('Yes, Thursday suits me').first().waitFor();
	await editor.showJson();
	await photograph('polling trigger');
});

test('the test button of the trigger shows a recent event, or waits for one, and leaves no address', async () => {
	const before = repliesOf(stage.sandbox);
	await open('ovhSmsTrigger', 'OVHcloud SMS Trigger');
	await editor.testTrigger();
	await editor.page.getByText('Listening for').first().waitFor();
	await photograph('trigger listens');
	// It asks OVHcloud every few seconds, and needs no address on the account.
	expect(repliesOf(stage.sandbox)).toEqual(before);
	reply('Yes, Thursday suits me');
	await output().getByText('Yes, Thursday suits me').first().waitFor();
	expect(repliesOf(stage.sandbox)).toEqual(before);

	reply('Friday is better');
	await editor.testTrigger();
	await output().getByText('Friday is better').first().waitFor();
	await editor.showJson();
	await editor.closeNotes();
	await photograph('trigger');
	expect(repliesOf(stage.sandbox)).toEqual(before);
});
