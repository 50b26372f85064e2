/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { resolveEndpoint, tokenPageFor } from '../../src/ovh/endpoints';
import { projectPath, readProjectFile } from '../helpers/packageFiles';

const pages = readdirSync(projectPath('docs')).map((file) => `docs/${file}`);
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pages];

/** A document without what is quoted as code, whose brackets are no links. */
function prose(file: string): string {
	return readProjectFile(file).replace(/^```.*?^```/gms, '');
}

/** The anchors that GitHub makes of a document's headings. */
function anchorsOf(file: string): string[] {
	const headings = [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
	return headings.map((heading) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

/** Whether a link leads somewhere: to a file of the project, and to a heading in it. */
function isBroken(from: string, link: string): boolean {
	const [path, anchor] = link.split('#');
	const file = path === '' ? from : join(dirname(from), path);
	if (!existsSync(projectPath(file))) return true;
	return anchor !== undefined && !anchorsOf(file).includes(anchor);
}

test.each(documents)('the links of %s lead somewhere', (file) => {
	const targets = [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
	const links = targets.filter((target) => !/^(https?|mailto):/.test(target));
	expect(links.length).toBeGreaterThan(file === 'README.md' ? 20 : -1);
	expect(links.filter((link) => isBroken(file, link))).toEqual([]);
});

test('the README is read in some minutes, and names each page', () => {
	const readme = readProjectFile('README.md');
	expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(12_000);
	expect(pages.filter((page) => !readme.includes(`(${page}`))).toEqual([]);
});

test('the token link of the README has all rights of the node', () => {
	const page = tokenPageFor(resolveEndpoint({ endpoint: 'ovh-eu' }));
	expect(readProjectFile('README.md')).toContain(`(${page})`);
});

test.each(pages)('%s says first whom it is for', (page) => {
	expect(readProjectFile(page)).toMatch(/^# [^\n]+\n\n_For [^\n]+\._\n/);
});

test('no link to a document in the code leads nowhere', () => {
	const sources = ['nodes', 'credentials', 'src'].flatMap((folder) =>
		readdirSync(projectPath(folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(ts|json)$/.test(file))
			.map((file) => readProjectFile(join(folder, file))),
	);
	const linked = [...sources.join('\n').matchAll(/\/blob\/main\/([\w./-]+)(#[\w-]+)?/g)];
	expect(linked.length).toBeGreaterThan(2);
	const broken = linked.filter(([, file, anchor = '']) => isBroken('README.md', file + anchor));
	expect(broken.map(([link]) => link)).toEqual([]);
});
