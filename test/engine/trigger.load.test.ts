/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { eventKey } from '../helpers/eventKey';
import { runFaster } from '../helpers/fasterTime';
import { ACCOUNT, numbers } from '../helpers/sending';
import { setTriggerStage, until } from '../helpers/triggers';

/** Everybody's clock, so that minutes pass in seconds. */
const TIMES = 40;
const on = setTriggerStage();
afterAll(runFaster(TIMES));

const MINUTE = 60_000;

/** Requests for each minute of the accelerated clock, in order. */
function requestsByMinute(since: number): number[] {
	const minutes: number[] = [];
	for (const { at } of on.stage.sandbox.requests) {
		if (at < since) continue;
		const minute = Math.floor((at - since) / MINUTE);
		minutes[minute] = (minutes[minute] ?? 0) + 1;
	}
	return [...minutes].map((count) => count ?? 0);
}

async function pass(milliseconds: number): Promise<void> {
	await new Promise<void>((resolve) => {
		setTimeout(resolve, milliseconds / TIMES);
	});
}

test('an SMS each second, called about three times, takes at most 30 requests a minute', async () => {
	const watching = on.instant({ events: ['deliveryReport'] });
	await on.host.activate(watching);
	const start = Date.now();
	const { callbacks } = on.stage.sandbox;
	const people = numbers(150);
	for (const receiver of people) {
		const sms = on.send(receiver);
		for (const ptt of [1, 3]) callbacks.tell(sms, { ptt, deliveryReceipt: 4 });
		await pass(1000);
	}
	await until(() => watching.items.length >= people.length);
	await on.settled();
	expect(new Set(watching.items.map(eventKey)).size).toBe(people.length);
	expect(watching.items).toHaveLength(people.length);
	expect(callbacks.calls.length).toBeGreaterThanOrEqual(3 * people.length);
	expect(Math.max(...requestsByMinute(start))).toBeLessThanOrEqual(30);
}, 60_000);

test('400 calls with ids that do not exist take at most 20 requests', async () => {
	const watching = on.instant({ events: ['deliveryReport'] });
	await on.host.activate(watching);
	const before = on.stage.sandbox.requests.length;
	for (let id = 1; id <= 400; id++) {
		on.stage.sandbox.callbacks.tell(
			{ id: 5_000_000 + id, account: ACCOUNT },
			{ ptt: 4, deliveryReceipt: 1 },
		);
	}
	await on.settled();
	await pass(5 * MINUTE);
	await on.settled();
	expect(watching.items).toEqual([]);
	expect(on.stage.sandbox.requests.length - before).toBeLessThanOrEqual(20);
}, 60_000);

test('20,000 missed SMS and one live reply: the reply comes first, and the rest in portions', async () => {
	const watching = on.instant({ events: ['deliveryReport', 'messageReceived'] });
	await on.host.activate(watching);
	on.stage.sandbox.callbacks.controls.lost = ['state'];
	for (const receiver of numbers(20_000)) on.send(receiver);
	await on.host.restart();
	const start = Date.now();
	on.receive('Here I am');
	await until(() => watching.items.length >= 800);
	// Two looks: with the reply and the first portion, and with the second one.
	expect(watching.executions[0][0]).toMatchObject({ event: 'messageReceived' });
	expect(watching.executions[0].length).toBeGreaterThan(300);
	for (let tries = 0; tries < 12; tries++) {
		if (watching.items.length < 20_001)
			await until(() => watching.items.length >= 20_001).catch(() => undefined);
	}
	expect(Math.max(...watching.executions.map(({ length }) => length))).toBeLessThanOrEqual(500);
	expect(new Set(watching.items.map(eventKey)).size).toBe(20_001);
	expect(watching.items).toHaveLength(20_001);
	expect(Math.max(...requestsByMinute(start))).toBeLessThanOrEqual(60);
}, 300_000);

test('4,000 calls while OVHcloud stalls are answered and take less than 5 MB', async () => {
	const watching = on.instant({ events: ['deliveryReport'] });
	await on.host.activate(watching);
	on.stage.sandbox.faults.add({ kind: 'delay', ms: 60_000, path: '/sms/*', times: Infinity });
	const address = String(on.account.details.callBack);
	const call = async (id: number) =>
		(await fetch(`${address}?id=${id}&ptt=4&description=1`)).status;
	for (let id = 1; id <= 200; id++) await call(id);
	const before = heapUsed();
	for (let id = 201; id <= 4200; id++) expect(await call(id)).toBe(200);
	const growth = heapUsed() - before;
	expect(on.host.underWayCount).toBeLessThanOrEqual(2);
	on.host.stop();
	expect(growth).toBeLessThan(5_000_000);
}, 120_000);

/** Bytes, without what nobody holds any more. */
function heapUsed(): number {
	setFlagsFromString('--expose_gc');
	(runInNewContext('gc') as () => void)();
	return process.memoryUsage().heapUsed;
}
