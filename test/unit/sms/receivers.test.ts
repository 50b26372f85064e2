import { digitsOf } from '../../../src/sms/receivers';

test.each(['+33612345678', '0033612345678', '33612345678', '+33 6 12 34 56 78'])(
	'%s is one and the same number',
	(written) => {
		expect(digitsOf(written)).toBe('33612345678');
	},
);

test.each(['+33600123456', '0033600123456'])(
	'a zero within %s belongs to the number',
	(written) => {
		expect(digitsOf(written)).toBe('33600123456');
	},
);
