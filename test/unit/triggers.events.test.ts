import { fellBelow } from '../../nodes/OvhSmsPollingTrigger/credit';
import { decidedSenders, statesOf } from '../../nodes/OvhSmsPollingTrigger/senders';
import { updateWaiting, waitingIds, waitingSince } from '../../nodes/OvhSmsPollingTrigger/waiting';
import { readCall, readLastPart } from '../../nodes/OvhSmsTrigger/call';
import type { SmsSender } from '../../ovh/model.generated';
import { eventItem, passes } from '../../triggers/events';

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
		{
			name: 'another receiver',
			filters: { receiver: '+33600000000' },
			pass: [false, true, false, true],
		},
	])('$name', ({ filters, pass }) => {
		expect([report, reply, stop, credit].map((item) => passes(item, filters))).toEqual(pass);
	});
});

describe('low credit', () => {
	it('starts once when the credits fall below the threshold, and again after they recovered', () => {
		const looks = [100, 60, 49, 30, 49, 50, 10, 200, 5];
		const starts = looks.filter((now, index) => fellBelow(50, looks[index - 1], now));
		expect(starts).toEqual([49, 10, 5]);
	});

	it('does not start on an account that has been low from the beginning', () => {
		expect(fellBelow(50, undefined, 3)).toBe(false);
	});
});

describe('sender status', () => {
	const sender = (name: string, status: string) => ({ sender: name, status }) as SmsSender;

	it('starts on senders that were validated or refused, and on nothing that was so before', () => {
		const before = statesOf([
			sender('OLD', 'enable'),
			sender('NEW', 'waitingValidation'),
			sender('BAD', 'waitingValidation'),
		]);
		const now = [
			sender('OLD', 'enable'),
			sender('NEW', 'enable'),
			sender('BAD', 'refused'),
			sender('LATER', 'waitingValidation'),
			sender('QUICK', 'enable'),
		];
		expect(decidedSenders(before, now).map((one) => one.sender)).toEqual(['NEW', 'BAD', 'QUICK']);
		expect(decidedSenders(undefined, now)).toEqual([]);
	});
});

describe('messages on their way', () => {
	const DAY = 24 * 3600;

	it('are kept until their final state, those first that have waited longest', () => {
		let waiting = updateWaiting({}, [5, 3], new Set(), 10 * DAY);
		waiting = updateWaiting(waiting, [9, 3], new Set(), 11 * DAY);
		expect(waitingIds(waiting)).toEqual([3, 5, 9]);
		expect(waitingSince(waiting)).toBe(10 * DAY);
		expect(waitingIds(updateWaiting(waiting, [], new Set([3, 9]), 11 * DAY))).toEqual([5]);
	});

	it('are given up after five days, more than their longest validity', () => {
		const waiting = updateWaiting({}, [5], new Set(), 10 * DAY);
		expect(waitingIds(updateWaiting(waiting, [], new Set(), 14 * DAY))).toEqual([5]);
		expect(updateWaiting(waiting, [], new Set(), 15 * DAY)).toEqual({});
		expect(waitingSince({})).toBeUndefined();
	});
});

describe('a call', () => {
	const hex = '0123456789abcdef'.repeat(2);
	const path = `/webhook/abc/ovh-sms-1a2b3c4d/d${hex}`;

	it('is read with GET and POST, with description and dlr', () => {
		const final = { kind: 'state', id: 12, claimsFinal: true };
		expect(readCall('state', `${path}?id=12&ptt=4&description=1`, undefined)).toEqual(final);
		expect(readCall('state', `${path}?id=12&ptt=4&dlr=2`, {})).toEqual(final);
		expect(readCall('state', path, { id: '12', ptt: '4', description: 1 })).toEqual(final);
		expect(readCall('state', `${path}?id=12&ptt=3&description=4`, {}).claimsFinal).toBe(false);
	});

	it('without a usable id still counts as a call', () => {
		expect(readCall('state', `${path}?id=x`, 'text')).toEqual({
			kind: 'state',
			claimsFinal: false,
		});
		expect(readCall('reply', path, null)).toEqual({ kind: 'reply', claimsFinal: false });
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
