/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { writeFileSync } from 'node:fs';

import type { WorkflowFile } from '../helpers/engine';
import { activate, until } from '../../tools/n8n/activation';
import { artifact } from '../helpers/n8n/artifacts';
import { FINISHED } from '../../tools/n8n/executions';
import { callWebhook } from '../../tools/n8n/request';
import type { SavedWorkflow } from '../../tools/n8n/rest';
import { peakOf } from '../helpers/queue/memory';
import { setQueueStage } from '../helpers/queue/stage';
import { ACCOUNT, numbers } from '../helpers/sending';
import { byId, chain, node, ovhSms } from '../helpers/workflows';

const COUNT = 100_000;

/** What a worker may hold: it ends where it needs more. */
const HEAP_MEGABYTES = 1024;
const ENDS_WITHIN_MS = 300_000;

const on = setQueueStage({ NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES}` });
const { stage } = on;

beforeEach(() => {
	stage.sandbox.state.accounts.get(ACCOUNT)!.details.creditsLeft = 3 * COUNT;
});

/** Called with JSON, it goes on with what the nodes do. */
function called(path: string, ...nodes: WorkflowFile['nodes']): WorkflowFile {
	const trigger = node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
		{ typeVersion: 2, webhookId: path },
	);
	return chain(trigger, ...nodes);
}

const newsletter = () =>
	called(
		'newsletter',
		node('Each', 'n8n-nodes-base.splitOut', {
			fieldToSplitOut: 'body.phones',
			options: { destinationFieldName: 'phone' },
		}),
		ovhSms({
			resource: 'sms',
			operation: 'send',
			account: byId(ACCOUNT),
			to: '={{ $json.phone }}',
			message: 'We are closed on Monday.',
			senderType: 'sender',
			sender: byId('BOUTIQUE'),
			options: { maxCredits: COUNT },
		}),
	);

const history = () =>
	called(
		'history',
		ovhSms({ resource: 'outgoing', operation: 'getAll', account: byId(ACCOUNT), returnAll: true }),
	);

/** Calls a workflow and waits until so many executions of it are over; gives their statuses. */
async function call(workflow: SavedWorkflow, path: string, body: object, count: number) {
	expect((await callWebhook(`${stage.rest.url}${path}`, body)).status).toBe(200);
	const statuses = async () => (await on.queue.executions(workflow)).map(({ status }) => status);
	await until(
		`${path} did not end`,
		async () => (await statuses()).filter((status) => FINISHED.includes(status)).length >= count,
		ENDS_WITHIN_MS,
	);
	return await statuses();
}

test('100,000 recipients, twice, and the list of all that was sent, in workers with 1 GB of heap', async () => {
	const { sandbox } = stage;
	const sends = await stage.importWorkflow(newsletter());
	await activate(stage.rest, sends, '/webhook/newsletter');
	const phones = numbers(COUNT);
	for (const times of [1, 2]) {
		const statuses = await call(sends, '/webhook/newsletter', { phones }, times);
		expect(statuses).toEqual(Array.from({ length: times }, () => 'success'));
		expect(phones.filter((phone) => sandbox.sentTo(phone).length !== times)).toEqual([]);
	}
	const posts = sandbox.requests.filter(({ method }) => method === 'POST');
	expect(posts).toHaveLength(400);

	const lists = await stage.importWorkflow(history());
	await activate(stage.rest, lists, '/webhook/history');
	expect(await call(lists, '/webhook/history', {}, 1)).toEqual(['success']);

	// All of the process, beside the heap.
	const peaks = on.queue.workers.map(({ pid }) => peakOf(pid));
	writeFileSync(artifact('peaks.json'), JSON.stringify(peaks));
	expect(Math.max(...peaks)).toBeLessThan(1.5 * HEAP_MEGABYTES);
}, 900_000);
