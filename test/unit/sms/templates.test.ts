import { fitsTemplate } from '../../../src/sms/templates';

const ORDER = 'Your order #VALUE# is ready. Code: #VALUE#';

test.each([
	['Your order 42 is ready. Code: 1234', ORDER],
	['your  order 42\nis ready. Code: 1234', ORDER],
	['Your order  is ready. Code: ', ORDER],
	['Hello', 'Hello'],
	['Anything at all', '#VALUE#'],
	['a b a b', 'a #value# b'],
	['', ''],
])('%j fits %j', (text, template) => {
	expect(fitsTemplate(text, template)).toBe(true);
});

test.each([
	['Your order 42 is late. Code: 1234', ORDER],
	['Hi! Your order 42 is ready. Code: 1234', ORDER],
	['Your order 42 is ready.', ORDER],
	['Hello Ada', 'Hello'],
	// What begins it must not be what ends it, too.
	['aba', 'ab#VALUE#ba'],
	['xyz', 'x#VALUE#q#VALUE#z'],
])('%j does not fit %j', (text, template) => {
	expect(fitsTemplate(text, template)).toBe(false);
});

test('a long text and many placeholders take no time to speak of', () => {
	const template = 'a#VALUE#'.repeat(5000) + 'b';
	expect(fitsTemplate('a'.repeat(100_000), template)).toBe(false);
});
