import { readProjectFile } from '../helpers/packageFiles';

/** Rows of docs/messages.md, which is made of the sources: `npm run generate`. */
const rows = readProjectFile('docs/messages.md')
	.split('\n')
	.filter((line) => line.startsWith('| `'))
	.map((line) => line.slice(2, -2).split(' | '));

test('every message of the package stands in one table', () => {
	expect(rows.length).toBeGreaterThan(150);
});

/** Refusals name their parameter first. */
const refusals = rows.filter(([, message]) => message.startsWith('"'));

test.each(refusals)('a refusal says what to do: %s %s', (_, message, advice) => {
	expect(message).toMatch(/^"[^"]+" \S/);
	expect(advice).toMatch(/…$|[.)]$/);
});

test.each(rows)('a message blames nobody and is no exclamation: %s %s', (_, message, advice) => {
	expect(`${message} ${advice}`).not.toMatch(/!|\b(invalid input|oops|please note|mistake)\b/i);
});
