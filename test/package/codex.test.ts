import { readManifest, readProjectFile } from '../helpers/packageFiles';

const { name, n8n } = readManifest();

/** n8n shows community nodes under these, and ignores others. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

interface Codex {
	node: string;
	categories: string[];
	subcategories?: unknown;
	resources: Record<string, Array<{ url: string }>>;
}

describe.each(n8n.nodes)('the codex of %s', (file) => {
	const codex = JSON.parse(readProjectFile(`${file}on`)) as Codex;

	it('names the node by its full type', () => {
		const [, className] = /(\w+)\.node\.js$/.exec(file) ?? [];
		expect(codex.node).toBe(`${name}.${className[0].toLowerCase()}${className.slice(1)}`);
	});

	it('puts the node into categories of n8n', () => {
		expect(codex.categories).not.toHaveLength(0);
		expect(CATEGORIES).toEqual(expect.arrayContaining(codex.categories));
		expect(codex.subcategories).toBeUndefined();
	});

	it('links to the documentation; without links n8n drops the whole codex silently', () => {
		for (const kind of ['primaryDocumentation', 'credentialDocumentation']) {
			expect(codex.resources[kind][0].url).toMatch(/^https:\/\//);
		}
	});
});
