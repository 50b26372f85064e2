import { numbers } from '../helpers/sending';
import { nextSecond, setTriggerStage } from '../helpers/triggers';

const on = setTriggerStage();

const messages = (items: Array<Record<string, unknown>>) => items.map(({ message }) => message);

describe('a poll', () => {
	test('starts the workflow on everything that happened since the last one, once', async () => {
		const watching = on.polling();
		const poll = on.host.pollerOf(watching);
		expect(await poll()).toEqual([]);
		on.send('+33612345678');
		on.receive('Yes');
		on.receive('STOP', '+33611111111');
		Object.assign(on.account.senders.get('NEWSHOP')!, { status: 'enable' });
		on.account.details.creditsLeft = 10;
		const items = await poll();
		expect(items.map(({ event }) => event).sort()).toEqual([
			'deliveryReport',
			'lowCredit',
			'messageReceived',
			'messageReceived',
			'optOut',
			'senderStatus',
		]);
		expect(items.find(({ event }) => event === 'deliveryReport')).toMatchObject({
			account: 'sms-xx12345-1',
			status: 'delivered',
			receiver: '+33612345678',
		});
		expect(items.find(({ event }) => event === 'lowCredit')).toMatchObject({
			creditsLeft: 10,
			name: 'sms-xx12345-1',
		});
		expect(items.find(({ event }) => event === 'senderStatus')).toMatchObject({
			sender: 'NEWSHOP',
			status: 'enable',
		});
		expect(await poll()).toEqual([]);
	});

	test('starts with now, or some hours ago', async () => {
		on.send('+33612345678');
		on.receive('Old');
		on.receive('STOP', '+33611111111');
		await nextSecond();
		expect(await on.host.pollerOf(on.polling())()).toEqual([]);
		const items = await on.host.pollerOf(on.polling({ options: { lookBackHours: 1 } }))();
		expect(items.map(({ event }) => event).sort()).toEqual([
			'deliveryReport',
			'messageReceived',
			'messageReceived',
			'optOut',
		]);
	});

	test('asks one request for each event where nothing is new', async () => {
		const poll = on.host.pollerOf(on.polling());
		await poll();
		const before = on.stage.sandbox.requests.length;
		await poll();
		// Sender status has no list that says what has changed: the senders are read together.
		expect(on.stage.sandbox.requests.length - before).toBeLessThanOrEqual(6);
	});

	test('with much to catch up stays far below 60 requests, and comes to the end', async () => {
		const watching = on.polling();
		const poll = on.host.pollerOf(watching);
		await poll();
		for (const receiver of numbers(900)) on.send(receiver);
		for (const [index, receiver] of numbers(500).entries()) on.receive(`Reply ${index}`, receiver);
		for (let polls = 0; polls < 4; polls++) {
			const before = on.stage.sandbox.requests.length;
			await poll();
			expect(on.stage.sandbox.requests.length - before).toBeLessThan(40);
		}
		const ids = watching.items.map(({ event, id }) => `${String(event)} ${String(id)}`);
		expect(ids).toHaveLength(1400);
		expect(new Set(ids).size).toBe(1400);
	}, 60_000);

	test('that cannot read one kind gives out the others, and the next one brings the rest', async () => {
		const watching = on.polling({ events: ['messageReceived', 'deliveryReport'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		on.receive('Yes');
		on.send('+33612345678');
		on.stage.sandbox.faults.add({ kind: 'status', status: 403, path: '/sms/*/outgoing' });
		expect(messages(await poll())).toEqual(['Yes']);
		expect(messages(await poll())).toEqual(['Hello']);
	});

	test('that has nothing to give out says why it failed, and changes nothing', async () => {
		const watching = on.polling({ events: ['messageReceived', 'deliveryReport'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		on.send('+33612345678');
		on.stage.sandbox.faults.add({ kind: 'status', status: 403, path: '/sms/*/outgoing' });
		await expect(poll()).rejects.toThrow();
		expect(watching.executions).toEqual([]);
		expect(messages(await poll())).toEqual(['Hello']);
	});

	test("is right even where this server's clock is not", async () => {
		on.stage.sandbox.setClockOffset(-7200);
		const poll = on.host.pollerOf(on.polling({ events: ['messageReceived', 'optOut'] }));
		await poll();
		on.receive('STOP');
		expect((await poll()).map(({ event }) => event)).toEqual(['messageReceived', 'optOut']);
	});

	test('that begins before the last one is over gives nothing out twice', async () => {
		const poll = on.host.pollerOf(on.polling({ events: ['messageReceived'] }));
		await poll();
		on.receive('Yes');
		const before = on.stage.sandbox.requests.length;
		const both = await Promise.all([poll(), poll()]);
		expect(messages(both.flat())).toEqual(['Yes']);
		// The second one asks nothing: polls do not pile up.
		expect(on.stage.sandbox.requests.length - before).toBe(2);
	});
});

describe('a restart of n8n', () => {
	test('loses nothing and repeats nothing, whatever happened while it was down', async () => {
		const watching = on.polling({ events: ['messageReceived', 'deliveryReport', 'optOut'] });
		let poll = on.host.pollerOf(watching);
		await poll();
		on.receive('One');
		await poll();
		on.receive('Two');
		on.send('+33611111111');
		on.receive('STOP', '+33622222222');
		await on.host.restart();
		poll = on.host.pollerOf(watching);
		await poll();
		await poll();
		expect(watching.items.map(({ event, message }) => [event, message])).toEqual([
			['messageReceived', 'One'],
			['messageReceived', 'Two'],
			['messageReceived', 'STOP'],
			['optOut', undefined],
			['deliveryReport', 'Hello'],
		]);
	});

	test('after polls without news, which n8n does not save, changes nothing either', async () => {
		const watching = on.polling({ events: ['deliveryReport'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		on.send('+33612345678');
		await poll();
		const sms = on.send('+33611111111');
		const final = sms.outcome;
		sms.outcome = { ptt: 3, deliveryReceipt: 4 };
		expect(await poll()).toEqual([]);
		await on.host.restart();
		sms.outcome = final;
		expect(await on.host.pollerOf(watching)()).toMatchObject([{ id: sms.id }]);
		expect(watching.items).toHaveLength(2);
	});
});

describe('delivery reports', () => {
	test('come hours after the SMS was sent, each once', async () => {
		const watching = on.polling({ events: ['deliveryReport'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		const sent = numbers(300).map((receiver) => on.send(receiver));
		const final = sent[0].outcome;
		for (const sms of sent) sms.outcome = { ptt: 3, deliveryReceipt: 4 };
		for (let polls = 0; polls < 3; polls++) expect(await poll()).toEqual([]);
		for (const sms of sent.slice(0, 200)) sms.outcome = final;
		sent[299].outcome = { ptt: 24, deliveryReceipt: 2 };
		expect(await poll()).toHaveLength(201);
		for (const sms of sent.slice(200, 299)) sms.outcome = final;
		expect(await poll()).toHaveLength(99);
		expect(await poll()).toEqual([]);
		expect(new Set(watching.items.map(({ id }) => id)).size).toBe(300);
	}, 60_000);

	test('of each state in between where that is asked for, each once', async () => {
		const options = { finalStatesOnly: false };
		const poll = on.host.pollerOf(on.polling({ events: ['deliveryReport'], options }));
		await poll();
		const sms = on.send('+33612345678');
		const final = sms.outcome;
		sms.outcome = { ptt: 1, deliveryReceipt: 0 };
		expect(await poll()).toMatchObject([{ status: 'pending', ptt: 1 }]);
		expect(await poll()).toEqual([]);
		sms.outcome = { ptt: 3, deliveryReceipt: 4 };
		expect(await poll()).toMatchObject([{ status: 'pending', ptt: 3 }]);
		sms.outcome = final;
		expect(await poll()).toMatchObject([{ status: 'delivered' }]);
		expect(await poll()).toEqual([]);
	});

	test('of states in between come for many, too, some with each poll', async () => {
		const options = { finalStatesOnly: false };
		const poll = on.host.pollerOf(on.polling({ events: ['deliveryReport'], options }));
		await poll();
		const sent = numbers(300).map((receiver) => on.send(receiver));
		for (const sms of sent) sms.outcome = { ptt: 1, deliveryReceipt: 0 };
		expect(await poll()).toHaveLength(300);
		for (const sms of sent) sms.outcome = { ptt: 3, deliveryReceipt: 4 };
		const given = [...(await poll()), ...(await poll())].map(({ id }) => id);
		expect(new Set(given).size).toBe(300);
	}, 60_000);
});

describe('a scheduled SMS', () => {
	const DAYS = 3 * 24 * 60;

	test('is reported once when it is sent, though it was ordered days ago', async () => {
		const sms = on.send('+33612345678', { differedPeriod: DAYS });
		const cancelled = on.send('+33611111111', { differedPeriod: DAYS });
		const poll = on.host.pollerOf(on.polling({ events: ['deliveryReport'] }));
		await poll();
		expect(await poll()).toEqual([]);
		cancelled.cancelled = true;
		sms.acceptedAt -= DAYS * 60_000;
		sms.creation -= DAYS * 60_000;
		expect(await poll()).toMatchObject([{ id: sms.id, status: 'delivered' }]);
		for (let polls = 0; polls < 6; polls++) expect(await poll()).toEqual([]);
		const before = on.stage.sandbox.requests.length;
		await poll();
		// The list, and the one that was cancelled, which is looked for as long as it may show up.
		expect(on.stage.sandbox.requests.length - before).toBe(2);
	});
});

describe('low credit', () => {
	test('starts on falling below the threshold only, and anew after it has recovered', async () => {
		const poll = on.host.pollerOf(on.polling({ events: ['lowCredit'], creditThreshold: 50 }));
		const at = async (credits: number) => {
			on.account.details.creditsLeft = credits;
			return (await poll()).length;
		};
		const starts: number[] = [];
		for (const credits of [30, 60, 49.5, 20, 50, 49]) starts.push(await at(credits));
		expect(starts).toEqual([0, 0, 1, 0, 0, 1]);
	});
});

describe('what a poll without news has seen', () => {
	test('is known after a restart, where credits are concerned: they were above the threshold again', async () => {
		const watching = on.polling({ events: ['lowCredit'], creditThreshold: 50 });
		let poll = on.host.pollerOf(watching);
		for (const credits of [60, 40, 200]) {
			on.account.details.creditsLeft = credits;
			await poll();
		}
		await on.host.restart();
		poll = on.host.pollerOf(watching);
		on.account.details.creditsLeft = 30;
		await poll();
		expect(watching.items.map(({ creditsLeft }) => creditsLeft)).toEqual([40, 30]);
	});
});

describe('one object dated ahead', () => {
	test('silences nothing, and comes once', async () => {
		const watching = on.polling({ events: ['messageReceived', 'deliveryReport'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		on.receive('Ahead');
		on.account.incoming.at(-1)!.creationDatetime = new Date(Date.now() + 7_200_000).toISOString();
		on.send('+33612345678').creation += 7_200_000;
		await poll();
		on.receive('Now');
		on.send('+33611111111');
		await poll();
		await poll();
		expect(watching.items).toHaveLength(4);
	});
});

describe('a STOP that is lifted and given again the same day', () => {
	test.each([true, false])('is an event, with a poll in between: %s', async (between) => {
		const watching = on.polling({ events: ['optOut'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		on.receive('STOP');
		await poll();
		const [number] = on.account.blacklist.keys();
		on.account.blacklist.delete(number);
		if (between) await poll();
		await nextSecond();
		on.receive('STOP');
		await poll();
		await poll();
		expect(watching.items.map((item) => item.number)).toEqual([number, number]);
	});
});

describe('the test in the editor', () => {
	test('gives the most recent event of each kind, and moves nothing', async () => {
		const watching = on.polling({ events: ['messageReceived', 'deliveryReport'] });
		const poll = on.host.pollerOf(watching);
		await poll();
		on.receive('Older');
		on.receive('Newest');
		on.send('+33612345678');
		const before = watching.saved;
		const items = await on.host.pollerOf(watching, 'manual')();
		expect(messages(items)).toEqual(['Newest', 'Hello']);
		expect(watching.saved).toBe(before);
		expect(await poll()).toHaveLength(3);
	});

	test('says that there is none', async () => {
		const watching = on.polling({ events: ['messageReceived'] });
		await expect(on.host.pollerOf(watching, 'manual')()).rejects.toMatchObject({
			message: expect.stringContaining('Nothing to show') as string,
			description: expect.stringContaining('Send an SMS') as string,
		});
	});
});

test('a trigger without events or account says what to choose', async () => {
	await expect(on.host.pollerOf(on.polling({ events: [] }))()).rejects.toThrow(
		'"Trigger On" is empty',
	);
	await expect(on.host.pollerOf(on.polling({ account: '' }))()).rejects.toThrow(
		'"SMS Account" is empty',
	);
});
