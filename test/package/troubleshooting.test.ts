import { readProjectFile, sourcesIn } from '../helpers/packageFiles';

const sources = ['nodes', 'src'].flatMap(sourcesIn).join('\n');

/** The messages that docs/errors.md explains, with "…" for what differs. */
const quoted = [...readProjectFile('docs/errors.md').matchAll(/^\| \*(.+)\* \| /gm)].map(
	([, message]) => message,
);

/** What of a message stands in one piece in the sources: `"To" is empty` is made of two. */
function pieces(message: string): string[] {
	const [, parameter, rest] = /^"([\w ]+)" (.+)$/.exec(message) ?? [null, null, message];
	return [...(parameter ? [`'${parameter}'`] : []), ...rest.split('…').map(trimmed)];
}

const trimmed = (piece: string) => piece.replace(/^[" :]+|[" :]+$/g, '');

test('errors are explained', () => {
	expect(quoted.length).toBeGreaterThan(15);
});

test.each(quoted)('the node has the error that docs/errors.md explains: %s', (message) => {
	expect(pieces(message).filter((piece) => !sources.includes(piece))).toEqual([]);
});
