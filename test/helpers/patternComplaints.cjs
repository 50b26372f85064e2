const { spawnSync } = require('node:child_process');
const path = require('node:path');

const SCRIPT = path.join(__dirname, '..', '..', 'tools', 'lint', 'patterns.mjs');

/** What the checker of the patterns says of a source, each finding on a line. */
exports.complaintsOf = (code) => {
	const program = `
		const { complaintOf, patternsIn } = await import(${JSON.stringify(SCRIPT)});
		for (const pattern of patternsIn(${JSON.stringify(code)})) {
			console.log(pattern.line + ' ' + (complaintOf(pattern) ?? 'safe'));
		}`;
	const run = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
		encoding: 'utf8',
	});
	if (run.status !== 0) throw new Error(run.stderr);
	return run.stdout.trim().split('\n');
};
