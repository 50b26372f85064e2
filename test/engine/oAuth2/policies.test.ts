import '../../helpers/byServiceAccount';

import type { Policy } from '../../../sandbox';
import { IAM_ACTIONS } from '../../../src/ovh/iamActions.generated';
import { readProjectFile } from '../../helpers/packageFiles';
import { ACCOUNT, sendWorkflow } from '../../helpers/sending';
import { setTriggerStage } from '../../helpers/triggers';
import { TriggerHost } from '../../helpers/triggerHost';
import { listContext } from '../../helpers/contexts';
import { byId, node } from '../../helpers/workflows';

/** The bodies to paste of docs/service-accounts.md, by name. */
const pasted = new Map(
	[...readProjectFile('docs/service-accounts.md').matchAll(/^```json\n(.*?)^```/gms)].map(
		([, text]): [string, Policy] => {
			const { name, resources, permissions } = JSON.parse(text) as {
				name: string;
				resources: Array<{ urn: string }>;
				permissions: { allow: Array<{ action: string }> };
			};
			return [
				name,
				{
					resources: resources.map(({ urn }) => urn),
					actions: permissions.allow.map(({ action }) => action),
				},
			];
		},
	),
);

const on = setTriggerStage({ sendingDelayMs: 0 });

/** A service account with one of the policies; nothing that it asks for is refused. */
function allowedBy(name: string) {
	const policy = pasted.get(name);
	if (!policy) throw new Error(`docs/service-accounts.md has no policy "${name}"`);
	return on.stage.sandbox.serviceAccounts.add([policy]);
}

afterEach(() => {
	const refused = on.stage.sandbox.requests.filter(({ status }) => status === 403);
	expect(refused.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test.each([...pasted])('the policy "%s" has actions of OVHcloud alone', (_, { actions }) => {
	const known = Object.values(IAM_ACTIONS);
	const unknown = actions.filter(
		(action) => !known.some((name) => new RegExp(`^${action.replace('*', '.*')}$`).test(name)),
	);
	expect(unknown.filter((action) => action !== 'account:apiovh:me/document/*')).toEqual([]);
});

test('sending with a once key, after a lost answer, and both lists', async () => {
	const client = allowedBy('n8n-sms-send');
	on.stage.sandbox.faults.add({ kind: 'resetAfter', path: '*/jobs', method: 'POST' });
	const file = sendWorkflow({ options: { onceKey: 'order-1' } });
	const run = await on.stage.run(file, undefined, client);
	expect(run.status).toBe('success');
	expect(on.stage.sandbox.sentTo('+33612345678')).toHaveLength(1);

	const context = listContext(on.stage.engine, on.stage.credential(client), {
		account: byId(ACCOUNT),
	});
	const type = on.stage.engine.nodeTypes.getByNameAndVersion('n8n-nodes-ovh-sms.ovhSms');
	for (const search of ['searchAccounts', 'searchSenders']) {
		const { results } = (await type.methods?.listSearch?.[search].call(context)) ?? {};
		expect(results?.length).toBeGreaterThan(0);
	}
});

describe('each event', () => {
	/** A host of n8n with this policy, for one test. */
	async function hostBy(name: string, work: (host: TriggerHost) => Promise<void>) {
		const host = await TriggerHost.start(on.stage.engine, on.stage.credential(allowedBy(name)));
		try {
			await work(host);
		} finally {
			await on.stage.sandbox.callbacks.settled();
			await host.close();
		}
	}

	const happen = () => {
		on.send('+33612345678');
		on.receive('Yes');
		on.receive('STOP', '+33611111111');
	};

	test('of the polling trigger', async () => {
		await hostBy('n8n-sms-polling', async (host) => {
			const watching = host.add(
				node('Trigger', 'n8n-nodes-ovh-sms.ovhSmsPollingTrigger', {
					account: byId(ACCOUNT),
					events: ['deliveryReport', 'lowCredit', 'messageReceived', 'optOut', 'senderStatus'],
					creditThreshold: 50,
				}),
			);
			const poll = host.pollerOf(watching);
			await poll();
			happen();
			on.account.details.creditsLeft = 10;
			Object.assign(on.account.senders.get('NEWSHOP')!, { status: 'enable' });
			const events = new Set((await poll()).map(({ event }) => event));
			expect(events.size).toBe(5);
		});
	});

	test('of the trigger that OVHcloud calls', async () => {
		await hostBy('n8n-sms-trigger', async (host) => {
			const watching = host.add(
				node('Trigger', 'n8n-nodes-ovh-sms.ovhSmsTrigger', {
					account: byId(ACCOUNT),
					events: ['deliveryReport', 'messageReceived', 'optOut'],
				}),
			);
			await host.activate(watching);
			happen();
			await on.stage.sandbox.callbacks.settled();
			await host.settled();
			expect(new Set(watching.items.map(({ event }) => event)).size).toBe(3);
			await host.deactivate(watching);
		});
	});
});
