/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { switchOff, switchOn } from '../../tools/n8n/activation';
import { runWorkflow } from '../../tools/n8n/executions';
import { newFolder } from '../helpers/n8n/ground';
import { setN8nStage } from '../helpers/n8n/stage';
import {
	addressesOf,
	counting,
	endListening,
	firstPoll,
	listen,
	pollingEveryMinute,
	quiet,
	startWith,
} from '../helpers/n8n/triggerEvents';
import { type Receiver, startReceiver } from '../helpers/receiver';
import { sendWorkflow } from '../helpers/sending';
import { startedByHand } from '../helpers/workflows';

const PROBE = join(__dirname, '..', 'helpers', 'n8n', 'loadedProbe.cjs');
let probed: string;
let counter: Receiver;

const stage = setN8nStage({}, async () => {
	probed = join(newFolder('probe-'), 'loaded.json');
	return await startWith({
		NODE_OPTIONS: `--require ${JSON.stringify(PROBE)}`,
		LOADED_PROBE: probed,
	});
});

beforeEach(async () => {
	counter = await startReceiver();
});

afterEach(async () => {
	await counter.close();
});

test("what the node has learnt of OVHcloud's time, both triggers know", async () => {
	const { sandbox, rest } = stage;
	/** How often it was asked for since this was last called. */
	const timesAsked = () =>
		sandbox.requests.splice(0).filter(({ path }) => path === '/auth/time').length;
	const before = addressesOf(sandbox);
	const sendAt = new Date(Date.now() + 7_200_000).toISOString();
	const sending = await stage.importWorkflow(startedByHand(sendWorkflow({ options: { sendAt } })));
	const polling = await stage.importWorkflow(pollingEveryMinute(counter));
	const called = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));

	expect((await runWorkflow(rest, sending)).status).toBe('success');
	const node = timesAsked();
	await switchOn(rest, polling);
	await firstPoll(sandbox);
	await switchOff(rest, polling);
	const pollingTrigger = timesAsked();
	await listen(sandbox, rest, called);
	await quiet(sandbox);
	const trigger = timesAsked();
	await endListening(sandbox, rest, called, before);

	expect({ node, pollingTrigger, trigger }).toEqual({ node: 1, pollingTrigger: 0, trigger: 0 });
});

// Last, since it ends n8n. The credential signs only and has nothing to learn.
test('credential, node and triggers got one and the same shared file', async () => {
	await stage.server.stop();
	const shared = ['shared.js'];
	expect(JSON.parse(readFileSync(probed, 'utf8'))).toEqual({
		'credentials/OvhSmsApi.credentials.js': shared,
		'credentials/OvhSmsOAuth2Api.credentials.js': shared,
		'nodes/OvhSms/OvhSms.node.js': shared,
		'nodes/OvhSmsPollingTrigger/OvhSmsPollingTrigger.node.js': shared,
		'nodes/OvhSmsTrigger/OvhSmsTrigger.node.js': shared,
		'shared.js': [],
	});
});
