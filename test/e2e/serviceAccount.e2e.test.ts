import type { INode } from 'n8n-workflow';

import { givenOut, runWorkflow, shownError } from '../../tools/n8n/executions';
import type { Saved } from '../../tools/n8n/rest';
import { setBrowser } from '../helpers/browser/browser';
import { CredentialModal } from '../helpers/browser/credentialModal';
import { Editor } from '../helpers/browser/editor';
import { credentialFor } from '../helpers/credentialFor';
import { OLDEST } from '../../tools/n8n/versions';
import { artifact } from '../helpers/n8n/artifacts';
import { ground } from '../helpers/n8n/ground';
import { setN8nStage } from '../helpers/n8n/stage';
import { SEND_PATH, sendWorkflow } from '../helpers/sending';
import { httpRequest, startedByHand } from '../helpers/workflows';

const TYPE = 'ovhSmsOAuth2Api';

const stage = setN8nStage({ sendingDelayMs: 0 });
const browser = setBrowser();

let saved: Saved;

const fields = (change: object = {}) =>
	credentialFor(stage.sandbox, { ...stage.sandbox.client, ...change });

beforeEach(async () => {
	for (const { id } of await stage.rest.credentials()) {
		await stage.rest.ask('DELETE', `/rest/credentials/${id}`);
	}
	saved = await stage.rest.saveCredential('Service account', fields(), TYPE);
});

const run = async (file: ReturnType<typeof sendWorkflow>) =>
	await runWorkflow(stage.rest, await stage.rest.importWorkflow(startedByHand(file), saved, TYPE));

const http = (parameters: INode['parameters']) =>
	httpRequest({ nodeCredentialType: TYPE, ...parameters });

/** n8n 2.0 tests what is saved only. */
const testsUnsaved = ground().n8n.version !== OLDEST.version;

test('the test works before the credential is saved, and after', async () => {
	const unsaved = { name: 'Service account 2' };
	for (const tested of testsUnsaved ? [unsaved, saved] : [saved]) {
		const requests = stage.sandbox.requests.length;
		expect(await stage.rest.testCredential(tested, fields(), TYPE)).toMatchObject({ status: 'OK' });
		expect(stage.sandbox.requests.slice(requests)).toMatchObject([{ path: '/auth/details' }]);
	}
});

test.each([
	['Client ID', { clientId: 'EU.unknown' }, 'OVHcloud gives this service account no access token'],
	['Client Secret', { clientSecret: 'x'.repeat(32) }, 'Copy Client ID and Client Secret again'],
])('the test says what to do for a wrong %s', async (_, change, words) => {
	const { status, message } = await stage.rest.testCredential(saved, fields(change), TYPE);
	expect(status).toBe('Error');
	expect(message).toContain(words);
	expect(message).not.toContain('x'.repeat(32));
});

test("a message is sent with one token, which n8n's database never has", async () => {
	const sent = await run(sendWorkflow({ authentication: 'oAuth2' }));
	expect(sent.status).toBe('success');
	expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	expect(stage.sandbox.tokenRequests).toHaveLength(1);
	const [{ headers }] = stage.sandbox.requests;
	expect(headers.authorization).toMatch(/^Bearer sandbox\./);
	const kept = await stage.rest.ask('GET', `/rest/credentials/${saved.id}?includeData=true`);
	expect(JSON.stringify([kept, sent])).not.toContain('sandbox.');
});

describe("n8n's HTTP Request node", () => {
	const send = {
		method: 'POST',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '{ "message": "Hi", "receivers": ["+33612345678"], "sender": "BOUTIQUE" }',
	};

	test('reads with the credential', async () => {
		const execution = await run(http({ url: `${stage.sandbox.baseUrl}/me` }));
		expect(givenOut(execution, 'HTTP Request')).toMatchObject([{ nichandle: 'xx12345-ovh' }]);
	});

	test('does not send again where an answer is lost', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 502, when: 'after', path: SEND_PATH });
		const execution = await run(http({ ...send, url: `${stage.sandbox.baseUrl}${SEND_PATH}` }));
		expect(execution.status).toBe('error');
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	});

	test('is held to the rules of the credential', async () => {
		const rules = { ...fields(), allowedCountries: ['GB'] };
		saved = await stage.rest.saveCredential('Service account', rules, TYPE);
		const execution = await run(http({ ...send, url: `${stage.sandbox.baseUrl}${SEND_PATH}` }));
		expect(shownError(execution).message).toContain('"Allowed Countries" of the credential');
		expect(stage.sandbox.requests).toEqual([]);
	});
});

test('a new user chooses the service account, fills in the credential, and sends an SMS', async () => {
	await stage.rest.ask('DELETE', `/rest/credentials/${saved.id}`);
	const editor = new Editor(await browser.newPage(), stage.rest.url);
	await editor.signIn();
	await editor.newWorkflow();
	await editor.searchNodes('sms');
	await editor.nodeItem('OVHcloud SMS').waitFor();
	await editor.nodeItem('OVHcloud SMS').click();
	await editor.showActions('Send SMS');
	await editor.nodeItem('Send SMS').click();
	const credential = new CredentialModal(editor);
	await credential.openNew();
	await credential.chooseAuthentication('Service Account (OAuth2)');
	await credential.choose('endpoint', 'Custom');
	const { clientId, clientSecret } = stage.sandbox.client;
	await credential.fill({
		baseUrl: stage.sandbox.baseUrl,
		clientId,
		clientSecret: 'x'.repeat(32),
	});
	await credential.save();
	await credential.moreDetails();
	await credential.root.getByText('Copy Client ID and Client Secret again').waitFor();
	await editor.photograph(artifact('service account refused.png'));
	await credential.fill({ clientSecret });
	await credential.save();
	await credential.openAgain();
	await credential.root.getByText('Connection tested successfully').waitFor();
	await editor.photograph(artifact('service account green.png'));
	// A form in which the type was chosen counts as changed.
	await credential.closeAnyway();

	await editor.pick('account', 'Boutique');
	await editor.field('to').fill('+33612345678');
	await editor.field('message').fill('Hello');
	await editor.pick('sender', 'BOUTIQUE');
	await editor.executeStep();
	await editor.part('node-run-status-success').waitFor();
	expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
});
