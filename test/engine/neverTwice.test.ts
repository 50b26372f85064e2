import type { INode } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { runFaster } from '../helpers/fasterTime';
import { ACCOUNT, itemsTo, numbers, RETRY, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { errorOf, jsonOf, setStage } from '../helpers/stage';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(60));

let watch: () => void;

const stage = setStage({ log: () => watch() });

beforeEach(() => {
	watch = () => undefined;
});

const toEach = { to: '={{ $json.to }}', message: '={{ $json.text }}' };

const sends = () => stage.sandbox.requests.filter(({ method }) => method === 'POST').length;
const deliveries = (receivers: string[]) =>
	receivers.map((receiver) => stage.sandbox.sentTo(receiver).length);
const once = (receivers: string[]) => receivers.map(() => 1);

/** A fault that meets sends. */
const onSend = (fault: Fault): Fault => ({ ...fault, method: 'POST', path: SEND_PATH });

const ACCEPTED: Array<[string, Fault]> = [
	['accepted, then reset', { kind: 'resetAfter' }],
	['accepted, then a 502 page', { kind: 'status', status: 502, html: true, when: 'after' }],
	['accepted, then a page of a filter', { kind: 'status', status: 403, html: true, when: 'after' }],
	['accepted, then redirected', { kind: 'status', status: 301, html: true, when: 'after' }],
	['accepted, then a page', { kind: 'status', status: 413, html: true, when: 'after' }],
	['accepted, then cut off', { kind: 'brokenJson' }],
	['accepted, then silence', { kind: 'silence', when: 'after' }],
	['a burst of 429', { kind: 'status', status: 429, retryAfter: 0, times: 4 }],
];
const NOT_ACCEPTED: Array<[string, Fault]> = [
	['refused with 500', { kind: 'status', status: 500 }],
	['reset before', { kind: 'resetBefore' }],
	['silence', { kind: 'silence' }],
];

describe('a send whose answer is lost is looked up, and reaches each recipient once', () => {
	test.each(ACCEPTED)('%s', async (_, fault) => {
		stage.sandbox.faults.add(onSend(fault));
		const receivers = numbers(3);
		const file = sendWorkflow({ ...toEach, options: { timeout: 1 } });
		const output = jsonOf(await stage.run(file, itemsTo(receivers)));
		expect(deliveries(receivers)).toEqual(once(receivers));
		expect(output.map(({ ids }) => ids)).toEqual(
			receivers.map((receiver) => stage.sandbox.sentTo(receiver).map(({ id }) => id)),
		);
		expect(output.map(({ totalCreditsRemoved }) => totalCreditsRemoved)).toEqual([1, 1, 1]);
	});

	test.each(ACCEPTED)('%s, for hundreds of recipients in one request', async (_, fault) => {
		stage.sandbox.state.addCredits('sms-xx12345-1', 500);
		stage.sandbox.faults.add(onSend(fault));
		const receivers = numbers(120);
		const file = sendWorkflow({ to: '={{ $json.to }}', options: { timeout: 1 } });
		const output = jsonOf(await stage.run(file, itemsTo(receivers)));
		expect(deliveries(receivers)).toEqual(once(receivers));
		expect(output.every(({ totalCreditsRemoved }) => totalCreditsRemoved === 1)).toBe(true);
	});

	describe.each(NOT_ACCEPTED)('%s', (_, fault) => {
		test('is not sent again by this try, which says that nobody knows', async () => {
			stage.sandbox.faults.add(onSend(fault));
			const receivers = numbers(2);
			const file = sendWorkflow({ to: receivers.join(), options: { timeout: 1 } });
			const error = errorOf(await stage.run(file));
			expect(error.message).toContain('Not known whether OVHcloud has it');
			expect(error.description).toContain('does not show there; it may show later');
			expect(`${error.message} ${error.description}`).not.toMatch(/not sent|nothing was sent/i);
			expect(sends()).toBe(1);
		});

		test('is sent again by a next try, two minutes after the first', async () => {
			stage.sandbox.state.addCredits('sms-xx12345-1', 500);
			stage.sandbox.faults.add(onSend(fault));
			const receivers = numbers(120);
			const options = { timeout: 1 };
			const file = sendWorkflow({ to: '={{ $json.to }}', options }, RETRY);
			const output = jsonOf(await stage.run(file, itemsTo(receivers)));
			expect(deliveries(receivers)).toEqual(once(receivers));
			expect(output.every(({ totalCreditsRemoved }) => totalCreditsRemoved === 1)).toBe(true);
			const [first, again] = stage.sandbox.requests.filter(({ method }) => method === 'POST');
			expect(again.at - first.at).toBeGreaterThanOrEqual(120_000);
			expect(sends()).toBe(2);
		});
	});

	test('with a tag of the user, in the middle of others with the same tag', async () => {
		stage.sandbox.faults.add(onSend({ kind: 'resetAfter', times: 2 }));
		const receivers = numbers(6);
		const file = sendWorkflow({ ...toEach, options: { tag: 'spring' } });
		const output = jsonOf(await stage.run(file, itemsTo(receivers)));
		expect(deliveries(receivers)).toEqual(once(receivers));
		expect(new Set(output.flatMap(({ ids }) => ids as number[])).size).toBe(6);
	});

	test('also when it is scheduled, and so only among the pending messages', async () => {
		stage.sandbox.faults.add(onSend({ kind: 'resetAfter' }));
		const receivers = numbers(2);
		const sendAt = new Date(Date.now() + 3_600_000).toISOString();
		await stage.run(sendWorkflow({ ...toEach, options: { sendAt } }), itemsTo(receivers));
		expect(deliveries(receivers)).toEqual(once(receivers));
	});

	test('also with a server clock that is hours off', async () => {
		stage.sandbox.setClockOffset(-7200);
		stage.sandbox.faults.add(onSend({ kind: 'resetAfter' }));
		const receivers = numbers(2);
		const file = sendWorkflow({ ...toEach, options: { tag: 'spring' } });
		await stage.run(file, itemsTo(receivers));
		expect(deliveries(receivers)).toEqual(once(receivers));
	});
});

describe('a send of which nothing can be known', () => {
	const lookUpsFail = () =>
		stage.sandbox.faults.add({
			kind: 'status',
			status: 403,
			message: 'This call has not been granted',
			path: '/sms/*/outgoing',
			times: Infinity,
		});

	test('is not repeated, and says so in the message', async () => {
		lookUpsFail();
		stage.sandbox.faults.add(onSend({ kind: 'resetAfter' }));
		const error = errorOf(await stage.run(sendWorkflow()));
		expect(error.message).toContain('Not known whether OVHcloud has it');
		expect(error.description).toContain('The node tried to look');
		expect(sends()).toBe(1);
	});

	test('is looked up first by the next try, and not sent again', async () => {
		const blocked = lookUpsFail();
		stage.sandbox.faults.add(onSend({ kind: 'resetAfter' }));
		afterLooks(1, () => stage.sandbox.faults.remove(blocked));
		const run = await stage.run(sendWorkflow({}, RETRY));
		expect(jsonOf(run)).toMatchObject([
			{ totalCreditsRemoved: 1, recipients: [{ status: 'alreadySent' }] },
		]);
		expect(deliveries(['+33612345678'])).toEqual([1]);
		expect(sends()).toBe(1);
	});

	test('is sent by the next try when the look shows that it is not there', async () => {
		const blocked = lookUpsFail();
		stage.sandbox.faults.add(onSend({ kind: 'resetBefore' }));
		afterLooks(1, () => stage.sandbox.faults.remove(blocked));
		expect(jsonOf(await stage.run(sendWorkflow({}, RETRY)))).toHaveLength(1);
		expect(deliveries(['+33612345678'])).toEqual([1]);
	});

	/** Does something once the history has been looked at so often. */
	function afterLooks(count: number, act: () => void): void {
		const watch = setWatch(() => {
			const looks = stage.sandbox.requests.filter(
				({ path, status }) => path.endsWith('/outgoing') && status === 403,
			);
			if (looks.length < count) return;
			watch.stop();
			act();
		});
	}
});

describe('Retry On Fail runs the whole node again', () => {
	const modes: Array<[string, Partial<INode>]> = [
		['stop', {}],
		['continue', { onError: 'continueRegularOutput' }],
		['error output', { onError: 'continueErrorOutput' }],
	];

	test.each(modes)('and texts nobody twice (%s)', async (_, mode) => {
		const receivers = numbers(5);
		stage.sandbox.faults.add(
			onSend({ kind: 'status', status: 400, message: '[message] odd', times: 1 }),
		);
		const file = sendWorkflow(
			{ ...toEach, options: { concurrentRequests: 1 } },
			{ ...RETRY, ...mode },
		);
		await stage.run(file, itemsTo(receivers));
		expect(Math.max(...deliveries(receivers))).toBe(1);
	});

	test('and gives out the ids and credits of what the first try sent', async () => {
		const receivers = numbers(3);
		const file = sendWorkflow({ ...toEach, options: { concurrentRequests: 1 } }, RETRY);
		let sent = 0;
		stage.sandbox.faults.add(onSend({ kind: 'delay', ms: 0, times: 2 }));
		const refuse = setWatch(() => {
			sent = sends();
			if (sent !== 2) return;
			refuse.stop();
			stage.sandbox.faults.add(onSend({ kind: 'status', status: 400, message: 'odd' }));
		});
		const output = jsonOf(await stage.run(file, itemsTo(receivers)));
		expect(
			output.map(({ recipients }) => (recipients as Array<{ status: string }>)[0].status),
		).toEqual(['alreadySent', 'alreadySent', 'accepted']);
		expect(output.map(({ ids }) => ids)).toEqual(
			receivers.map((receiver) => stage.sandbox.sentTo(receiver).map(({ id }) => id)),
		);
		expect(output.map(({ totalCreditsRemoved }) => totalCreditsRemoved)).toEqual([1, 1, 1]);
		expect(deliveries(receivers)).toEqual([1, 1, 1]);
	});

	test('and where it gives up, says who has the message', async () => {
		stage.sandbox.faults.add(onSend({ kind: 'delay', ms: 0, times: 2 }));
		const refuse = setWatch(() => {
			if (sends() !== 2) return;
			refuse.stop();
			stage.sandbox.faults.add(onSend({ kind: 'status', status: 400, message: 'odd' }));
		});
		const file = sendWorkflow({ ...toEach, options: { concurrentRequests: 1 } });
		const run = await stage.run(file, itemsTo(numbers(4)));
		const error = errorOf(run);
		expect(error.itemIndex).toBe(2);
		expect(error.description).toContain('2 recipients of this run were accepted');
		expect(run.data.resultData.error?.context.accepted).toHaveLength(2);
	});

	test('with an invalid first recipient, the others are texted once', async () => {
		const receivers = numbers(3);
		const items = itemsTo(['nobody', ...receivers]);
		await stage.run(sendWorkflow(toEach, { ...RETRY, onError: 'continueRegularOutput' }), items);
		expect(deliveries(receivers)).toEqual([1, 1, 1]);
	});
});

describe('a once key', () => {
	const order = (key: string) => sendWorkflow({ ...toEach, options: { onceKey: key } });

	test('sends at most one SMS for each recipient, across executions', async () => {
		const receivers = numbers(2);
		await stage.run(order('order-42'), itemsTo(receivers.slice(0, 1)));
		const output = jsonOf(await stage.run(order('order-42'), itemsTo(receivers)));
		expect(deliveries(receivers)).toEqual([1, 1]);
		expect(output[0]).toMatchObject({
			totalCreditsRemoved: 0,
			recipients: [{ status: 'alreadySent', id: stage.sandbox.sentTo(receivers[0])[0].id }],
		});
		expect(output[1]).toMatchObject({ totalCreditsRemoved: 1, tag: 'order-42' });
	});

	describe('for a reminder with the same text', () => {
		const reminder = (key: string, sendAt: string) =>
			sendWorkflow({ ...toEach, options: { onceKey: key, sendAt } });
		const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

		test('orders it once for its day', async () => {
			const day = inDays(2);
			await stage.run(reminder('visit-1', day), itemsTo(numbers(1)));
			const output = jsonOf(await stage.run(reminder('visit-1', day), itemsTo(numbers(1))));
			expect(output).toMatchObject([{ recipients: [{ status: 'alreadySent' }] }]);
			expect(deliveries(numbers(1))).toEqual([1]);
		});

		test('orders both of two days, of which this process knows', async () => {
			await stage.run(reminder('visit-1', inDays(2)), itemsTo(numbers(1)));
			await stage.run(reminder('visit-2', inDays(9)), itemsTo(numbers(1)));
			expect(deliveries(numbers(1))).toEqual([2]);
		});

		test('says that it cannot tell those of two days apart, instead of leaving one out', async () => {
			// Ordered by another n8n: messages that wait show no key.
			const [receiver] = numbers(1);
			stage.sandbox.state.addSent(ACCOUNT, {
				receiver,
				message: itemsTo([receiver])[0].json.text,
				differedPeriod: 2 * 1440,
				tag: 'visit-1',
			});
			const error = errorOf(await stage.run(reminder('visit-2', inDays(9)), itemsTo(numbers(1))));
			expect(error.message).toContain('"Once Key" may have been used already');
			expect(error.description).toContain('make their texts differ');
			expect(deliveries(numbers(1))).toEqual([1]);
		});
	});

	test('of any length and letters serves as well', async () => {
		const key = 'Commande n° 2026/11/000042 – expédiée à 10 h';
		await stage.run(order(key), itemsTo(numbers(1)));
		await stage.run(order(key), itemsTo(numbers(1)));
		await stage.run(order(`${key}!`), itemsTo(numbers(1)));
		expect(deliveries(numbers(1))).toEqual([2]);
	});

	test('sends nothing when the history cannot be read', async () => {
		stage.sandbox.faults.add({
			kind: 'status',
			status: 403,
			message: 'This call has not been granted',
			path: '/sms/*/outgoing',
		});
		const error = errorOf(await stage.run(order('order-42'), itemsTo(numbers(1))));
		expect(error.message).toContain('GET /sms/*/outgoing');
		expect(sends()).toBe(0);
	});
});

/** Looks again and again until it is stopped. */
function setWatch(look: () => void): { stop: () => void } {
	watch = look;
	return {
		stop: () => {
			watch = () => undefined;
		},
	};
}

describe.each([9000, 30_000, 100_000])('a message that shows %d ms late', (visibleAfterMs) => {
	const late = setStage({ visibleAfterMs });
	const reached = (receivers: string[]) =>
		receivers.map((receiver) => late.sandbox.sentTo(receiver).length);

	test.each(ACCEPTED)('is waited for: %s', async (_, fault) => {
		late.sandbox.faults.add(onSend(fault));
		const receivers = numbers(2);
		const file = sendWorkflow({ ...toEach, options: { timeout: 1 } }, RETRY);
		const output = jsonOf(await late.run(file, itemsTo(receivers)));
		expect(output.map(({ ids }) => ids)).toEqual(
			receivers.map((receiver) => late.sandbox.sentTo(receiver).map(({ id }) => id)),
		);
		expect(reached(receivers)).toEqual([1, 1]);
	});

	test('is sent once, though OVHcloud answers with 502 each time', async () => {
		const fault: Fault = { kind: 'status', status: 502, when: 'after', times: Infinity };
		late.sandbox.faults.add(onSend(fault));
		await late.run(sendWorkflow({ to: numbers(1)[0] }, RETRY));
		expect(reached(numbers(1))).toEqual([1]);
		expect(late.sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});

describe('a message that is in the queue first, and then in no list for a while', () => {
	const late = setStage({ visibleAfterMs: 40_000, sendingDelayMs: 50_000 });

	test('is found', async () => {
		late.sandbox.faults.add(onSend({ kind: 'resetAfter' }));
		const output = jsonOf(await late.run(sendWorkflow({ to: numbers(1)[0] }, RETRY)));
		expect(output).toHaveLength(1);
		expect(late.sandbox.sentTo(numbers(1)[0])).toHaveLength(1);
	});
});

describe('an outage while items are sent', () => {
	test.each<[string, INode['parameters']]>([
		['of texts of their own', {}],
		['with a once key each', { onceKey: '={{ $json.text }}' }],
	])('asks OVHcloud for little, and says of each what is known (%s)', async (_, options) => {
		stage.sandbox.faults.add({ kind: 'status', status: 502, times: Infinity });
		const file = sendWorkflow({ ...toEach, options }, { onError: 'continueRegularOutput' });
		const run = await stage.run(file, itemsTo(numbers(10)));
		const errors = jsonOf(run).map(({ error }) => String(error));
		const posts = sends();
		const gets = stage.sandbox.requests.length - posts;
		expect(posts).toBeLessThanOrEqual(10);
		expect(gets).toBeLessThanOrEqual(40);
		expect(errors.filter((error) => error.includes('Not known')).length).toBe(posts);
		if (posts > 0) {
			expect(errors.filter((error) => error.startsWith('Not sent, since')).length).toBe(10 - posts);
		}
	});

	test('over all tries of Retry On Fail, nobody is texted twice', async () => {
		stage.sandbox.faults.add({
			...onSend({ kind: 'status', status: 502, when: 'after', times: Infinity }),
		});
		stage.sandbox.faults.add({ kind: 'status', status: 502, method: 'GET', times: Infinity });
		const receivers = numbers(10);
		const mode = { ...RETRY, onError: 'continueRegularOutput' } as const;
		await stage.run(sendWorkflow(toEach, mode), itemsTo(receivers));
		expect(Math.max(...deliveries(receivers))).toBe(1);
	});
});
