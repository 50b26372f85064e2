import { sameSignature, signature } from '../../sandbox/auth/signature';
import vectors from './known-answers.json';

describe("the sandbox's signature function", () => {
	const { body, keys, published, computed } = vectors;

	test.each(published)('gives the published answer for $method $address', (vector) => {
		const sent = ['POST', 'PUT'].includes(vector.method) ? body : '';
		expect(signature({ ...keys, ...vector, body: sent })).toBe(vector.answer);
	});

	test.each(computed)(
		'gives the computed (not published) answer for $method $address',
		(vector) => {
			expect(signature({ ...keys, ...vector })).toBe(vector.answer);
			// The same as bytes: what counts is what went over the wire.
			expect(signature({ ...keys, ...vector, body: Buffer.from(vector.body) })).toBe(vector.answer);
		},
	);

	test('compares whole signatures', () => {
		expect(sameSignature('$1$ab', '$1$ab')).toBe(true);
		expect(sameSignature('$1$ab', '$1$ac')).toBe(false);
		expect(sameSignature('$1$ab', '$1$abc')).toBe(false);
		expect(sameSignature('', '$1$ab')).toBe(false);
	});
});
