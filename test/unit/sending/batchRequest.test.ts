import type { SmsBatch } from '../../../src/ovh/model.generated';
import { batchParams, isBatch } from '../../../src/sending/batchRequest';
import type { Message } from '../../../src/sending/sendRequest';

const message: Message = {
	from: { senderType: 'sender', sender: 'SHOP' },
	message: 'Hello',
	messageType: 'marketing',
	sendAt: Date.parse('2026-12-31T09:30:00Z') / 1000,
	options: { tag: 'a' },
};
const TO = { to: ['+33612345678', '+33612345679'] };

test('a batch is asked for with what the user chose, and nothing else', () => {
	const { deferred, ...params } = batchParams(message, TO, { name: 'Sale', class: 'SIM' });
	expect(Date.parse(deferred ?? '')).toBe(Date.parse('2026-12-31T09:30:00Z'));
	expect(params).toEqual({
		...TO,
		class: 'SIM',
		from: 'SHOP',
		message: 'Hello',
		name: 'Sale',
		noStop: false,
		tag: 'a',
	});
	const plain: Message = {
		from: { senderType: 'shortNumber' },
		message: 'Hello',
		messageType: 'transactional',
		options: {},
	};
	expect(batchParams(plain, { slotID: '3' }, {})).toEqual({
		message: 'Hello',
		noStop: true,
		senderForResponse: true,
		slotID: '3',
	});
});

describe('a batch of the account', () => {
	const since = Date.parse('2026-11-25T10:00:00Z') / 1000;
	const shown = (change: Partial<SmsBatch> = {}) =>
		({
			createdAt: '2026-11-25T11:00:00+01:00',
			message: 'Hello',
			from: 'SHOP',
			receivers: ['0033612345679', '+33612345678'],
			slotID: null,
			totalRecords: 2,
			...change,
		}) as SmsBatch;
	const wanted = (change: Partial<Message> = {}) => batchParams({ ...message, ...change }, TO, {});

	test.each<[string, Partial<SmsBatch>]>([
		['as it was asked for', {}],
		['with the STOP clause in its text', { message: 'Hello\nSTOP:36111' }],
		['without its receivers, but as many', { receivers: null }],
		[
			'with a receiver that is none',
			{ receivers: [null as unknown as string, '+33612345678', '+33612345679'] },
		],
	])('is the one looked for: %s', (_, change) => {
		expect(isBatch(shown(change), wanted(), since)).toBe(true);
	});

	test.each<[string, Partial<SmsBatch>]>([
		['it is older', { createdAt: '2026-11-25T10:59:59+01:00' }],
		['its text', { message: 'Hello you' }],
		['its sender', { from: 'OTHER' }],
		['a receiver', { receivers: ['+33612345678', '+33612345670'] }],
		['fewer receivers', { receivers: ['+33612345678'] }],
		['more receivers', { receivers: [...TO.to, '+33612345670'] }],
		['no text', { message: undefined }],
		['no date', { createdAt: undefined }],
		['another number of unknown receivers', { receivers: null, totalRecords: 3 }],
		['it goes to a list', { receivers: null, slotID: '2' }],
	])('is another one: %s', (_, change) => {
		expect(isBatch(shown(change), wanted(), since)).toBe(false);
	});

	test('from a short number is known whatever OVHcloud shows as its sender', () => {
		const short = wanted({ from: { senderType: 'shortNumber' } });
		for (const from of ['38069', undefined]) {
			expect(isBatch(shown({ from }), short, since)).toBe(true);
		}
	});

	test('to a list is known by its slot', () => {
		const toList = batchParams(message, { slotID: '2' }, {});
		expect(isBatch(shown({ receivers: null, slotID: '2' }), toList, since)).toBe(true);
		expect(isBatch(shown({ receivers: null, slotID: '3' }), toList, since)).toBe(false);
	});
});

test('a batch from a virtual number names it, and cannot do without', () => {
	const from = (virtualNumber: string) =>
		batchParams({ ...message, from: { senderType: 'virtualNumber', virtualNumber } }, TO, {});
	expect(from('+33700000001')).toMatchObject({ from: '+33700000001' });
	expect(() => from('')).toThrow('Virtual Number');
});
