import { checkLeftovers, tidied } from '../../../src/sms/leftovers';
import { refused } from '../../helpers/refused';

describe('what nobody means to send is refused', () => {
	test.each([
		['Hi Ann undefined', 'undefined'],
		['undefined', 'undefined'],
		['Total: NaN EUR', 'NaN'],
		['On Invalid DateTime, 9h', 'Invalid DateTime'],
		['Le Invalid Date', 'Invalid Date'],
		['For [object Object]!', '[object Object]'],
		['For [object Promise]', '[object Promise]'],
		['Hello {{ $json.name }}', '{{ $json.name }}'],
		['Hello {{name}}, bye', '{{name}}'],
		['Hello {%name%}', '{%name%}'],
		['Hello ${name}!', '${name}'],
		['Hi {{ $json["a}"] }}', '{{ $json["a}"] }}'],
	])('%j holds %s', (text, leftover) => {
		const { message, advice, parameter } = refused(() => checkLeftovers(text));
		expect(parameter).toBe('Message');
		expect(message).toContain(`holds "${leftover}"`);
		expect(advice).toContain('"Allow Leftovers"');
	});

	test.each(['\u200b', '\u3164\u200d', '\ufe0f', '\u00ad \u2060', '\u2800', '\u034f', '\u0301'])(
		'%j has nothing to see',
		(text) => {
			expect(refused(() => checkLeftovers(text)).message).toContain('nobody can see');
		},
	);
});

test.each([
	'Price: $ 5, {a}',
	'Hallo, null Problem',
	'NULL',
	'Nan bread, nan!',
	'An undefinedness',
	'unundefined_x',
	'Invalid date given',
	'[objet trouvé]',
	'Use { and } or {a}',
	'a }} b {{ c',
	'👍',
	'.',
	'중',
	'a\u200b',
	'',
	' ',
])('%j is no leftover', (text) => {
	expect(() => checkLeftovers(text)).not.toThrow();
});

test('lines end with LF, and letters are composed', () => {
	expect(tidied('Message', 'a\r\nb\rc\n\r\n')).toBe('a\nb\nc\n\n');
	expect(tidied('Message', 'pre\u0301nom')).toBe('pr\u00e9nom');
});
