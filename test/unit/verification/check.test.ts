import { checkCode } from '../../../src/verification/check';
import { Counts } from '../../../src/verification/counts';
import { withOverseas } from '../../../src/verification/countries';
import { codeOf, idOf, isSame, readId, type Token } from '../../../src/verification/token';

const KEY = Buffer.alloc(32, 7);
const NOW = 1_700_000_000_000;
const TOKEN: Token = { nonce: 'n', receiver: 'hash', expiresAt: NOW + 300_000, length: 6 };
const ID = idOf(KEY, TOKEN);
const CODE = codeOf(KEY, TOKEN);

/** A code that is not the right one. */
const other = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');

let counts: Counts;
beforeEach(() => {
	counts = new Counts();
});
const check = (code: unknown, { id = ID, maxAttempts = 5, now = NOW } = {}) =>
	checkCode(KEY, { id, code, maxAttempts }, counts, now);

test('the right code opens its id once', () => {
	expect(check(CODE)).toEqual({ valid: true });
	expect(check(CODE)).toEqual({ valid: false, reason: 'used' });
});

test('codes are read as people and forms write them', () => {
	const spellings = [
		`${CODE.slice(0, 3)} ${CODE.slice(3)}`,
		` ${CODE}\n`,
		Number(CODE),
		CODE.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
	];
	for (const spelling of spellings) {
		counts = new Counts();
		expect(check(spelling)).toEqual({ valid: true });
	}
});

test('a code that has expired opens nothing', () => {
	expect(check(CODE, { now: TOKEN.expiresAt })).toEqual({ valid: false, reason: 'expired' });
	expect(check(CODE, { now: TOKEN.expiresAt - 1 })).toEqual({ valid: true });
});

test('10,000 guesses compare five, and afterwards not even the right code counts', () => {
	const reasons = Array.from({ length: 10_000 }, (_, index) => check(other(CODE, index + 1)));
	const compared = reasons.filter((verdict) => !verdict.valid && verdict.reason === 'wrong');
	expect(compared).toHaveLength(5);
	expect(reasons.some(({ valid }) => valid)).toBe(false);
	expect(check(CODE)).toEqual({ valid: false, reason: 'tooManyAttempts' });
});

test.each([
	['', 'is empty'],
	['x', 'is none that this credential has made'],
	[`${ID}x`, 'is none that this credential has made'],
	[`${ID}.x`, 'is none that this credential has made'],
	[idOf(Buffer.alloc(32, 8), TOKEN), 'is none that this credential has made'],
])('an id %j is refused', (id, what) => {
	expect(() => check(CODE, { id })).toThrow(what);
});

test.each([undefined, null, '', ' ', {}])('a code %j is refused, and is no try', (code) => {
	expect(() => check(code)).toThrow('"Code" is empty');
	expect(check(CODE)).toEqual({ valid: true });
});

test('an id tells neither the number nor the code', () => {
	const plain = Buffer.from(ID.split('.')[0], 'base64url').toString();
	expect(plain).not.toContain(CODE);
	expect(readId(KEY, ID)).toEqual(TOKEN);
});

test('texts of different length are compared, too', () => {
	expect(isSame('123456', '123456')).toBe(true);
	expect(isSame('12345', '123456')).toBe(false);
});

test('codes of one number are counted for an hour, and one that is sent again counts once', () => {
	const HOUR = 3_600_000;
	counts.note('+33600000001', 'a', NOW);
	counts.note('+33600000001', 'a', NOW);
	counts.note('+33600000001', 'b', NOW + 1);
	expect(counts.sentBeside('+33600000001', 'c', NOW + 2)).toBe(2);
	expect(counts.sentBeside('+33600000001', 'a', NOW + 2)).toBe(1);
	expect(counts.sentBeside('+33600000002', 'c', NOW + 2)).toBe(0);
	counts.forget('+33600000001', 'b');
	expect(counts.sentBeside('+33600000001', 'c', NOW + 2)).toBe(1);
	expect(counts.sentBeside('+33600000001', 'c', NOW + HOUR)).toBe(0);
});

test('a country goes with its overseas territories', () => {
	expect(withOverseas('fr')).toEqual(expect.arrayContaining(['FR', 'RE', 'GP']));
	expect(withOverseas('BE')).toEqual(['BE']);
});
