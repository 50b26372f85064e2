import type { Cursor } from '../../src/triggers/cursor';
import { given } from '../helpers/eventKey';
import type { HostedTrigger } from '../helpers/hostedTrigger';
import { nextSecond, setTriggerStage, until } from '../helpers/triggers';
import { byId } from '../helpers/workflows';

const on = setTriggerStage();

const asked = (end: string) =>
	on.stage.sandbox.requests.filter(({ path }) => path.endsWith(end)).length;

/** Saves the active workflow with other settings, as the editor does. */
async function edit(watching: HostedTrigger, parameters: object): Promise<void> {
	await on.host.deactivate(watching);
	Object.assign(watching.node.parameters, parameters);
	await on.host.activate(watching);
}

test('an event that is chosen later begins then, and not when the trigger was activated first', async () => {
	const watching = on.instant({ events: ['messageReceived'] });
	await on.host.activate(watching);
	on.send('+33612345678');
	await nextSecond();
	await edit(watching, { events: ['messageReceived', 'deliveryReport'] });
	const { id } = on.send('+33611111111');
	await until(() => asked('/outgoing') >= 2);
	await on.settled();
	expect(given(watching)).toEqual([`deliveryReport ${id}`]);
});

test('another account begins when it is chosen, whatever was read of the last one', async () => {
	const other = [...on.stage.sandbox.state.accounts.keys()][1];
	const watching = on.instant();
	await on.host.activate(watching);
	const happen = (sender: string) => {
		const sms = on.stage.sandbox.state.addSent(other, { receiver: sender });
		const reply = on.stage.sandbox.state.receive({ account: other, sender, message: 'STOP' });
		return [`deliveryReport ${sms.id}`, `messageReceived ${reply.id}`, `optOut ${sender}`];
	};
	happen('+33612345678');
	await nextSecond();
	await edit(watching, { account: byId(other) });
	const expected = happen('+33611111111');
	await on.settled();
	expect(given(watching)).toEqual(expected);
});

test('an edit while a call is still looked into loses and repeats nothing', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	on.stage.sandbox.faults.add({ kind: 'delay', ms: 2000, path: '/sms/*/outgoing/*' });
	const first = on.send('+33612345678');
	await until(() => on.stage.sandbox.callbacks.calls.length > 0);
	await edit(watching, {});
	await on.settled();
	const second = on.send('+33611111111');
	await until(() => watching.items.length >= 2);
	await on.settled();
	expect(given(watching)).toEqual([first, second].map(({ id }) => `deliveryReport ${id}`));
});

test('an event that is chosen after a deactivation that failed starts the workflow', async () => {
	const watching = on.instant({ events: ['deliveryReport'] });
	await on.host.activate(watching);
	on.send('+33612345678');
	await on.settled();
	on.stage.sandbox.faults.add({ kind: 'status', status: 403, path: '/sms/*' });
	await on.host.deactivate(watching);
	expect(on.account.details.callBack).not.toBeNull();
	Object.assign(watching.node.parameters, { events: ['deliveryReport', 'messageReceived'] });
	await on.host.activate(watching);
	const id = on.receive('Yes');
	await on.settled();
	expect(given(watching)).toContain(`messageReceived ${id}`);
});

test('what is older than five days does not come, however long the workflow was switched off', async () => {
	const watching = on.instant({ events: ['messageReceived'] });
	await on.host.activate(watching);
	await on.host.deactivate(watching);
	for (const days of [30, 1]) {
		on.receive(`${days} days ago`);
		const reply = on.account.incoming.at(-1)!;
		reply.creationDatetime = new Date(Date.now() - days * 24 * 3_600_000).toISOString();
	}
	await on.host.restart();
	const saved = JSON.parse(watching.saved) as Record<string, { cursor: Cursor }>;
	for (const { cursor } of Object.values(saved)) cursor.incoming = { floor: 0, since: 0, seen: {} };
	watching.saved = JSON.stringify(saved);
	await on.host.activate(watching);
	await until(() => watching.items.length > 0);
	await on.settled();
	expect(watching.items).toMatchObject([{ message: '1 days ago' }]);
});
