import { readManifest } from '../helpers/packageFiles';

const manifest = readManifest();

/** npm would run these on the machine of whoever installs the package; n8n forbids them. */
const LIFECYCLE = [
	'prepare',
	'preinstall',
	'install',
	'postinstall',
	'prepublish',
	'preprepare',
	'postprepare',
];

it('asks n8n for its own n8n-workflow and installs nothing', () => {
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(manifest.dependencies).toBeUndefined();
});

it('runs nothing on installation', () => {
	expect(Object.keys(manifest.scripts).filter((name) => LIFECYCLE.includes(name))).toEqual([]);
});

it('pins the exact version of every tool', () => {
	const ranges = Object.entries(manifest.devDependencies).filter(
		([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
	);
	expect(ranges).toEqual([]);
});

it('is found as a community node, and checked by the strict rules of n8n', () => {
	expect(manifest.keywords).toContain('n8n-community-node-package');
	expect(manifest.license).toBe('MIT');
	expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
});
