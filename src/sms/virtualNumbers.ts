import { digitsOf } from './receivers';

/**
 * Credits that each SMS from a Time2Chat number takes. Source: OVHcloud's guide about Time2Chat, read
 * in November 2026.
 */
export const TIME2CHAT_CREDITS = 2;

/** French numbers that begin with 09 are Time2Chat's. */
export function isTime2Chat(number: string): boolean {
	return /^339\d{8}$/.test(digitsOf(number));
}

/** What to know of a virtual number before texting from it, if anything. */
export function aboutVirtualNumber(number: string): string | undefined {
	if (isTime2Chat(number)) {
		return `Time2Chat takes ${TIME2CHAT_CREDITS} credits for each SMS, in sessions of 24 hours with about as many answers as questions`;
	}
	if (!/^33[67]\d{8}$/.test(digitsOf(number))) return undefined;
	return 'mobile numbers in France (06, 07) are closed to automated SMS';
}
