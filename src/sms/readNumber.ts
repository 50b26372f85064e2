import type { CountryCode } from 'libphonenumber-js/max';

import { countryOf, diallingTogether, Rank, read, type Reading } from './numberPlans';
import {
	impossible,
	lostDigits,
	noNumber,
	premiumProblem,
	type Problem,
	remarkOn,
	tie,
	withoutCountry,
} from './numberProblems';
import { isLossy, plain, withoutExponent } from './spelling';

/** What is known beside the number itself. */
export interface NumberOptions {
	/** ISO 3166-1 alpha-2, for numbers without a country code. */
	country?: CountryCode;
	/** Whether premium-rate, shared-cost, universal-access and pager numbers are taken. */
	allowPremium?: boolean;
	/** Whether a number without its plus is taken where no country is given, too. */
	allowLostPlus?: boolean;
}

/** A number in E.164 (`+33612345678`), with what is to be said of it, or why there is none. */
export type ReadNumber =
	| { receiver: string; country?: CountryCode; remark?: string }
	| { problem: Problem };

/** Longer than any way to write a number. */
const LONGEST_INPUT = 100;

/**
 * The one way to read a number. All readings are weighed by what numbering plans know of them: a
 * mobile number beats another valid one, and that one beats what has the right length only.
 * @param input a text, or a number of JavaScript where no digit was lost
 */
export function readNumber(input: string | number, options: NumberOptions = {}): ReadNumber {
	if (isLossy(input)) return { problem: lostDigits(String(input)) };
	const written = String(input);
	if (written.length > LONGEST_INPUT) return { problem: noNumber(written) };
	const spelled = plain(written);
	const text = withoutExponent(spelled);
	if (text === undefined) return { problem: lostDigits(spelled) };
	if (ARITHMETIC.test(text)) return { problem: noNumber(text) };
	return decided(text, readingsOf(text, options), options);
}

function decided(text: string, readings: Reading[], options: NumberOptions): ReadNumber {
	const best = bestOf(readings);
	const isNational = !options.country && !/^\+|^0 ?0/.test(text);
	if (isNational && (best?.rank ?? Rank.Impossible) < Rank.Valid) {
		return { problem: withoutCountry(text) };
	}
	if (!best || best.rank === Rank.Impossible) return { problem: impossible(text, best) };
	const { number } = best.number;
	const others = options.country ? [] : readings.filter((one) => isTie(best, one));
	if (others.length > 0) {
		return { problem: tie(text, [number, ...others.map((one) => one.number.number)]) };
	}
	const refused = options.allowPremium ? undefined : premiumProblem(text, best);
	if (refused) return { problem: refused };
	const country = countryOf(best.number);
	const remark = remarkOn(best);
	return { receiver: number, ...(country && { country }), ...(remark && { remark }) };
}

function isTie(best: Reading, { number, rank }: Reading): boolean {
	return rank === best.rank && number.number !== best.number.number;
}

/** Of several readings of the best rank, the first one. */
function bestOf(readings: Reading[]): Reading | undefined {
	return readings.reduce<Reading | undefined>(
		(best, one) => (best && best.rank >= one.rank ? best : one),
		undefined,
	);
}

/** Below zero or with decimals; as punctuation of a phone number the sign and the dot would get lost. */
const ARITHMETIC = /^-\d|^\+?\d{7,}\.\d+$/;

/** `00`, and `+00`: what is dialled for abroad, in most countries. */
const INTERNATIONAL_PREFIX = /^\+? ?0 ?0/;

/** What needs its country to be told; a plus may have been put before the zero. */
function readingsOf(text: string, { country, allowLostPlus }: NumberOptions): Reading[] {
	if (INTERNATIONAL_PREFIX.test(text)) return withZeros(text, country);
	if (/^\+ ?0/.test(text)) return nationalReadings(text.slice(1).trim(), country);
	if (text.startsWith('+')) return internationalReadings(text);
	const national = nationalReadings(text, country);
	// Which of both is meant is only told by a country; the problem names the number without it.
	if (!(country ?? allowLostPlus) || national.some(isMobile)) return national;
	const withoutPlus = LOST_PLUS.test(text) ? internationalReadings(`+${text}`) : [];
	return [...national, ...withoutPlus];
}

/** An international number never begins with a zero. */
const LOST_PLUS = /^[1-9]/;

/** International, as it is written; or else a national number with a zero too many. */
function withZeros(text: string, country?: CountryCode): Reading[] {
	const international = internationalReadings(text.replace(INTERNATIONAL_PREFIX, '+'));
	if (international.some(({ rank }) => rank >= Rank.Valid) || text.startsWith('+')) {
		return international;
	}
	const national = [text, text.replace(INTERNATIONAL_PREFIX, '0')];
	return [...international, ...national.flatMap((one) => nationalReadings(one, country))];
}

/**
 * In `+33 (0)6…` the (0) is only for calls within the country, except where numbers keep it abroad,
 * as in Italy.
 */
function internationalReadings(text: string): Reading[] {
	const texts = new Set([text.replace(BRACKETED_ZERO, '$1'), text]);
	return [...texts].flatMap((one) => read(one) ?? []);
}

const BRACKETED_ZERO = /^(\+[\d\s.()/-]{1,8}?)[([]\s*0\s*[)\]]/;

/** Spreadsheets drop the zero at the beginning, which is not a trunk prefix everywhere. */
function nationalReadings(text: string, country?: CountryCode): Reading[] {
	// Without a country, an address such as tel:0612345678;phone-context=+33 may still tell it.
	const countries = country ? diallingTogether(country) : [undefined];
	const readings = countries.flatMap((one) => read(text, one) ?? []);
	if (!country || !/^[1-9]/.test(text) || readings.some(isMobile)) return readings;
	const withZero = read(`0${text}`, country);
	return withZero ? [...readings, withZero] : readings;
}

function isMobile({ rank }: Reading): boolean {
	return rank === Rank.Mobile;
}
