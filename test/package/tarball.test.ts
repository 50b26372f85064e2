import { packTarball, readManifest, readProjectFile, SHARED_FILE } from '../helpers/packageFiles';

const { n8n } = readManifest();
const built = [...n8n.credentials, ...n8n.nodes, SHARED_FILE];
const { files, size } = packTarball();

it('holds the build and the usual documents only', () => {
	const documents = files.filter((file) => !file.startsWith('dist/')).sort();
	expect(documents).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
});

it('holds of the build only what n8n loads or shows', () => {
	const published = [
		/^dist\/icons\/\w+(\.dark)?\.svg$/,
		/^dist\/nodes\/\w+\/\w+\.node\.json$/,
		/^dist\/nodes\/\w+\/__schema__\/v\d+\.\d+\.\d+\/\w+\/\w+\.json$/,
		/^dist\/THIRD-PARTY-LICENSES\.txt$/,
		/^dist\/sbom\.cdx\.json$/,
	];
	const unexpected = files.filter(
		(file) =>
			file.startsWith('dist/') &&
			!built.includes(file) &&
			!published.some((pattern) => pattern.test(file)),
	);
	expect(unexpected).toEqual([]);
	expect(files).toEqual(expect.arrayContaining(built));
});

it('holds the icons', () => {
	expect(files).toEqual(
		expect.arrayContaining(['dist/icons/ovhSms.svg', 'dist/icons/ovhSms.dark.svg']),
	);
});

it('stays below 450 KB', () => {
	expect(size).toBeLessThan(450 * 1024);
});

// esbuild marks each bundled module with a comment that holds its path.
const libraries = new Set(
	built.flatMap((file) =>
		[...readProjectFile(file).matchAll(/^\s*\/\/ .*?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(
			([, name]) => name,
		),
	),
);

it('passes on the licence of every library inside the bundles', () => {
	const texts = readProjectFile('dist/THIRD-PARTY-LICENSES.txt');
	expect([...libraries].filter((name) => !texts.includes(`\n${name} `))).toEqual([]);
});

it('lists every library inside the bundles in its version, and nothing else', () => {
	const { bomFormat, specVersion, components } = JSON.parse(
		readProjectFile('dist/sbom.cdx.json'),
	) as { bomFormat: string; specVersion: string; components: Array<Record<string, unknown>> };
	expect([bomFormat, specVersion]).toEqual(['CycloneDX', '1.6']);
	const versionOf = (name: string) =>
		(JSON.parse(readProjectFile(`node_modules/${name}/package.json`)) as { version: string })
			.version;
	expect(components.map(({ name, version }) => [name, version])).toEqual(
		[...libraries].sort().map((name) => [name, versionOf(name)]),
	);
	expect(libraries.size).toBeGreaterThan(0);
});
