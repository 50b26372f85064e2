import { createHash, createHmac, timingSafeEqual } from 'crypto';

/** What a code is made for. */
export interface Token {
	/** Random, and different for each code. */
	nonce: string;
	/** A keyed hash of the number, so that the id tells it to nobody. */
	receiver: string;
	/** In milliseconds since 1970, by this server's clock. */
	expiresAt: number;
	/** Digits of the code. */
	length: number;
}

/** The id of a code: what it is made for, signed. Without the key it tells nothing of the code. */
export function idOf(key: Buffer, token: Token): string {
	const { nonce, receiver, expiresAt, length } = token;
	const fields = JSON.stringify([nonce, receiver, expiresAt, length]);
	const payload = Buffer.from(fields).toString('base64url');
	return `${payload}.${mac(key, 'id', payload).toString('base64url')}`;
}

/** What an id stands for; nothing where it was not made with this key. */
export function readId(key: Buffer, id: string): Token | undefined {
	const [payload = '', signature = '', ...rest] = id.split('.');
	if (rest.length > 0) return undefined;
	const right = mac(key, 'id', payload).toString('base64url');
	if (!isSame(signature, right)) return undefined;
	const [nonce, receiver, expiresAt, length] = JSON.parse(
		Buffer.from(payload, 'base64url').toString(),
	) as [string, string, number, number];
	return { nonce, receiver, expiresAt, length };
}

/** The code of an id: as many digits as its token says. */
export function codeOf(key: Buffer, { length, ...token }: Token): string {
	const bytes = mac(key, 'code', idOf(key, { length, ...token })).toString('hex');
	return (BigInt(`0x${bytes}`) % 10n ** BigInt(length)).toString().padStart(length, '0');
}

/** A number that only this key can be compared with. */
export function hashOf(key: Buffer, receiver: string): string {
	return mac(key, 'receiver', receiver).toString('base64url').slice(0, 22);
}

/** Whether two texts are the same, in a time that does not tell how much of them is. */
export function isSame(one: string, other: string): boolean {
	return timingSafeEqual(evened(one), evened(other));
}

/** Of the same length for every text. */
function evened(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}

function mac(key: Buffer, purpose: string, text: string): Buffer {
	return createHmac('sha256', key).update(`${purpose}\n${text}`).digest();
}
