/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { request } from 'node:http';

import { numbers } from '../helpers/sending';
import { given } from '../helpers/eventKey';
import { nextSecond, setTriggerStage, until } from '../helpers/triggers';

const on = setTriggerStage();

const asked = (part: string) =>
	on.stage.sandbox.requests.filter(({ path }) => path.includes(part)).length;

const refuse = (path: string) =>
	on.stage.sandbox.faults.add({ kind: 'status', status: 403, path, times: Infinity });

/** An SMS that OVHcloud does not call about by itself. */
function sendUncalled(receiver: string) {
	on.stage.sandbox.callbacks.controls.lost = ['state'];
	return on.send(receiver);
}

/** A call that says that an SMS was delivered. */
const delivered = ({ id }: { id: number }) =>
	`${String(on.account.details.callBack)}?id=${id}&ptt=4&description=1`;

const ON_ITS_WAY = { ptt: 3, deliveryReceipt: 4 };
const DELIVERED = { ptt: 4, deliveryReceipt: 1 };

test('a look that fails is shown once, and tried again until it works, though nobody calls', async () => {
	const watching = on.instant({ events: ['deliveryReport'] });
	await on.host.activate(watching);
	const fault = refuse('/sms/*/outgoing*');
	const { id } = on.send('+33612345678');
	await until(() => fault.hits >= 3);
	expect(watching.errors).toHaveLength(1);
	expect(watching.errors[0].message).toBe('OVHcloud does not allow this');
	on.stage.sandbox.faults.remove(fault);
	await until(() => watching.items.length > 0);
	await on.settled();
	expect(given(watching)).toEqual([`deliveryReport ${id}`]);
	expect(watching.errors).toHaveLength(1);
});

test('what a call names comes although the list of SMS cannot be read', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	await on.host.restart();
	refuse('/sms/*/outgoing');
	const { id } = on.send('+33612345678');
	await on.settled();
	expect(given(watching)).toEqual([`deliveryReport ${id}`]);
});

test('who hangs up before the answer holds nothing up', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	const first = sendUncalled('+33612345678');
	on.stage.sandbox.faults.add({ kind: 'delay', ms: 700, path: '/sms/*/outgoing/*' });
	const hasty = request(delivered(first)).on('error', () => undefined);
	hasty.end();
	await until(() => asked(`/outgoing/${first.id}`) >= 1);
	hasty.destroy();
	await until(() => watching.items.length >= 1);
	on.stage.sandbox.callbacks.controls.lost = [];
	const second = on.send('+33611111111');
	await until(() => watching.items.length >= 2);
	expect(given(watching)).toEqual([first, second].map(({ id }) => `deliveryReport ${id}`));
});

test('states that show late are not given up, however many calls come at once', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	const sent = numbers(14).map(sendUncalled);
	for (const sms of sent) sms.outcome = ON_ITS_WAY;
	await Promise.all(sent.map(async (sms) => await fetch(delivered(sms))));
	await on.settled();
	for (const sms of sent) sms.outcome = DELIVERED;
	const reports = () => watching.items.filter(({ event }) => event === 'deliveryReport');
	for (let tries = 0; tries < 10 && reports().length < 14; tries++) {
		on.receive('Yes');
		await on.settled();
		await nextSecond();
	}
	expect(reports()).toHaveLength(14);
}, 60_000);

test('of replies that are called about at once, the last may show a little later', async () => {
	const watching = on.instant({ events: ['messageReceived'] });
	await on.host.activate(watching);
	on.stage.sandbox.callbacks.controls.lost = ['reply'];
	const address = String(on.account.details.smsResponse.cgiUrl);
	const slow = { kind: 'delay', ms: 800, path: '/sms/*/incoming/*' } as const;
	const first = on.receive('One');
	on.stage.sandbox.faults.add(slow);
	const calls = [fetch(address)];
	await until(() => asked(`/incoming/${first}`) >= 1);
	const second = on.receive('Two');
	on.stage.sandbox.faults.add(slow);
	calls.push(fetch(address), fetch(address));
	await until(() => asked(`/incoming/${second}`) >= 1);
	const third = on.receive('Three');
	await Promise.all(calls);
	await on.settled();
	expect(given(watching)).toEqual([first, second, third].map((id) => `messageReceived ${id}`));
});
