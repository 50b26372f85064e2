import { given } from '../helpers/eventKey';
import { ACCOUNT } from '../helpers/sending';
import { nextSecond, setTriggerStage, until } from '../helpers/triggers';
import { byId } from '../helpers/workflows';

const on = setTriggerStage();

const REPLACE = { options: { replaceExisting: true } };
const DAY_MS = 24 * 3_600_000;

/** Somebody opted out long ago, and is taken off the blacklist. */
function optedOutLongAgo(number: string): () => void {
	on.receive('STOP', number);
	const entry = on.account.blacklist.get(number)!;
	entry.dateCreation = new Date(Date.now() - 30 * DAY_MS).toISOString();
	return () => on.account.blacklist.delete(number);
}

describe('a STOP of somebody who had opted out before, and was taken off the list unseen', () => {
	test('comes where the call names the number', async () => {
		const takeOff = optedOutLongAgo('+33612345678');
		await nextSecond();
		const watching = on.instant({ events: ['optOut'] });
		await on.host.activate(watching);
		await on.settled();
		takeOff();
		on.receive('STOP', '+33612345678');
		await until(() => watching.items.length > 0);
		await on.settled();
		expect(given(watching)).toEqual(['optOut +33612345678']);
	});

	test('comes with a poll after a restart, since the poll that saw it taken off was saved', async () => {
		const takeOff = optedOutLongAgo('+33612345678');
		await nextSecond();
		const watching = on.polling({ events: ['optOut'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		takeOff();
		expect(await poll()).toEqual([]);
		await on.host.restart();
		on.receive('STOP', '+33612345678');
		expect(await on.host.pollerOf(watching)()).toHaveLength(1);
	});
});

test('a sender that was refused twice is told twice, over a restart as well', async () => {
	const sender = on.account.senders.get('NEWSHOP')!;
	const watching = on.polling({ events: ['senderStatus'] });
	let poll = on.host.pollerOf(watching);
	for (const status of ['waitingValidation', 'refused', 'waitingValidation'] as const) {
		Object.assign(sender, { status });
		await poll();
	}
	await on.host.restart();
	poll = on.host.pollerOf(watching);
	Object.assign(sender, { status: 'refused' });
	await poll();
	expect(watching.items.map(({ status }) => status)).toEqual(['refused', 'refused']);
});

test('a poll whose workflow is switched off and on meanwhile loses nothing, since n8n drops what it found', async () => {
	const watching = on.polling({ events: ['messageReceived'] });
	await on.host.pollerOf(watching)();
	const first = on.receive('During');
	on.stage.sandbox.faults.add({ kind: 'delay', ms: 800, path: '/sms/*/incoming/*' });
	const underWay = on.host.pollerOf(watching)();
	await until(() => on.stage.sandbox.requests.some(({ path }) => path.endsWith('/incoming')));
	await on.host.deactivate(watching);
	const poll = on.host.pollerOf(watching);
	await underWay;
	await poll();
	const second = on.receive('After');
	await poll();
	expect(given(watching)).toEqual([first, second].map((id) => `messageReceived ${id}`));
});

test('calls while the workflow is being activated again start it once each', async () => {
	const watching = on.instant({ events: ['deliveryReport'] });
	await on.host.activate(watching);
	const sent = [on.send('+33611111111')];
	await until(() => watching.items.length === 1);
	await on.host.deactivate(watching);
	on.stage.sandbox.faults.add({ kind: 'delay', ms: 800, path: `/sms/${ACCOUNT}`, times: Infinity });
	// As after a deactivation that OVHcloud did not hear of.
	const activation = on.host.activate(watching);
	await until(() => on.account.details.callBack !== null);
	for (const receiver of ['+33622222222', '+33633333333']) sent.push(on.send(receiver));
	await activation;
	sent.push(on.send('+33644444444'));
	await until(() => watching.items.length >= sent.length);
	await on.settled();
	await nextSecond();
	await on.settled();
	expect(given(watching)).toEqual(sent.map(({ id }) => `deliveryReport ${id}`));
});

test('a copy of a workflow with what it remembers takes nothing from the original', async () => {
	const original = on.polling({ events: ['messageReceived'] });
	const poll = on.host.pollerOf(original);
	await poll();
	on.receive('First');
	await poll();
	const copy = on.polling({ events: ['messageReceived'] });
	copy.saved = original.saved;
	const second = on.receive('Second');
	await on.host.pollerOf(copy)();
	await poll();
	expect(given(copy)).toEqual([`messageReceived ${second}`]);
	expect(original.items.map(({ message }) => message)).toEqual(['First', 'Second']);
});

test('a scheduled SMS that was ordered before the activation is reported when it is sent', async () => {
	const sms = on.send('+33612345678', { differedPeriod: 60 });
	await nextSecond();
	const watching = on.instant({ events: ['deliveryReport'] });
	await on.host.activate(watching);
	sms.acceptedAt -= 61 * 60_000;
	sms.creation -= 61 * 60_000;
	on.stage.sandbox.callbacks.tell(sms, { ptt: 4, deliveryReceipt: 1 });
	await until(() => watching.items.length > 0);
	expect(given(watching)).toEqual([`deliveryReport ${sms.id}`]);
});

test('what happens during the first activation comes, though nobody calls', async () => {
	const watching = on.instant({ events: ['deliveryReport'] });
	on.stage.sandbox.faults.add({ kind: 'delay', ms: 1500, path: `/sms/${ACCOUNT}` });
	const activation = on.host.activate(watching);
	await until(() => on.stage.sandbox.requests.some(({ path }) => path.endsWith('/outgoing')));
	await nextSecond();
	on.stage.sandbox.callbacks.controls.lost = ['state'];
	const { id } = on.send('+33612345678');
	await activation;
	await until(() => watching.items.length > 0);
	expect(given(watching)).toEqual([`deliveryReport ${id}`]);
});

describe('addresses', () => {
	const FOREIGN = 'https://crm.example.com/sms?key=abc';

	test('of an activation that failed after it had written them are taken away', async () => {
		on.account.details.callBack = FOREIGN;
		on.stage.sandbox.faults.add({ kind: 'resetAfter', method: 'PUT', times: 5 });
		await expect(on.host.activate(on.instant(REPLACE))).rejects.toThrow();
		await until(() => on.account.details.callBack === FOREIGN);
		expect(on.account.details.stopCallBack).toBeNull();
	});

	test('of an account that was left behind are taken away later', async () => {
		const other = [...on.stage.sandbox.state.accounts.keys()][1];
		const watching = on.instant({ account: byId(other) });
		await on.host.activate(watching);
		const left = on.stage.sandbox.state.accounts.get(other)!.details;
		const fault = on.stage.sandbox.faults.add({
			kind: 'status',
			status: 503,
			method: 'PUT',
			path: `/sms/${other}`,
			times: Infinity,
		});
		await on.host.deactivate(watching);
		Object.assign(watching.node.parameters, { account: byId(ACCOUNT) });
		await on.host.activate(watching);
		expect(left.callBack).not.toBeNull();
		on.stage.sandbox.faults.remove(fault);
		await until(() => left.callBack === null);
		expect(on.account.details.callBack).not.toBeNull();
	});
});
