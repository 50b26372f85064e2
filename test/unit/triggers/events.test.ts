import { readCall, readLastPart } from '../../../nodes/OvhSmsTrigger/call';
import { eventItem } from '../../../src/triggers/events';
import { passes } from '../../../src/triggers/filters';
import { readFilters } from '../../../nodes/triggers/filters';
import { follow, inFlightIds, inFlightSince } from '../../../src/triggers/ids';
import { ACCOUNT, DAY, FakeOvhcloud } from './triggerSession';

describe('filters', () => {
	const report = eventItem('deliveryReport', 'sms-ab12345-1', {
		sender: 'BOUTIQUE',
		receiver: '+33612345678',
		tag: 'order-42',
	});
	const reply = eventItem('messageReceived', 'sms-ab12345-1', {
		sender: '+33612345678',
		tag: 'order-42',
	});
	const stop = eventItem('optOut', 'sms-ab12345-1', { number: '+33612345678' });
	const credit = eventItem('lowCredit', 'sms-ab12345-1', { creditsLeft: 3 });

	it.each([
		{ name: 'none', filters: {}, pass: [true, true, true, true] },
		{ name: 'empty ones', filters: { tag: ' ', sender: '' }, pass: [true, true, true, true] },
		{ name: 'the tag', filters: { tag: 'order-42' }, pass: [true, true, true, true] },
		{ name: 'another tag', filters: { tag: 'order-4' }, pass: [false, false, true, true] },
		{ name: 'one of two tags', filters: { tag: 'a, order-42' }, pass: [true, true, true, true] },
		{ name: 'a sender name', filters: { sender: 'BOUTIQUE' }, pass: [true, false, true, true] },
		{ name: 'who wrote', filters: { sender: '0033 612345678' }, pass: [false, true, true, true] },
		{
			name: 'a receiver',
			filters: { receiver: '+33 6 12 34 56 78' },
			pass: [true, true, true, true],
		},
		...[
			'0033612345678',
			'33612345678',
			'\u202a+33 6 12 34 56 78\u202c',
			'+33600000000;+33612345678',
		].map((receiver) => ({
			name: receiver,
			filters: { receiver },
			pass: [true, true, true, true],
		})),
		{
			name: 'another receiver',
			filters: { receiver: '+33600000000' },
			pass: [false, true, false, true],
		},
	])('$name', ({ filters, pass }) => {
		const read = readFilters(filters);
		expect([report, reply, stop, credit].map((item) => passes(item, read))).toEqual(pass);
	});

	it.each([
		[{ receiver: '061234567' }, '"Receiver" holds a number that cannot be used'],
		[{ receiver: 'nobody' }, '"Receiver" holds no phone number: "nobody"'],
		[{ sender: '06 12 34 56 78' }, '"06 12 34 56 78" has no country code'],
	])('refuse what no event would pass: %j', (filters, message) => {
		expect(() => readFilters(filters)).toThrow(message);
	});
});

describe('low credit', () => {
	/** The credits at which the workflow starts, of those at one look after the other. */
	const starts = async (credits: number[], account: object = {}): Promise<unknown[]> => {
		const ovhcloud = new FakeOvhcloud();
		Object.assign(ovhcloud.account, account, { creditsLeft: credits[0] });
		const follower = await ovhcloud.follower(['lowCredit']);
		const found: unknown[] = [];
		for (const creditsLeft of credits.slice(1)) {
			ovhcloud.account.creditsLeft = creditsLeft;
			found.push(...(await follower.news()));
		}
		return found;
	};

	it('starts once when the credits fall below the threshold, and again after they recovered', async () => {
		expect(await starts([100, 60, 49, 30, 49, 50, 10, 200, 5])).toEqual([49, 10, 5]);
	});

	it('does not start on an account that has been low from the beginning', async () => {
		expect(await starts([3, 2, 1])).toEqual([]);
		expect(await starts([3, 80, 1])).toEqual([1]);
	});

	it('does not start on credits that are just at the threshold', async () => {
		expect(await starts([51, 50, 50.5, 49.9])).toEqual([49.9]);
	});

	it('does not start on an account that lost its data', async () => {
		const ovhcloud = new FakeOvhcloud();
		ovhcloud.account.creditsLeft = 3;
		const follower = await ovhcloud.follower(['lowCredit']);
		follower.cursor = {};
		expect(await follower.news()).toEqual([]);
		expect(follower.cursor.creditsLeft).toBe(3);
	});

	describe('of an account that buys credits by itself', () => {
		const account = { automaticRecreditAmount: '100', creditThresholdForAutomaticRecredit: 20 };

		it('starts where the credits fell and rose between two looks', async () => {
			expect(await starts([60, 110, 90, 80], account)).toEqual([110]);
		});

		it('does not start where they rose by more than was bought', async () => {
			expect(await starts([60, 161, 160], account)).toEqual([]);
		});

		it('does not start where it buys before they are low', async () => {
			const early = { ...account, creditThresholdForAutomaticRecredit: 50 };
			expect(await starts([60, 110, 90], early)).toEqual([]);
		});

		it('does not start on a refund, where there are far more than it buys at once', async () => {
			expect(await starts([5000, 5001, 5002], account)).toEqual([]);
		});

		it('does not start twice for one fall', async () => {
			expect(await starts([60, 30, 130, 120], account)).toEqual([30]);
		});
	});

	it('gives out the account without what may be secret in its addresses', async () => {
		const ovhcloud = new FakeOvhcloud();
		const follower = await ovhcloud.follower(['lowCredit']);
		ovhcloud.account.creditsLeft = 3;
		ovhcloud.account.callBack = 'https://crm.example.com/sms?key=abc';
		ovhcloud.account.smsResponse.cgiUrl = `https://n8n.example.com/webhook/x/ovh-sms-ab/r${'0'.repeat(32)}`;
		const { items } = await follower.look();
		expect(items).toMatchObject([
			{
				event: 'lowCredit',
				account: ACCOUNT,
				creditsLeft: 3,
				callBack: 'https://crm.example.com/sms?***',
				smsResponse: { cgiUrl: 'https://n8n.example.com/webhook/x/ovh-sms-ab/***' },
			},
		]);
	});

	it('that the account does not tell is an error, and what is known stays', async () => {
		const ovhcloud = new FakeOvhcloud();
		const follower = await ovhcloud.follower(['lowCredit']);
		Object.assign(ovhcloud.account, { creditsLeft: undefined });
		const { items, failures } = await follower.look();
		expect([items, failures]).toMatchObject([[], [{ facts: { kind: 'unreadable' } }]]);
		ovhcloud.account.creditsLeft = 3;
		expect(await follower.news()).toEqual([3]);
	});
});

describe('sender status', () => {
	it('starts on senders that were validated or refused, and on nothing that was so before', async () => {
		const ovhcloud = new FakeOvhcloud();
		const set = (sender: string, status: string): void => {
			ovhcloud.senders.set(sender, { sender, status } as never);
		};
		set('OLD', 'enable');
		set('NEW', 'waitingValidation');
		set('BAD', 'waitingValidation');
		const follower = await ovhcloud.follower(['senderStatus']);
		expect(await follower.news()).toEqual([]);
		set('NEW', 'enable');
		set('BAD', 'refused');
		set('LATER', 'waitingValidation');
		set('QUICK', 'enable');
		expect((await follower.news()).sort()).toEqual(['BAD', 'NEW', 'QUICK']);
		expect(await follower.news()).toEqual([]);
		set('BAD', 'enable');
		set('OLD', 'disable');
		expect(await follower.news()).toEqual(['BAD']);
	});
});

describe('messages on their way', () => {
	const NONE = new Set<number>();

	it('are followed until their final state, those first that have been so longest', () => {
		let inFlight = follow({}, [5, 3], NONE, 10 * DAY);
		inFlight = follow(inFlight, [9, 3], NONE, 11 * DAY);
		expect(inFlightIds(inFlight)).toEqual([3, 5, 9]);
		expect(inFlightSince(inFlight)).toBe(10 * DAY);
		expect(inFlightIds(follow(inFlight, [], new Set([3, 9]), 11 * DAY))).toEqual([5]);
	});

	it('are given up after five days, more than their longest validity', () => {
		const inFlight = follow({}, [5], NONE, 10 * DAY);
		expect(inFlightIds(follow(inFlight, [], NONE, 15 * DAY - 1))).toEqual([5]);
		expect(follow(inFlight, [], NONE, 15 * DAY)).toEqual({});
		expect(inFlightSince({})).toBeUndefined();
	});
});

describe('a call', () => {
	const hex = '0123456789abcdef'.repeat(2);
	const path = `/webhook/abc/ovh-sms-1a2b3c4d/d${hex}`;

	it('is read with GET and POST, with description and dlr', () => {
		const final = { kind: 'state', id: 12, isInBetween: false };
		expect(readCall('state', `${path}?id=12&ptt=4&description=1`, undefined)).toEqual(final);
		expect(readCall('state', `${path}?id=12&ptt=4&dlr=2`, {})).toEqual(final);
		expect(readCall('state', path, { id: '12', ptt: '4', description: 1 })).toEqual(final);
	});

	it('tells that an SMS is still on its way, where it says so', () => {
		for (const code of [0, 4, 8]) {
			const open = { kind: 'state', id: 12, isInBetween: true };
			expect(readCall('state', `${path}?id=12&ptt=3&description=${code}`, {})).toEqual(open);
			expect(readCall('state', path, { id: 12, dlr: String(code) })).toEqual(open);
		}
		for (const nothing of ['', '?id=12', '?id=12&description=delivered', '?id=12&ptt=4']) {
			expect(readCall('state', path + nothing, {}).isInBetween).toBe(false);
		}
	});

	it('about a reply or an opt-out is never about an SMS on its way', () => {
		for (const kind of ['reply', 'stop'] as const) {
			expect(readCall(kind, `${path}?id=12&description=4`, {}).isInBetween).toBe(false);
		}
	});

	it('without a usable id still counts as a call', () => {
		const state = { kind: 'state', isInBetween: false };
		for (const id of ['x', '', '-1', '1e3', '1.5', '9'.repeat(16)]) {
			expect(readCall('state', `${path}?id=${id}`, 'text')).toEqual(state);
		}
		expect(readCall('reply', path, null)).toEqual({ kind: 'reply', isInBetween: false });
	});

	it('with an odd body is a call like any other', () => {
		const odd: unknown[] = [
			{ id: { id: 12 }, description: [4] },
			{ id: { toString: 'no function' }, description: { toString: null } },
			{ id: ['12'], toString: 1, hasOwnProperty: 'x', constructor: null },
			Object.assign(Object.create(null) as object, { id: null, description: true }),
			JSON.parse('{"__proto__":{"id":12,"description":4}}'),
			[12],
			12,
		];
		for (const body of odd) {
			expect(readCall('state', path, body)).toEqual({ kind: 'state', isInBetween: false });
		}
	});

	it('is known by the last part of its path, whatever is behind it', () => {
		expect(readLastPart(`${path}?id=1`)).toMatchObject({ kind: 'state', secret: hex });
		expect(readLastPart(`${path.replace('/d0', '/s0')}.1a2b3c4dQQ#x`)).toMatchObject({
			kind: 'stop',
			secret: hex,
		});
		for (const wrong of ['/webhook/abc', `${path}1`, path.slice(0, -1), '/d?x', '']) {
			expect(readLastPart(wrong)).toBeUndefined();
		}
	});
});
