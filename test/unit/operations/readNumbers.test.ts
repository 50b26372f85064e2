import { asNumber, asSender, readNumbers, readSenders } from '../../../src/operations/numbers';
import { numberRefusal } from '../../../src/sms/numberRefusal';
import { parseRecipients } from '../../../src/sms/recipients';

describe('numbers that something is looked up by', () => {
	test.each([
		['+33 6 00 00 00 01', ['+33600000001']],
		['0033600000001', ['+33600000001']],
		['33600000001', ['+33600000001']],
		['\u202a+33 6 00 00 00 01\u202c', ['+33600000001']],
		['+33600000001; +33600000002', ['+33600000001', '+33600000002']],
		['+33899123456', ['+33899123456']],
		['38123', ['38123']],
		['', []],
		[undefined, []],
	])('%j is %j', (value, numbers) => {
		expect(readNumbers('Receiver', value)).toEqual(numbers);
	});

	test('are those of the default country', () => {
		expect(readNumbers('To', '06 00 00 00 01', { defaultCountry: 'FR' })).toEqual(['+33600000001']);
	});

	test.each([
		['06 00 00 00 01', 'has no country code: in France it would be +33600000001'],
		['+3361234567', 'is too short for a number in France'],
		['Ada', 'holds no phone number: "Ada"'],
	])('that cannot be read are refused: %s', (value, message) => {
		expect(() => readNumbers('Receiver', value)).toThrow(message);
	});
});

describe('a sender', () => {
	test.each([
		['MY SHOP', ['MY SHOP']],
		['3DShop, +33 6 00 00 00 01', ['3DShop', '+33600000001']],
	])('to filter by, %s, is %j', (value, senders) => {
		expect(readSenders('Sender', value)).toEqual(senders);
	});

	// OVHcloud's list has given the value: it knows the sender by just this spelling.
	test.each(['MYSHOP', '33600000001', '0033600000001', '+33600000001', '38123', ''])(
		'to send from stays %j',
		(sender) => {
			expect(asSender('Sender', sender)).toBe(sender);
		},
	);

	test('to send from may be written with blanks', () => {
		expect(asSender('Sender', '+33 6 00 00 00 01')).toBe('+33600000001');
	});
});

test('a number of OVHcloud stays as OVHcloud writes it, even where nobody could read it', () => {
	expect(asNumber('Number', '+331')).toBe('+331');
	expect(asNumber('Number', '0033 6 00 00 00 01')).toBe('+33600000001');
	expect(() => asNumber('Number', '+33 6 00 00 00 01, +33600000002')).toThrow('several values');
});

describe('a refusal', () => {
	const refusal = (to: unknown, defaultCountry?: string) =>
		numberRefusal(parseRecipients(to, { defaultCountry }), { defaultCountry });

	test('names one number, and what is missing', () => {
		expect(refusal('33612345678')).toEqual({
			what: 'holds a number that cannot be used: "33612345678" lacks its plus',
			advice: 'Write +33612345678.',
		});
		expect(refusal('06 12 34 56 78')).toEqual({
			what: 'holds a number that cannot be used: "06 12 34 56 78" has no country code: in France it would be +33612345678',
			advice: 'Set "Default Country", or write the number with its country code.',
		});
	});

	test('names several, each once', () => {
		expect(refusal(['061234567', '061234567', 'nobody', '+33612345678'], 'FR').what).toBe(
			'holds 2 numbers that cannot be used: "061234567" is too short for a number in France; "nobody" is not a phone number',
		);
	});

	test('counts those that it does not name', () => {
		const wrong = Array.from({ length: 8 }, (_, index) => `name ${index}`);
		expect(refusal(wrong).what).toMatch(/"name 4", and 3 more$/);
	});

	test('does not advise what is set already', () => {
		expect(refusal('061234567', 'FR').advice).not.toContain('Default Country');
		expect(refusal('nobody', 'FR').advice).not.toContain('Default Country');
		expect(refusal('nobody').advice).toContain('Default Country');
	});

	test.each([
		['687278820', '+687278820', '+33687278820'],
		['+39 (0)869155816', '+39869155816', '+390869155816'],
	])('of %s, which may be two numbers, names both', (written, one, other) => {
		const { what, advice } = refusal(written);
		expect(what).toContain(one);
		expect(what).toContain(other);
		expect(advice).toContain('Write the one that is meant');
	});

	test('says what to switch on', () => {
		expect(refusal('+33899123456').advice).toBe('Switch on the option "Allow Premium" to use it.');
	});
});
