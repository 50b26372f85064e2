import { spawnSync } from 'node:child_process';
import path from 'node:path';

const SCRIPT = path.join(__dirname, '..', '..', 'scripts', 'patterns.mjs');

/** What the checker of the patterns says of a source, each finding on a line. */
function complaintsOf(code: string): string[] {
	const program = `
		const { complaintOf, patternsIn } = await import(${JSON.stringify(SCRIPT)});
		for (const pattern of patternsIn(${JSON.stringify(code)})) {
			console.log(pattern.line + ' ' + (complaintOf(pattern) ?? 'safe'));
		}`;
	const { stdout, stderr } = spawnSync(
		process.execPath,
		['--input-type=module', '--eval', program],
		{ encoding: 'utf8' },
	);
	expect(stderr).toBe('');
	return stdout.trim().split('\n');
}

test('the checker of patterns finds those that take too long, and passes the others', () => {
	const [safe, exponential, quadratic, inString, built] = complaintsOf(
		['/^[a-z]+$/;', '/^(a+)+$/;', '/\\S+@x/;', 'new RegExp("(b*)*c", "i");', 'RegExp(a);'].join(
			'\n',
		),
	);
	expect(safe).toBe('1 safe');
	expect(exponential).toContain('2 is exponential');
	expect(quadratic).toContain('3 is 2nd degree polynomial');
	expect(inString).toContain('4 is exponential');
	expect(built).toContain('5 is built while the program runs');
});
