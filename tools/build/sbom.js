const { execFileSync } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

/** The command line is what its makers keep stable. */
const CLI = path.join(
	path.dirname(require.resolve('@cyclonedx/cyclonedx-esbuild')),
	'../bin/cyclonedx-esbuild-cli.js',
);

/**
 * Writes which libraries, in which versions, are inside the bundles (CycloneDX 1.6, JSON). The same
 * build gives the same file, so it holds no time and no random number.
 * @param root the folder of the build
 * @param metafiles esbuild's accounts of what the outputs are made of
 * @param output the file to write
 */
function writeSbom(root, metafiles, output) {
	const folder = mkdtempSync(path.join(tmpdir(), 'sbom-'));
	try {
		const all = path.join(folder, 'metafile.json');
		writeFileSync(all, JSON.stringify(filesOf(metafiles)));
		const options = ['--spec-version', '1.6', '--output-reproducible', '--validate'];
		options.push('--mc-type', 'library', '--build-working-dir', root, '--output-file', output);
		execFileSync(process.execPath, [CLI, ...options, all], { cwd: root });
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** One account of all outputs, without what a plugin of the build has made up. */
function filesOf(metafiles) {
	const onlyFiles = (inputs) =>
		Object.fromEntries(
			Object.entries(inputs).filter(([name]) => name !== '<stdin>' && !name.includes(':')),
		);
	const inputs = Object.assign({}, ...metafiles.map((metafile) => onlyFiles(metafile.inputs)));
	const outputs = metafiles.flatMap((metafile) =>
		Object.entries(metafile.outputs).map(([name, output]) => [
			name,
			{ ...output, inputs: onlyFiles(output.inputs) },
		]),
	);
	return { inputs, outputs: Object.fromEntries(outputs) };
}

module.exports = { writeSbom };
