import {
	type CountryCode,
	getCountries,
	isSupportedCountry,
	parsePhoneNumberFromString,
	type PhoneNumber,
} from 'libphonenumber-js/max';

import { InputError } from './inputError';

/** One recipient as the user wrote it. */
export interface Recipient {
	input: string;
	/** E.164 (`+33612345678`); absent where the input cannot be a phone number. */
	receiver?: string;
	/** ISO 3166-1 alpha-2, where it is known. */
	country?: string;
}

/** Every country that has phone numbers of its own, by name. */
export const COUNTRIES: Array<{ name: string; value: string }> = countries();

/**
 * The recipients in a value: text split at commas, semicolons and new lines, numbers, or arrays
 * of these; an object is none. Numbers need their country: `+33…`, `0033…`, or `defaultCountry` for national ones.
 * Only what is *possible* is asked, not what is *valid*: numbering plans change faster than
 * libraries do.
 * @param defaultCountry ISO 3166-1 alpha-2; without one, national numbers are no numbers
 * @throws InputError when there is no such country
 */
export function parseRecipients(to: unknown, defaultCountry?: string): Recipient[] {
	const country = countryCode(defaultCountry);
	// The same numbers come again and again in lists, and reading one is the expensive step.
	const known = new Map<string, Recipient>();
	return inputs(to).map((input) => {
		const recipient = known.get(input) ?? readRecipient(input, country);
		known.set(input, recipient);
		return { ...recipient };
	});
}

function countryCode(country = ''): CountryCode | undefined {
	const code = country.trim().toUpperCase();
	if (code === '') return undefined;
	if (isSupportedCountry(code)) return code;
	throw new InputError(
		'Default Country',
		`"${country}" is not a country`,
		'Choose one from the list, or write its two-letter ISO code, such as FR or GB.',
	);
}

/** Longer than any way to write a number. */
const LONGEST_INPUT = 100;

function readRecipient(input: string, country?: CountryCode): Recipient {
	if (input.length > LONGEST_INPUT) return { input };
	const number = readNumber(plain(input), country);
	if (!number) return { input };
	const of = countryOf(number);
	return { input, receiver: number.number, ...(of && { country: of }) };
}

/**
 * The number that a text is. In `+33 (0)6…` the (0) is only for calls within the country, except
 * where numbers keep it abroad, as in Italy: the reading that numbering plans know comes first.
 */
function readNumber(text: string, country?: CountryCode): PhoneNumber | undefined {
	if (ARITHMETIC.test(text)) return undefined;
	const readings = [...new Set([text.replace(TRUNK_PREFIX, '$1'), text])]
		.map((reading) =>
			parsePhoneNumberFromString(reading, { defaultCountry: country, extract: false }),
		)
		.filter((number) => number?.isPossible() && !number.ext);
	return readings.find((number) => number?.isValid()) ?? readings[0];
}

/** Below zero or with decimals; as punctuation of a phone number the sign and the dot would get lost. */
const ARITHMETIC = /^-\d|^\+?\d{7,}\.\d+$/;

const TRUNK_PREFIX = /^(\+[\d\s.()/-]{1,8}?)[([]\s*0\s*[)\]]/;

/** Main country first where several share a calling code, so that a number outside every plan has one, too. */
function countryOf(number: PhoneNumber): string | undefined {
	return number.country ?? number.getPossibleCountries()[0];
}

/** Marks that nobody sees, as they come with numbers copied from contacts and web pages. */
const INVISIBLE = /\p{Cf}/gu;
/** Quotes, and what spreadsheets put before a number so that it stays text. */
const WRAPPING = /^[\s='’‘`´"“”„«»]+|(?<![\s'’‘`´"“”„«»])[\s'’‘`´"“”„«»]+$/g;

/** Written as the parser knows it: ASCII digits, ordinary blanks, `+` for the international prefix. */
function plain(input: string): string {
	return (
		input
			.replace(INVISIBLE, '')
			.replace(/[０-９＋]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
			.replace(/\s+/g, ' ')
			.replace(WRAPPING, '')
			.replace(/^tel: ?/i, '')
			// A number that went through a table of decimals: the zero is not part of it.
			.replace(/^(\+?\d{7,})\.0+$/, '$1')
			.replace(/^\( ?((?:\+|00) ?\d{1,4}) ?\)/, '$1 ')
			.replace(/^\+? ?0 ?0/, '+')
	);
}

function inputs(to: unknown): string[] {
	if (Array.isArray(to)) return to.flatMap(inputs);
	if (to === null || to === undefined) return [];
	const list = jsonList(to);
	if (list) return inputs(list);
	if (typeof to === 'object') return [shown(to)];
	return String(to)
		.split(SEPARATOR)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** An object is no number, and is reported as what it is; not every object has a text of its own. */
function shown(object: object): string {
	try {
		return JSON.stringify(object) ?? typeof object;
	} catch {
		return 'object';
	}
}

/** The values of a list in JSON, as a language model or an expression inside a text writes it. */
function jsonList(to: unknown): unknown[] | undefined {
	if (typeof to !== 'string' || !/^\s*\[.*\]\s*$/s.test(to)) return undefined;
	try {
		const list: unknown = JSON.parse(to);
		return Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}

/** A semicolon before a parameter of a `tel:` address does not end the number. */
const SEPARATOR = /[,\r\n]+|;(?!\s*(?:ext|isub|phone-context)=)/i;

function countries(): Array<{ name: string; value: string }> {
	const names = new Intl.DisplayNames(['en'], { type: 'region' });
	return getCountries()
		.map((value) => ({ name: names.of(value) ?? value, value }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
