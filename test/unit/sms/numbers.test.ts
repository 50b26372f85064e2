import { parseRecipients } from '../../../src/sms/recipients';
import { READ, REFUSED } from './numberCases';
import { REPORTED, REPORTED_REFUSED } from './reportedNumbers';

describe('numbers as people have them', () => {
	test.each([...READ, ...REPORTED])(
		'%j with the country %s is %s (%s)',
		(written, defaultCountry, receiver) => {
			const [one, ...others] = parseRecipients(written, { defaultCountry });
			expect(one).toMatchObject({ receiver });
			expect(others).toEqual([]);
		},
	);

	test.each([...REFUSED, ...REPORTED_REFUSED])(
		'%j with the country %s %s (%s)',
		(written, defaultCountry, what) => {
			const [one, ...others] = parseRecipients(written, { defaultCountry });
			expect(one).not.toHaveProperty('receiver');
			expect(one.problem?.what).toContain(what);
			expect(others).toEqual([]);
		},
	);
});

describe('overseas numbers', () => {
	test.each([
		['0639 12 34 56', 'YT'],
		['0692 12 34 56', 'RE'],
		['0690 12 34 56', 'GP'],
		['0691 12 34 56', 'GP'],
		['0694 12 34 56', 'GF'],
		['0696 12 34 56', 'MQ'],
	])('%s costs what %s costs', (written, country) => {
		expect(parseRecipients(written, { defaultCountry: 'FR' })[0].country).toBe(country);
	});
});

describe('premium-rate and similar numbers', () => {
	test.each([
		['+33891123456', 'a premium-rate number'],
		['+449012345678', 'a premium-rate number'],
		['+33884012345', 'a shared-cost number'],
		['+39848123456', 'a shared-cost number'],
		['+33806123456', 'a universal access number'],
		['+4918500123456', 'a universal access number'],
		['+447640123456', 'a pager'],
		['+31662345678', 'a pager'],
	])('%s is refused: %s', (written, kind) => {
		const [{ receiver, problem }] = parseRecipients(written);
		expect(receiver).toBeUndefined();
		expect(problem?.what).toBe(`is ${kind}`);
	});

	test('are taken where that is allowed', () => {
		expect(parseRecipients('+33899123456', { allowPremium: true })).toEqual([
			{ input: '+33899123456', receiver: '+33899123456', country: 'FR' },
		]);
	});
});

describe('a remark says what is to be known', () => {
	test.each([
		['of a landline', '+33123456789', 'A landline'],
		['of a range that no table knows', '+33700000001', 'Not known as a number in use'],
	])('%s', (_, written, remark) => {
		const [{ receiver, remark: found }] = parseRecipients(written);
		expect(receiver).toBe(written);
		expect(found).toContain(remark);
	});

	test.each(['+33612345678', '+12025550123', '+447400123456'])(
		'not of the mobile number %s',
		(to) => {
			expect(parseRecipients(to)[0]).not.toHaveProperty('remark');
		},
	);
});

describe('a problem', () => {
	test('shows the number as it was read', () => {
		const [{ input, problem }] = parseRecipients('\u200e061\ufe0f234567\u200b', {
			defaultCountry: 'FR',
		});
		expect(input).toBe('\u200e061\ufe0f234567\u200b');
		expect(problem?.text).toBe('061234567');
	});
});
