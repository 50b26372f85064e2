/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { NOT_CONFIRMED } from '../helpers/notConfirmed';

const root = path.join(__dirname, '..');

const rows = NOT_CONFIRMED.map(([statement, ...tests]) => ({ statement, tests: [...tests] }));

test.each(rows)('$statement: there are tests for both answers', ({ tests }) => {
	expect(tests.length).toBeGreaterThan(0);
	for (const named of tests) {
		const [file, title] = named.split(/: (.*)/s);
		const source = readFileSync(path.join(root, `${file}.test.ts`), 'utf8');
		const titles = [...source.matchAll(/\(\s*(['"])(.*?)\1,/g)];
		const known = titles.map(([, , words]) => words);
		expect(known).toEqual(expect.arrayContaining([expect.stringContaining(title)]));
	}
});
