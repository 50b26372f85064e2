import { InputError } from '../sms/inputError';
import type { Counts } from './counts';
import { codeOf, isSame, readId } from './token';

export type Verdict =
	| { valid: true }
	| { valid: false; reason: 'wrong' | 'expired' | 'tooManyAttempts' | 'used' };

/**
 * Holds a code against an id, which it opens once.
 * @param code as a person has typed it, or a number that has lost its zeros
 * @param now in milliseconds since 1970
 * @throws InputError for an id of another credential, or none, and where there is no code
 */
export function checkCode(
	key: Buffer,
	{ id, code, maxAttempts }: { id: string; code: unknown; maxAttempts: number },
	counts: Counts,
	now: number,
): Verdict {
	const token = readId(key, id);
	if (!token) {
		throw new InputError(
			'Verification ID',
			id === '' ? 'is empty' : 'is none that this credential has made',
			'Give the verificationId of the output of Send, whole and unchanged, and use the same credential.',
		);
	}
	const given = typed(code, token.length);
	const tries = counts.triesOf(token.nonce, token.expiresAt, now);
	if (now >= token.expiresAt) return { valid: false, reason: 'expired' };
	if (tries.isUsed) return { valid: false, reason: 'used' };
	if (tries.wrong >= maxAttempts) return { valid: false, reason: 'tooManyAttempts' };
	if (!isSame(given, codeOf(key, token))) {
		tries.wrong += 1;
		return { valid: false, reason: 'wrong' };
	}
	tries.isUsed = true;
	return { valid: true };
}

/** Longer than any way to write a code. */
const LONGEST_INPUT = 100;

/** The digits: people write blanks and dashes between them, some keyboards other digits. */
function typed(code: unknown, length: number): string {
	if (typeof code === 'number') return String(code).padStart(length, '0');
	// What comes after that is no part of a code, and strangers may write anything.
	const start = typeof code === 'string' ? code.trimStart().slice(0, LONGEST_INPUT) : '';
	const text = start.normalize('NFKC').replace(/[\s.-]/g, '');
	if (text !== '') return text;
	throw new InputError(
		'Code',
		'is empty',
		'Give what the person has typed. If an expression fills it, check that it has a value for this item.',
	);
}
