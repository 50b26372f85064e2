import { encodeQuery, fillPath, rulePath } from '../../../src/ovh/address';
import { randomText, seeded, wellFormed } from '../../helpers/random';

describe('a path of the API', () => {
	test.each<[value: unknown, filled: string]>([
		['sms-ab12345-1', '/sms/x/senders/sms-ab12345-1'],
		[42, '/sms/x/senders/42'],
		[' padded ', '/sms/x/senders/padded'],
		['My Shop', '/sms/x/senders/My%20Shop'],
		['+33612345678', '/sms/x/senders/%2B33612345678'],
		['a/b', '/sms/x/senders/a%2Fb'],
		['../../me', '/sms/x/senders/..%2F..%2Fme'],
		['100%', '/sms/x/senders/100%25'],
		['%2e%2e', '/sms/x/senders/%252e%252e'],
		['a?b#c', '/sms/x/senders/a%3Fb%23c'],
		["L'été", '/sms/x/senders/L%27%C3%A9t%C3%A9'],
		['a\\b', '/sms/x/senders/a%5Cb'],
		['...', '/sms/x/senders/...'],
	])('holds %j as one segment', (sender, filled) => {
		const path = fillPath('/sms/{serviceName}/senders/{sender}', { serviceName: 'x', sender });
		expect(path).toBe(filled);
		expect(new URL(`https://eu.api.ovh.com/1.0${path}`).pathname).toBe(`/1.0${filled}`);
	});

	test.each([undefined, null, '', ' ', '.', '..', ' .. '])('refuses %j as a segment', (id) => {
		expect(() => fillPath('/sms/{serviceName}/jobs/{id}', { serviceName: 'x', id })).toThrow(
			/"id"/,
		);
	});

	test('holds any text as one segment that reads the same (500 pseudo-random ones)', () => {
		const random = seeded(7);
		for (let round = 0; round < 500; round++) {
			const value = `x${randomText(random)}x`;
			const path = fillPath('/sms/{serviceName}/jobs', { serviceName: value });
			const { href, pathname } = new URL(`https://eu.api.ovh.com/1.0${path}`);
			expect(href).toBe(`https://eu.api.ovh.com/1.0${path}`);
			expect(pathname.split('/').map(decodeURIComponent)).toEqual([
				'',
				'1.0',
				'sms',
				wellFormed(value),
				'jobs',
			]);
		}
	});

	test('without placeholders stays as it is', () => {
		expect(fillPath('/sms', {})).toBe('/sms');
	});
});

describe('an access rule', () => {
	test.each([
		['/sms', '/sms'],
		['/sms/{serviceName}/jobs', '/sms/*/jobs'],
		['/sms/{serviceName}/virtualNumbers/{number}/jobs', '/sms/*/virtualNumbers/*/jobs'],
	])('for %s is %s', (template, rule) => {
		expect(rulePath(template)).toBe(rule);
	});
});

test('a query keeps the order of its parameters and is empty without any', () => {
	expect(encodeQuery({ b: 1, a: 2 })).toBe('b=1&a=2');
	expect(encodeQuery({})).toBe('');
});
