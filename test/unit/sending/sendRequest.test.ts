import { fillPath } from '../../../src/ovh/address';
import { type From, type Message, sendCall } from '../../../src/sending/sendRequest';
import { refused } from '../../helpers/refused';

const RECEIVERS = ['+33612345678', '+33698765432'];
/** OVHcloud's time, in seconds. */
const NOW = 1_700_000_000;
const shop: From = { senderType: 'sender', sender: 'MyShop' };
const short: From = { senderType: 'shortNumber' };
const virtual: From = { senderType: 'virtualNumber', virtualNumber: '+33700000000' };

function call(from: From, change: Partial<Message> = {}, now = NOW) {
	const message = { message: 'Hello', messageType: 'transactional', options: {} } as const;
	return sendCall('sms-ab12345-1', RECEIVERS, { from, ...message, ...change }, now);
}

const refusalOf = (from: From, change: Partial<Message> = {}) => refused(() => call(from, change));

describe('the request that sends a message', () => {
	const common = { message: 'Hello', receivers: RECEIVERS };

	test.each<[what: string, from: From, path: string, body: object]>([
		[
			'a sender',
			shop,
			'/sms/sms-ab12345-1/jobs',
			{ ...common, sender: 'MyShop', noStopClause: true },
		],
		[
			'a short number',
			short,
			'/sms/sms-ab12345-1/jobs',
			{ ...common, senderForResponse: true, noStopClause: true },
		],
		['a virtual number', virtual, '/sms/sms-ab12345-1/virtualNumbers/%2B33700000000/jobs', common],
	])('comes from %s, and from nobody else', (_, from, path, body) => {
		const { route, path: values, body: sent } = call(from);
		const [method, template] = route.split(' ');
		expect(method).toBe('POST');
		expect(fillPath(template, values)).toBe(path);
		expect(sent).toEqual(body);
	});

	test.each([
		['transactional', true],
		['marketing', false],
	] as const)('%s: without the STOP clause is %s', (messageType, noStopClause) => {
		for (const from of [shop, short]) {
			expect(call(from, { messageType }).body).toMatchObject({ noStopClause });
		}
	});

	test('holds the options that are given, and no others', () => {
		const options = {
			tag: 'promo',
			validityPeriod: 2880,
			priority: 'high',
		} as const;
		for (const from of [shop, short, virtual]) {
			expect(call(from, { options }).body).toMatchObject(options);
			expect(Object.keys(call(from).body)).not.toContain('tag');
		}
	});

	test.each([
		[NOW + 1800, NOW, 30],
		[NOW + 1801, NOW, 30],
		[NOW + 1802, NOW, 31],
		[NOW + 1800, NOW + 120, 28],
		[NOW + 1800, NOW + 1799, 0],
		[NOW + 1800, NOW + 9999, 0],
	])('for the moment %i is told at %i to wait %i minutes', (sendAt, now, differedPeriod) => {
		for (const from of [shop, short, virtual]) {
			const { body } = call(from, { sendAt }, now);
			expect(body).toMatchObject({ differedPeriod });
			expect(body).not.toHaveProperty('sendAt');
			expect(call(from).body).not.toHaveProperty('differedPeriod');
		}
	});

	test('holds the text as it was written', () => {
		const message = ' Été 🎉\n— «#name#» ';
		expect(call(shop, { message }).body.message).toBe(message);
	});

	test.each(['', ' ', '\n\t', '\u00a0'])('is not made for an empty text: %j', (message) => {
		for (const from of [shop, short, virtual]) {
			expect(refusalOf(from, { message })).toMatchObject({
				message: '"Message" is empty',
				advice: expect.stringContaining('text') as string,
			});
		}
	});

	test.each(['A', 'ElevenChars', '+33612345678', '33612345678901', '36111'])(
		'takes %s as a sender',
		(sender) => {
			expect(call({ senderType: 'sender', sender }).body).toMatchObject({ sender });
		},
	);

	test.each(['TwelveChars!', 'A very long name', '+3361234567x', 'MyShop123456'])(
		'does not take %s as a sender',
		(sender) => {
			const refusal = refusalOf({ senderType: 'sender', sender });
			expect(refusal.message).toBe(`"Sender" "${sender}" is longer than 11 characters`);
			expect(refusal.advice).toContain('list');
		},
	);

	test.each<[what: string, from: From, advice: string]>([
		// Most accounts have no sender at first.
		['Sender', { senderType: 'sender', sender: '' }, '"Sender Type" to "Short Number"'],
		[
			'Virtual Number',
			{ senderType: 'virtualNumber', virtualNumber: '' },
			'or another "Sender Type"',
		],
	])('needs a %s where one is asked for', (parameter, from, advice) => {
		const refusal = refusalOf(from);
		expect(refusal).toMatchObject({ parameter, message: `"${parameter}" is empty` });
		expect(refusal.advice).toContain(advice);
	});
});
