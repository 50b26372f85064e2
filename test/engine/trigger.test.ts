import type { IDataObject } from 'n8n-workflow';

import { eventKey } from '../helpers/eventKey';
import { ACCOUNT, numbers } from '../helpers/sending';
import { command } from '../page/pageClient';
import { nextSecond, setTriggerStage } from '../helpers/triggers';

const on = setTriggerStage();

describe('what happens on the account starts the workflow', () => {
	test('a delivery report has the whole SMS and its state in words', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		on.stage.sandbox.state.messages.setOutcome('+33611111111', { ptt: 23, deliveryReceipt: 2 });
		const { id } = on.send('+33612345678');
		on.send('+33611111111');
		await on.settled();
		expect(watching.items).toHaveLength(2);
		expect(watching.items.find((item) => item.id === id)).toMatchObject({
			event: 'deliveryReport',
			account: ACCOUNT,
			receiver: '+33612345678',
			tag: 'order-42',
			message: 'Hello',
			ptt: 4,
			status: 'delivered',
			statusText: 'Delivered',
		});
		expect(watching.items.find((item) => item.id !== id)).toMatchObject({
			status: 'failed',
		});
	});

	test('a reply and a STOP have the whole object of the API', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		const sms = on.send('+33612345678');
		const id = on.receive('Stop', '+33612345678', 'order-42');
		await on.settled();
		const first = (name: string) => watching.items.find(({ event }) => event === name);
		expect(first('messageReceived')).toEqual({
			event: 'messageReceived',
			account: ACCOUNT,
			id,
			sender: '+33612345678',
			message: 'Stop',
			tag: 'order-42',
			credits: 0,
			creationDatetime: expect.any(String) as string,
		});
		expect(first('optOut')).toEqual({
			event: 'optOut',
			account: ACCOUNT,
			number: '+33612345678',
			smsOutgoingID: sms.id,
			batchID: null,
			dateCreation: expect.any(String) as string,
		});
	});

	test("a STOP to OVHcloud's number, as the phone page sends it, is an opt-out and no reply", async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		const number = '+33612345678';
		const answer = await command(on.stage.sandbox, 'stop', { number, account: ACCOUNT });
		expect(answer).toMatchObject({ status: 200 });
		await on.settled();
		expect(watching.items).toMatchObject([{ event: 'optOut', account: ACCOUNT, number }]);
	});

	test('what was there before the activation does not', async () => {
		on.send('+33612345678');
		on.receive('Old');
		on.receive('STOP');
		await nextSecond();
		const watching = on.instant();
		await on.host.activate(watching);
		on.receive('New', '+33699999999');
		await on.settled();
		expect(watching.items).toMatchObject([{ event: 'messageReceived', message: 'New' }]);
	});

	test('only the chosen events and filters do', async () => {
		const watching = on.instant({ events: ['deliveryReport'], filters: { tag: 'a, b' } });
		await on.host.activate(watching);
		on.receive('Yes');
		for (const tag of ['a', 'b', 'c']) on.send('+33612345678', { tag });
		await on.settled();
		expect(watching.items.map(({ tag }) => tag).sort()).toEqual(['a', 'b']);
		expect(on.account.details.smsResponse.responseType).toBe('none');
	});

	test("a code that no table has gets OVHcloud's own words", async () => {
		const watching = on.instant({ events: ['deliveryReport'] });
		await on.host.activate(watching);
		on.stage.sandbox.state.messages.setOutcome('+33612345678', { ptt: 4242, deliveryReceipt: 2 });
		on.send('+33612345678');
		await on.settled();
		expect(watching.items).toMatchObject([{ status: 'failed', ptt: 4242 }]);
		expect(on.stage.sandbox.requests.filter(({ path }) => path === '/sms/ptts')).toHaveLength(1);
	});
});

describe('each event starts it once', () => {
	test('200 mixed events, each called three times at the same time, with POST and dlr', async () => {
		Object.assign(on.stage.sandbox.callbacks.controls, {
			copies: 3,
			simultaneous: true,
			mostAtOnce: 60,
			method: 'POST',
			receiptName: 'dlr',
		});
		const watching = on.instant();
		await on.host.activate(watching);
		for (const [index, receiver] of numbers(100).entries()) {
			on.send(receiver);
			if (index % 2 === 0) on.receive('Yes', receiver);
			if (index % 4 === 1) on.receive('STOP', receiver);
			if (index % 10 === 0) await on.settled();
		}
		await on.settled();
		const keys = watching.items.map(eventKey);
		expect(new Set(keys).size).toBe(keys.length);
		expect(countOf(watching.items)).toEqual({
			deliveryReport: 100,
			messageReceived: 75,
			optOut: 25,
		});
		expect(watching.errors).toEqual([]);
	}, 180_000);

	test('a call that comes again after a restart of n8n, too', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		const sms = on.send('+33612345678');
		on.receive('Yes');
		await on.settled();
		await on.host.restart();
		on.stage.sandbox.callbacks.tell(sms, { ptt: 4, deliveryReceipt: 1 });
		on.receive('No');
		await on.settled();
		expect(watching.items.map(({ message }) => message).sort()).toEqual(['Hello', 'No', 'Yes']);
	});

	test('and not again what n8n could not start the workflow with: rather once too few', async () => {
		const watching = on.instant({ events: ['messageReceived'] });
		await on.host.activate(watching);
		watching.notStarting = 1;
		on.receive('Lost');
		await on.settled();
		expect(watching.errors).toHaveLength(1);
		on.receive('Next');
		await on.settled();
		await on.host.restart();
		on.receive('Last');
		await on.settled();
		expect(watching.items.map(({ message }) => message)).toEqual(['Next', 'Last']);
	});

	test('what happens while the workflow is edited is not lost', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		await on.host.deactivate(watching);
		on.receive('In between');
		await on.host.activate(watching);
		on.receive('After');
		await on.settled();
		expect(watching.items.map(({ message }) => message)).toEqual(['In between', 'After']);
	});
});

function countOf(items: IDataObject[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { event } of items) counts[String(event)] = (counts[String(event)] ?? 0) + 1;
	return counts;
}
