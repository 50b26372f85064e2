/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { request } from 'node:http';

import type { HostedTrigger } from '../helpers/hostedTrigger';
import { numbers } from '../helpers/sending';
import { byId } from '../helpers/workflows';
import { nextSecond, setTriggerStage, until } from '../helpers/triggers';

const on = setTriggerStage();

const lists = (end: string) =>
	on.stage.sandbox.requests.filter(({ path }) => path.endsWith(end)).length;

function given({ items }: HostedTrigger): string[] {
	return items.map(({ event, id, number }) => `${String(event)} ${String(id ?? number)}`).sort();
}

async function edit(watching: HostedTrigger, parameters: object): Promise<void> {
	await on.host.deactivate(watching);
	Object.assign(watching.node.parameters, parameters);
	await on.host.activate(watching);
}

test('T1 an event that is chosen later begins then', async () => {
	const watching = on.instant({ events: ['messageReceived'] });
	await on.host.activate(watching);
	on.send('+33612345678');
	await nextSecond();
	await edit(watching, { events: ['messageReceived', 'deliveryReport'] });
	await until(() => lists('/incoming') >= 3);
	await on.settled();
	expect(given(watching)).toEqual([]);
});

test('T2 another account begins when it is chosen', async () => {
	const other = [...on.stage.sandbox.state.accounts.keys()][1];
	const watching = on.instant();
	await on.host.activate(watching);
	on.stage.sandbox.state.addSent(other, { receiver: '+33612345678' });
	on.stage.sandbox.state.receive({ account: other, sender: '+33612345678', message: 'STOP' });
	await nextSecond();
	await edit(watching, { account: byId(other) });
	await until(() => true);
	await new Promise((resolve) => setTimeout(resolve, 3000));
	await on.settled();
	expect(given(watching)).toEqual([]);
});

test('T3 a look that fails later loses nothing that was found before', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	on.stage.sandbox.callbacks.controls.lost = ['state'];
	const late = on.send('+33611111111');
	late.outcome = { ptt: 3, deliveryReceipt: 4 };
	const done = on.send('+33612345678');
	const address = String(on.account.details.callBack);
	on.stage.sandbox.faults.add({ kind: 'delay', ms: 300, path: '/sms/*/outgoing/*' });
	const calls = [late, done].map(
		async ({ id }) => await fetch(`${address}?id=${id}&ptt=4&description=1`),
	);
	await until(() => lists(`/outgoing/${late.id}`) >= 1);
	await new Promise((resolve) => setTimeout(resolve, 100));
	const asked = () =>
		on.stage.sandbox.requests.filter(({ path }) => path.includes('/outgoing/')).length;
	// Fails from the second look on.
	await until(() => asked() >= 2);
	const fault = on.stage.sandbox.faults.add({
		kind: 'status',
		status: 403,
		path: '/sms/*/outgoing/*',
		times: Infinity,
	});
	await Promise.all(calls);
	await on.settled();
	on.stage.sandbox.faults.remove(fault);
	console.log(
		fault.hits,
		on.stage.sandbox.requests.map(({ path, status }: any) => path + ' ' + status),
	);
	expect(given(watching)).toEqual([`deliveryReport ${done.id}`]);
}, 30_000);

test('T4 what an earlier version saved, without a beginning, blocks nothing', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	const saved = JSON.parse(watching.saved);
	for (const state of Object.values<any>(saved)) delete state.progress.since;
	watching.saved = JSON.stringify(saved);
	await on.host.restart();
	const { id } = on.send('+33612345678');
	await on.settled();
	expect(watching.errors).toEqual([]);
	expect(given(watching)).toEqual([`deliveryReport ${id}`]);
});

test('T5 who hangs up before the answer blocks nothing', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	on.stage.sandbox.callbacks.controls.lost = ['state'];
	const first = on.send('+33612345678');
	on.stage.sandbox.faults.add({ kind: 'delay', ms: 700, path: '/sms/*/outgoing/*' });
	const address = String(on.account.details.callBack);
	const hasty = request(`${address}?id=${first.id}&ptt=4&description=1`);
	hasty.on('error', () => undefined).end();
	await until(() => lists(`/outgoing/${first.id}`) >= 1);
	hasty.destroy();
	await on.settled();
	on.stage.sandbox.callbacks.controls.lost = [];
	const second = on.send('+33611111111');
	await on.stage.sandbox.callbacks.settled();
	await new Promise((resolve) => setTimeout(resolve, 2500));
	expect(given(watching)).toEqual([first, second].map(({ id }) => `deliveryReport ${id}`));
});

test('T6 named SMS come although the list of SMS cannot be read', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	await on.host.restart();
	on.stage.sandbox.faults.add({
		kind: 'status',
		status: 403,
		path: '/sms/*/outgoing',
		times: Infinity,
	});
	const { id } = on.send('+33612345678');
	await on.settled();
	expect(given(watching)).toEqual([`deliveryReport ${id}`]);
});

test('T7 after a deactivation that failed, another event is chosen', async () => {
	const watching = on.instant({ events: ['deliveryReport'] });
	await on.host.activate(watching);
	on.send('+33612345678');
	await on.settled();
	on.stage.sandbox.faults.add({ kind: 'status', status: 403, path: '/sms/*', times: 1 });
	await expect(on.host.deactivate(watching)).rejects.toThrow();
	Object.assign(watching.node.parameters, { events: ['deliveryReport', 'messageReceived'] });
	await on.host.activate(watching);
	const id = on.receive('Yes');
	await on.settled();
	expect(given(watching)).toContain(`messageReceived ${id}`);
});

test('T8 many calls at once whose states show late are not given up', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	on.stage.sandbox.callbacks.controls.lost = ['state'];
	const sent = Array.from({ length: 14 }, (_, index) => on.send(`+336123456${10 + index}`));
	for (const sms of sent) sms.outcome = { ptt: 3, deliveryReceipt: 4 };
	const address = String(on.account.details.callBack);
	await Promise.all(
		sent.map(async ({ id }) => await fetch(`${address}?id=${id}&ptt=4&description=1`)),
	);
	await new Promise((resolve) => setTimeout(resolve, 8000));
	await on.settled();
	for (const sms of sent) sms.outcome = { ptt: 4, deliveryReceipt: 1 };
	on.stage.sandbox.callbacks.controls.lost = [];
	on.receive('Yes');
	await on.settled();
	expect(watching.items.filter(({ event }) => event === 'deliveryReport')).toHaveLength(14);
}, 40_000);

test('T9 replies that are called about at once, the last of which shows a little later', async () => {
	const watching = on.instant({ events: ['messageReceived'] });
	await on.host.activate(watching);
	on.stage.sandbox.callbacks.controls.lost = ['reply'];
	const address = String(on.account.details.smsResponse.cgiUrl);
	const slow = () =>
		on.stage.sandbox.faults.add({ kind: 'delay', ms: 800, path: '/sms/*/incoming/*' });
	const first = on.receive('One');
	slow();
	const calls = [fetch(address)];
	await until(() => lists('/incoming') >= 2);
	await new Promise((resolve) => setTimeout(resolve, 200));
	const second = on.receive('Two');
	slow();
	calls.push(fetch(address), fetch(address));
	await until(() => lists('/incoming') >= 3);
	await new Promise((resolve) => setTimeout(resolve, 200));
	const third = on.receive('Three');
	await Promise.all(calls);
	await on.settled();
	expect(given(watching)).toEqual([first, second, third].map((id) => `messageReceived ${id}`));
});

test('T10 420 replies and as many opt-outs while n8n was down', async () => {
	const watching = on.instant({ events: ['messageReceived', 'optOut'] });
	await on.host.activate(watching);
	on.host.stop();
	on.stage.sandbox.callbacks.controls.retries = 0;
	const receivers = numbers(420);
	for (const receiver of receivers) {
		on.receive('STOP', receiver);
	}
	await on.settled();
	await on.host.restart();
	await until(() => lists('/incoming') >= 2);
	await on.settled();
	expect(watching.items).toHaveLength(840);
}, 60_000);
