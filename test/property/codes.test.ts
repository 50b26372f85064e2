import fc from 'fast-check';

import { checkCode } from '../../src/verification/check';
import { Counts } from '../../src/verification/counts';
import { codeOf, idOf, type Token } from '../../src/verification/token';
import { runs } from './settings';

const NOW = 1_700_000_000_000;

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const tokens: fc.Arbitrary<Token> = fc.record({
	nonce: fc.uuid(),
	receiver: fc.string(),
	expiresAt: fc.integer({ min: NOW + 1, max: NOW + 86_400_000 }),
	// Long codes: two of them are the same by chance only once in ten billion.
	length: fc.constant(10),
});

const check = (key: Buffer, id: string, code: string, now = NOW, counts = new Counts()) =>
	checkCode(key, { id, code, maxAttempts: 5 }, counts, now);

test('each code opens its own id, once, and no other one', () => {
	fc.assert(
		fc.property(keys, tokens, tokens, (key, one, other) => {
			fc.pre(one.nonce !== other.nonce);
			const counts = new Counts();
			const [id, code] = [idOf(key, one), codeOf(key, one)];
			expect(check(key, id, codeOf(key, other), NOW, counts)).toMatchObject({ reason: 'wrong' });
			expect(check(key, id, code, NOW, counts)).toEqual({ valid: true });
			expect(check(key, id, code, NOW, counts)).toMatchObject({ reason: 'used' });
		}),
		runs(300),
	);
});

test('no code opens anything after its time', () => {
	fc.assert(
		fc.property(keys, tokens, fc.nat(1e12), (key, token, late) => {
			const verdict = check(key, idOf(key, token), codeOf(key, token), token.expiresAt + late);
			expect(verdict).toEqual({ valid: false, reason: 'expired' });
		}),
		runs(300),
	);
});

test('an id of which one character differs is refused', () => {
	fc.assert(
		fc.property(keys, tokens, fc.nat(), (key, token, at) => {
			const id = idOf(key, token);
			const index = at % id.length;
			const changed = id[index] === 'A' ? 'B' : 'A';
			const forged = id.slice(0, index) + changed + id.slice(index + 1);
			expect(() => check(key, forged, codeOf(key, token))).toThrow('Verification ID');
		}),
		runs(300),
	);
});

test('a code has as many digits as it is to have', () => {
	fc.assert(
		fc.property(keys, tokens, fc.integer({ min: 4, max: 10 }), (key, token, length) => {
			expect(codeOf(key, { ...token, length })).toMatch(new RegExp(`^\\d{${length}}$`));
		}),
		runs(300),
	);
});
