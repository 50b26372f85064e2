import type { PhoneNumberType } from 'libphonenumber-js/max';

import { quoted } from './inputError';
import { countryOf, keepsZero, lengthsOf, nameOf, Rank, read, type Reading } from './numberPlans';

/** Why something is not taken as a number. */
export interface Problem {
	/** The rest of a sentence that begins with the number as it was read. */
	what: string;
	/** What to do; absent where nothing more can be said than how numbers are written. */
	advice?: string;
	/** The text without marks that nobody sees. */
	text: string;
}

const PREMIUM: Partial<Record<PhoneNumberType, string>> = {
	PREMIUM_RATE: 'a premium-rate number',
	SHARED_COST: 'a shared-cost number',
	UAN: 'a universal access number',
	PAGER: 'a pager',
};

/** Why a number is not texted although it exists. */
export function premiumProblem(text: string, { type }: Reading): Problem | undefined {
	const kind = type && PREMIUM[type];
	return kind
		? { text, what: `is ${kind}`, advice: 'Switch on the option "Allow Premium" to use it.' }
		: undefined;
}

/** What is to be known of a number that may not be reached. */
export function remarkOn({ rank, type }: Reading): string | undefined {
	if (rank === Rank.Possible) return 'Not known as a number in use: its range may be new, or wrong';
	if (type !== 'FIXED_LINE') return undefined;
	return 'A landline: some networks read an SMS aloud there, others drop it';
}

export const NO_NUMBER = 'is not a phone number';

export function lostDigits(text: string): Problem {
	const advice =
		'Give the number as text: format the column as text, or write an apostrophe before it.';
	return { text, what: 'has lost digits, as long numbers do in spreadsheets', advice };
}

export function noNumber(text: string): Problem {
	return { text, what: NO_NUMBER };
}

/** Which of different numbers is meant cannot be told. */
export function tie(text: string, numbers: string[]): Problem {
	const advice = 'Write the one that is meant.';
	return { text, what: `may be ${numbers.join(' or ')}`, advice };
}

/** Written as numbers are, with as many digits as a whole one has at least. */
const LIKE_A_NUMBER = /^(?:[\s()./-]*\d){7}[\d\s()./-]*$/;

/** Why a text without a country code is no number while no country is given. */
export function withoutCountry(text: string): Problem {
	if (!LIKE_A_NUMBER.test(text)) return noNumber(text);
	const international = /^[1-9]/.test(text) ? read(`+${text}`) : undefined;
	const national = guess(text, international);
	const least = national ? Rank.Valid : Rank.Possible;
	if (!international || international.rank < least) {
		return {
			text,
			what: `has no country code${national ? `: ${national}` : ''}`,
			advice: 'Set "Default Country", or write the number with its country code.',
		};
	}
	const { number } = international.number;
	if (!national) return { text, what: 'lacks its plus', advice: `Write ${number}.` };
	return {
		text,
		what: `lacks its plus, and would be ${number}, or its country code: ${national}`,
		advice: 'Write the one that is meant, or set "Default Country".',
	};
}

/** Countries from which most accounts send; the first one in which it is a mobile number is named. */
const LIKELY = ['FR', 'BE', 'CH', 'DE', 'ES', 'GB', 'IT', 'PT', 'PL', 'NL'] as const;

function guess(text: string, international?: Reading): string | undefined {
	for (const country of LIKELY) {
		const reading = read(text, country);
		if (reading?.rank !== Rank.Mobile) continue;
		const { number } = reading.number;
		if (number === international?.number.number) return undefined;
		return `in ${nameOf(country)} it would be ${number}`;
	}
	return undefined;
}

/** Why the best reading of a text is no number. */
export function impossible(text: string, reading?: Reading): Problem {
	if (!reading) {
		const isInternational = /^\+\s?[1-9][\d\s()./-]{6,}$/.test(text);
		const what = 'begins with no country code that exists';
		return isInternational ? { text, what } : noNumber(text);
	}
	const { number } = reading;
	const { countryCallingCode: code, nationalNumber } = number;
	const digits = keepsZero(code) ? nationalNumber : nationalNumber.replace(/^0+/, '');
	const where = placeOf(reading);
	const lengths = lengthsOf(number);
	if (digits.length < Math.min(...lengths)) return { text, what: `is too short for ${where}` };
	if (digits.length > Math.max(...lengths)) return { text, what: `is too long for ${where}` };
	if (nationalNumber !== digits) {
		return {
			text,
			what: `begins with a zero after the country code +${code}`,
			advice: `Write +${code}${digits}.`,
		};
	}
	return { text, what: `has not as many digits as ${where}` };
}

function placeOf({ number }: Reading): string {
	const country = countryOf(number);
	return `a number in ${country ? nameOf(country) : `+${number.countryCallingCode}`}`;
}

/** The sentence: the number as it was read, and what is wrong with it. */
export function problemText({ text, what }: Problem): string {
	return `${quoted(text)} ${what}`;
}

/** The same in a few words, for a list of several. */
export function brieflyPut({ what }: Problem): string {
	if (what === NO_NUMBER) return 'no number';
	return what.replace(/^has (?=no )/, '').replace(/[,:] .*$/s, '');
}
