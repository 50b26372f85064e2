import { complaintsOf } from '../helpers/patternComplaints.cjs';

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
