import { toolWords } from '../../../../nodes/OvhSms/wait/toolCall';

test.each([
	[{ To: '+33612345678', Message: 'Hi' }, 'To: +33612345678\nMessage: Hi'],
	[{ to: ['a', 'b'], at: { day: 'Monday', hour: 9 } }, 'to: a, b\nat day: Monday\nat hour: 9'],
	[{ rows: [{ name: 'Ada' }] }, 'rows 0 name: Ada'],
	[{ note: null, sure: false }, 'note: \nsure: false'],
	['only a text', 'only a text'],
	[undefined, ''],
])('%j reads as words', (input, words) => {
	expect(toolWords(input)).toBe(words);
});
