const { readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const { writeSbom } = require('./sbom.js');

const root = path.join(__dirname, '..', '..');
const dist = path.join(root, 'dist');

/** What of the compiler's output is published besides the bundles themselves. */
const PUBLISHED = [
	/^nodes\/.+\.node\.json$/,
	/^nodes\/.+\/__schema__\/.+\.json$/,
	/^icons\/.+\.(svg|png)$/,
];

const LICENSES = 'THIRD-PARTY-LICENSES.txt';

const SBOM = 'sbom.cdx.json';

/** Its code is loaded once: what it remembers is the same for all nodes and credentials. */
const SHARED_FOLDER = 'src';

const SHARED = 'shared.js';

/**
 * Turns each registered node and credential into a file that needs nothing but n8n-workflow, Node's
 * built-in modules and the one file that holds the shared folder: n8n installs community packages
 * without any runtime dependency.
 */
async function bundle() {
	const { n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	const outputs = [...n8n.credentials, ...n8n.nodes];
	const shared = new Set();
	const metafiles = [];
	for (const output of outputs) {
		const entryPoints = [output.replace(/^dist\//, '').replace(/\.js$/, '.ts')];
		metafiles.push(
			await build({ entryPoints, outfile: output, plugins: [sharing(output, shared)] }),
		);
	}
	const contents = [...shared]
		.sort()
		.map((name) => `export * as '${name}' from './${name}';`)
		.join('\n');
	const stdin = { contents, resolveDir: root, loader: 'ts' };
	metafiles.push(await build({ stdin, outfile: `dist/${SHARED}` }));

	const files = [...outputs, `dist/${SHARED}`].map((file) => path.posix.relative('dist', file));
	removeUnpublished(new Set(files));
	const packages = [...new Set(metafiles.flatMap(bundledPackages))].sort();
	if (packages.length > 0) writeFileSync(path.join(dist, LICENSES), licenses(packages));
	writeSbom(root, metafiles, path.join(dist, SBOM));
}

/** @returns esbuild's account of what the output is made of */
async function build(options) {
	const { metafile } = await esbuild.build({
		absWorkingDir: root,
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		external: ['n8n-workflow'],
		// Error and class names show up in messages; esbuild renames what clashes.
		keepNames: true,
		legalComments: 'inline',
		metafile: true,
		logLevel: 'warning',
		...options,
	});
	return metafile;
}

/**
 * A plugin of esbuild that takes the shared folder's modules from the shared file.
 * @param output the file that is built, relative to the root
 * @param shared gets the modules that are imported, such as `src/ovh/client`
 */
function sharing(output, shared) {
	const file = path.posix.relative(path.posix.dirname(output), `dist/${SHARED}`);
	return {
		name: 'sharing',
		setup(build) {
			build.onResolve({ filter: /^\.\.?\// }, ({ path: imported, resolveDir }) => {
				const name = path.relative(root, path.join(resolveDir, imported)).split(path.sep).join('/');
				if (!name.startsWith(`${SHARED_FOLDER}/`)) return undefined;
				shared.add(name);
				return { path: name, namespace: 'shared' };
			});
			build.onLoad({ filter: /.*/, namespace: 'shared' }, ({ path: name }) => ({
				contents: `module.exports = require('${file}')['${name}'];`,
			}));
			build.onResolve({ filter: /.*/, namespace: 'shared' }, () => ({
				path: file,
				external: true,
			}));
		},
	};
}

/** Directories (relative to the root) of the npm packages whose code is part of the bundle. */
function bundledPackages({ outputs }) {
	return Object.values(outputs)
		.flatMap(({ inputs }) => Object.entries(inputs))
		.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
		.map(([file]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])
		.filter((directory) => directory !== undefined);
}

/** The compiler emits every module on its own; what is inside the bundles would be dead weight. */
function removeUnpublished(bundles) {
	const entries = readdirSync(dist, { recursive: true, withFileTypes: true });
	const relative = (entry) =>
		path.relative(dist, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');

	for (const entry of entries.filter((found) => found.isFile())) {
		const file = relative(entry);
		const published = bundles.has(file) || PUBLISHED.some((pattern) => pattern.test(file));
		if (!published) rmSync(path.join(dist, file));
	}
	// Deepest first, so that a directory is empty once its own subdirectories are gone.
	const directories = entries
		.filter((found) => found.isDirectory())
		.map(relative)
		.sort((a, b) => b.length - a.length);
	for (const directory of directories) {
		const full = path.join(dist, directory);
		if (readdirSync(full).length === 0) rmdirSync(full);
	}
}

/** Most licences ask that their text travels with the code, so a package without one stops the build. */
function licenses(directories) {
	const sections = directories.map((directory) => {
		const full = path.join(root, directory);
		const { name, version, license } = JSON.parse(
			readFileSync(path.join(full, 'package.json'), 'utf8'),
		);
		const texts = readdirSync(full)
			.filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
			.sort()
			.map((file) => readFileSync(path.join(full, file), 'utf8').trim());
		if (texts.length === 0) throw new Error(`${name} is bundled, but has no licence file`);
		return [`${name} ${version} (${license})`, ...texts].join('\n\n');
	});
	const rule = `\n\n${'-'.repeat(80)}\n\n`;
	return ['This package contains code of the following libraries.', ...sections].join(rule) + '\n';
}

module.exports = { bundle };
