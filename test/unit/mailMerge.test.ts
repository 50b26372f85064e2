import { merger, placeholdersIn } from '../../sms/mailMerge';

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

	test('leaves a text without placeholders alone', () => {
		expect(merger([])('#name#', { name: 'Ada' })).toBe('#name#');
	});
});
