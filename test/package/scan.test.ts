import { applicationSecret } from '../../sandbox/demo-keys.json';
import { projectPath, readManifest, readProjectFile, scanOf } from '../helpers/packageFiles';

it('the scan refuses what must not be published, and names it', () => {
	const [node, ...others] = readManifest().n8n.nodes;
	const files = ['package.json', ...others].map((file) => [file, readProjectFile(file)]);
	const { status, output } = scanOf({
		...(Object.fromEntries(files) as Record<string, string>),
		'.env': '',
		'dist/test/helpers.js': '',
		[node]: `console.log(1)\n//# sourceMappingURL=${node}.map`,
		'README.md': `Built of ${projectPath('package.json')} with ${applicationSecret}`,
	});
	expect(status).toBe(1);
	for (const problem of [
		'✔ scanner, rules 0.29.0: sources',
		'✔ scanner, rules 0.32.0: sources',
		'unexpected: .env',
		'unexpected: dist/test/helpers.js',
		`${node} holds a source map`,
		'README.md holds a path of this machine',
		"README.md holds the sandbox's applicationSecret",
		'missing: LICENSE',
		'missing: dist/sbom.cdx.json',
		'✖ scanner, rules 0.29.0: tarball',
		'✖ scanner, rules 0.32.0: tarball',
		'no-console',
	]) {
		expect(output).toContain(problem);
	}
	expect(output).not.toMatch(new RegExp(`${others[0]} holds|unexpected: ${others[0]}`));
}, 120_000);
