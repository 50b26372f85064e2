import { type CountryCode, getCountries, isSupportedCountry } from 'libphonenumber-js/max';

import { InputError } from './inputError';
import { nameOf } from './numberPlans';
import type { Problem } from './numberProblems';
import { readNumber } from './readNumber';

/** A number to send to. */
export interface ValidRecipient {
	input: string;
	/** E.164: `+33612345678`. */
	receiver: string;
	/** ISO 3166-1 alpha-2, where it is known. */
	country?: string;
	/** What is to be known of the number, such as that it is a landline. */
	remark?: string;
	problem?: undefined;
}

/** What is no number, or none to send to. */
interface InvalidRecipient {
	input: string;
	/** Why there is no receiver. */
	problem: Problem;
	country?: string;
	receiver?: undefined;
	remark?: undefined;
}

/** What somebody wrote as a recipient, and what it is. */
export type Recipient = ValidRecipient | InvalidRecipient;

/** How numbers are read. */
export interface ReadOptions {
	/** ISO 3166-1 alpha-2; without one, numbers without a country code are refused. */
	defaultCountry?: string;
	/** Whether premium-rate, shared-cost, universal-access and pager numbers are taken. */
	allowPremium?: boolean;
	/** Whether a number without its plus is taken where no country is given, too. */
	allowLostPlus?: boolean;
}

/** Every country that has phone numbers of its own, by name. */
export const COUNTRIES: Array<{ name: string; value: string }> = getCountries()
	.map((value) => ({ name: nameOf(value), value }))
	.sort((a, b) => a.name.localeCompare(b.name, 'en'));

/** All of `recipientsIn` at once, for values that hold few. */
export function parseRecipients(to: unknown, options: ReadOptions = {}): Recipient[] {
	return [...recipientsIn(to, options)];
}

/**
 * The recipients in a value: text split at commas, semicolons and new lines, numbers, or arrays
 * of these; an object is none. One by one, since a value can hold so many that others must have
 * their turn.
 * @throws InputError when there is no such country
 */
export function* recipientsIn(to: unknown, options: ReadOptions = {}): Generator<Recipient> {
	const country = countryCode(options.defaultCountry);
	// The same numbers come again and again in lists, and reading one is the expensive step.
	const known = new Map<string | number, Recipient>();
	for (const input of piecesOf(to)) {
		const recipient = known.get(input) ?? {
			input: String(input),
			...readNumber(input, { ...options, country }),
		};
		known.set(input, recipient);
		yield { ...recipient };
	}
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

/** Lists within lists that are looked into: more are no list of recipients, and end at the stack's end. */
const DEEPEST = 1000;

/** What would be read as a recipient each, as it is written. */
export function piecesOf(to: unknown, depth = 0): Array<string | number> {
	if (to === null || to === undefined) return [];
	const list = Array.isArray(to) ? to : jsonList(to);
	if (list && depth < DEEPEST) return list.flatMap((one) => piecesOf(one, depth + 1));
	if (typeof to === 'object') return [shown(to)];
	if (typeof to === 'number') return [to];
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

/**
 * Neither a semicolon before a parameter of a `tel:` address nor the comma in `3,36E+10` ends the
 * number.
 */
const SEPARATOR =
	/(?!(?<=(?:^|[\s,;])\+?\d),\d{1,15}E\+?\d)[,\r\n\u2028\u2029]+|;(?!\s*(?:ext|isub|phone-context)=)/i;
