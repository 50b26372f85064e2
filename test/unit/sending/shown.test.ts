import type { Message } from '../../../src/sending/sendRequest';
import { hasTag, isDue, isSameSender, sameText, type Shown } from '../../../src/sending/shown';
import { requestTo } from './sendRequests';

const NOW = 1_700_000_000;
const shown = (change: Partial<Shown>) =>
	({ creationDatetime: new Date(NOW * 1000).toISOString(), ...change }) as Shown;
const wanted = (change: Partial<Message> = {}): Message => requestTo([], change).message;

test.each([
	['promo', 'promo', true],
	['pro', 'promo', true],
	['', 'promo', true],
	[null, 'promo', true],
	['mo', 'promo', false],
	['PROMO', 'promo', false],
	['promotion', 'promo', false],
])('a message that shows the tag %j has the tag %j: %j', (tag, asked, has) => {
	expect(hasTag(shown({ tag }), asked)).toBe(has);
});

describe('a pending message', () => {
	test.each<[string, Partial<Shown>, Partial<Message>, number, boolean]>([
		['at once, as wanted', { differedDelivery: 0 }, {}, 0, true],
		['two minutes later', {}, { sendAt: NOW + 120 }, 0, true],
		['more than that', {}, { sendAt: NOW + 121 }, 0, false],
		['in an hour from its order', { differedDelivery: 60 }, { sendAt: NOW + 3600 }, 1800, true],
		['in an hour from now', { differedDelivery: 60 }, { sendAt: NOW + 5400 }, 1800, true],
		['in an hour, and wanted at once', { differedDelivery: 60 }, {}, 0, false],
		['in an hour, and held back', { differedDelivery: 60 }, { messageType: 'marketing' }, 0, true],
		['without a word of when', { differedDelivery: null as never }, {}, 60, true],
	])('that goes out %s', (_, change, message, later, isIt) => {
		expect(isDue(shown(change), wanted(message), NOW + later)).toBe(isIt);
	});
});

test.each([
	['Hello', 'Hello', false, true],
	[' Hello\r\n', 'Hello', false, true],
	['Hello\nSTOP 36111', 'Hello', true, true],
	['Hello STOP:36111', 'Hello', true, true],
	['HelloSTOP 36111', 'Hello', true, true],
	['Hello  \n stop 36111', 'Hello', true, true],
	['Hello\nSTOP 36111', 'Hello', false, false],
	['Hello you STOP 36111', 'Hello', true, false],
	['Hello STOPPED', 'Hello', true, false],
	['Good bye STOP 36111', 'Hello', true, false],
])('%j is %j (with STOP: %j): %j', (seen, text, hasStop, isSame) => {
	expect(sameText(seen, text, hasStop)).toBe(isSame);
});

test.each([
	['MyShop', 'MyShop', true],
	['MYSHOP', 'MyShop', false],
	['0033700000001', '+33700000001', true],
	['+33700000001', '33700000001', true],
	['+33700000002', '+33700000001', false],
	['0033700000001', 'Shop 33700000001', false],
	['shop 24', '24 shop', false],
	['shop24', 'Shop24', false],
])('the sender %j is %j: %j', (seen, sender, isSame) => {
	expect(isSameSender(seen, sender)).toBe(isSame);
});
