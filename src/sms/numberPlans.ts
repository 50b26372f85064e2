import { Metadata } from 'libphonenumber-js/core';
import {
	type CountryCode,
	parsePhoneNumberFromString,
	type PhoneNumber,
	type PhoneNumberType,
} from 'libphonenumber-js/max';
import plans from 'libphonenumber-js/metadata.max.json';

/** How much is known for a reading of a number; a higher rank beats a lower one. */
export enum Rank {
	/** Not of the length of a number of its country. */
	Impossible,
	/** Of the right length, in a range that the tables do not know: they age. */
	Possible,
	/** Of a known range that is not for mobile phones. */
	Valid,
	Mobile,
}

/** A way to understand what the user wrote. */
export interface Reading {
	number: PhoneNumber;
	rank: Rank;
	type?: PhoneNumberType;
}

/** Reads a text as one number, with numbers moved to where they really are. */
export function read(text: string, defaultCountry?: CountryCode): Reading | undefined {
	const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false });
	if (!number || number.ext) return undefined;
	const reading = weighed(number);
	if (reading.rank >= Rank.Valid) return reading;
	const moved = movedNumber(number.number);
	return moved ? read(moved) : reading;
}

function weighed(number: PhoneNumber): Reading {
	const type = number.getType();
	if (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE') {
		return { number, type, rank: Rank.Mobile };
	}
	if (type || number.isValid()) return { number, type, rank: Rank.Valid };
	const isPossible = hasLength(number) && !hasTrunkZero(number);
	return { number, rank: isPossible ? Rank.Possible : Rank.Impossible };
}

/**
 * Beginnings of numbers of the French plan that belong to an overseas code, by ARCEP's numbering
 * plan. Within France they are dialled like all others, so that people write `+33` before them.
 */
const OVERSEAS: Array<[RegExp, string]> = [
	[/^\+33((?:690|691|590)\d{6})$/, '+590$1'],
	[/^\+33((?:694|594)\d{6})$/, '+594$1'],
	[/^\+33((?:696|697)\d{6})$/, '+596$1'],
	[/^\+33((?:692|693|639|262|269)\d{6})$/, '+262$1'],
];

/** Mexico gave up the 1 before mobile numbers in 2019; many address books still have it. */
const MEXICAN: [RegExp, string] = [/^\+521(\d{10})$/, '+52$1'];

const MOVED = [...OVERSEAS, MEXICAN];

function movedNumber(e164: string): string | undefined {
	const move = MOVED.find(([pattern]) => pattern.test(e164));
	return move && e164.replace(...move);
}

/** Countries in the French plan: there `06…` may also be a number of mainland France. */
const FRENCH_PLAN: CountryCode[] = ['FR', 'BL', 'GF', 'GP', 'MF', 'MQ', 'RE', 'YT'];

/** The countries whose numbers are dialled without a country code, the country itself first. */
export function diallingTogether(country: CountryCode): CountryCode[] {
	const isFrench = country !== 'FR' && FRENCH_PLAN.includes(country);
	return isFrench ? [country, 'FR'] : [country];
}

/** Codes of countries whose mobile numbers, or all of them, may begin with a zero abroad, too. */
const ZERO_IS_KEPT = new Set(['39', '225', '226', '229', '241', '242', '378', '992']);

export function keepsZero(callingCode: string): boolean {
	return ZERO_IS_KEPT.has(callingCode);
}

/** Whether the number begins with the zero that is only dialled within its country. */
function hasTrunkZero({ nationalNumber, countryCallingCode }: PhoneNumber): boolean {
	return nationalNumber.startsWith('0') && !keepsZero(countryCallingCode);
}

function hasLength(number: PhoneNumber): boolean {
	return lengthsOf(number).includes(number.nationalNumber.length);
}

/** Digits that mobile numbers of a number's country have after the country code. */
export function lengthsOf(number: PhoneNumber): number[] {
	return number.getPossibleCountries().flatMap(mobileLengths);
}

interface Plan {
	possibleLengths(): number[];
	type(name: string): Plan | undefined;
}

const lengths = new Map<CountryCode, number[]>();

/** The library has the lengths of a type, but its types do not tell. */
function mobileLengths(country: CountryCode): number[] {
	const known = lengths.get(country);
	if (known) return known;
	const metadata = new Metadata(plans);
	metadata.selectNumberingPlan(country);
	const plan = metadata.numberingPlan as unknown as Plan;
	const found = (plan.type('MOBILE') ?? plan).possibleLengths();
	lengths.set(country, found);
	return found;
}

/** Shares its code with Réunion, and not its price. */
export function isMayotte(e164: string): boolean {
	return /^\+262(?:639|269)/.test(e164);
}

/** Main country first where several share a calling code, so that a number outside every plan has one, too. */
export function countryOf(number: PhoneNumber): CountryCode | undefined {
	if (number.country) return number.country;
	return isMayotte(number.number) ? 'YT' : number.getPossibleCountries()[0];
}

const names = new Intl.DisplayNames(['en'], { type: 'region' });

export function nameOf(country: string): string {
	return names.of(country) ?? country;
}
