import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { InputError, quoted } from './inputError';
import { isMayotte, nameOf } from './numberPlans';

/**
 * The countries of a rule, as ISO 3166-1 alpha-2 codes.
 * @param value a list, or a text with commas as an expression may give it
 * @throws InputError for what is no country
 */
export function countryCodes(parameter: string, value: unknown): string[] {
	const given: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(/[,;\s]+/);
	const codes = given.map((code) => String(code).trim().toUpperCase()).filter(Boolean);
	const unknown = codes.find((code) => !isSupportedCountry(code));
	if (unknown === undefined) return codes;
	throw new InputError(
		parameter,
		`holds ${quoted(unknown)}, which is not a country`,
		'Choose countries from the list, or write their two-letter ISO codes, such as FR, BE.',
	);
}

/**
 * What is wrong with numbers outside of the allowed countries, as the rest of a sentence; nothing
 * where all are within. A number that several countries share needs all of them allowed.
 * @param receivers in E.164
 * @param rule who allows, as in `the option "Allowed Countries"`
 */
export function outsideOf(
	allowed: string[],
	receivers: string[],
	rule: string,
): string | undefined {
	const outside = receivers.filter((receiver) => !isWithin(allowed, receiver));
	const [first] = outside;
	if (first === undefined) return undefined;
	const others = outside.length > 1 ? ` and ${outside.length - 1} more` : '';
	const countries = countriesOf(first).map(nameOf).join(' or ') || 'no country';
	return `holds ${first} (${countries})${others}, and ${rule} allows only ${allowed.map(nameOf).join(', ')}`;
}

function isWithin(allowed: string[], receiver: string): boolean {
	const countries = countriesOf(receiver);
	return countries.length > 0 && countries.every((country) => allowed.includes(country));
}

/** Several where the numbering plan does not tell which one it is; none for a number of no country. */
function countriesOf(receiver: string): string[] {
	const number = parsePhoneNumberFromString(receiver);
	if (!number) return [];
	if (number.country) return [number.country];
	return isMayotte(number.number) ? ['YT'] : number.getPossibleCountries();
}
