import { merger, placeholdersIn, withoutValue } from '../../../src/sms/mailMerge';

describe('the placeholders of a text', () => {
	test.each<[string, string[], string[]]>([
		['Hi #name#, code #code# for #name#', [], ['name', 'code']],
		['Hi #first name# from #city-2#', [], ['first name', 'city-2']],
		['Order #1 and #2', [], []],
		['Order #1#', [], []],
		['Order #1#', ['1'], ['1']],
		['#1 for #name#', ['name'], ['name']],
		['C# and F# are languages', [], []],
		['#promo today #sale', [], []],
		['# name#', ['name'], []],
		['##', ['', 'name'], []],
		['#prénom# #名前#', [], ['prénom', '名前']],
		// Fields of items may have names that hold the sign itself.
		['#Line #2#', ['Line ', 'Line #2'], ['Line #2']],
		['no sign at all', ['name'], []],
		['#a.b# #a|b#', ['a.b', 'a|b', 'a'], ['a.b', 'a|b']],
	])('%j with the columns %j are %j', (text, columns, names) => {
		expect(placeholdersIn(text, columns)).toEqual(names);
	});
});

describe('merging', () => {
	test('puts each value in its place, and reads no placeholder in a value', () => {
		const merge = merger(['name', 'a.b']);
		expect(merge('#name#: #a.b# #1 #nope#', { name: '#a.b#', 'a.b': '$&' })).toBe(
			'#a.b#: $& #1 #nope#',
		);
	});

	test('takes the longer of two names that begin alike', () => {
		const merge = merger(['Line ', 'Line #2']);
		expect(merge('#Line #2#', { 'Line ': 'wrong', 'Line #2': 'right' })).toBe('right');
	});

	test('leaves nothing where there is no value', () => {
		expect(merger(['name', 'city'])('Hi #name##city#.', { name: 'Ada' })).toBe('Hi Ada.');
	});

	test('leaves a text without placeholders alone', () => {
		expect(merger([])('#name#', { name: 'Ada' })).toBe('#name#');
	});
});

test('a placeholder without a value is refused with the names that exist', () => {
	expect(withoutValue('nmae', ['number', 'name'], 3)).toMatchObject({
		parameter: 'Message',
		message: '"Message" has the placeholder #nmae#, and there is no value for "nmae"',
		advice: expect.stringMatching(
			/^Nothing was created.*exist: "number", "name".*#nmae# is meant as it stands/,
		) as string,
		item: 3,
	});
});
