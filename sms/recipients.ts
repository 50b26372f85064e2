import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** One recipient as the user wrote it. */
export interface Recipient {
	input: string;
	/** E.164 (`+33612345678`); absent where the input cannot be a phone number. */
	receiver?: string;
}

/**
 * The recipients in a value: text split at commas, semicolons and new lines, numbers, or arrays
 * of these. Numbers need their country: `+33…`, `0033…`, or `defaultCountry` for national ones.
 * Only what is *possible* is asked, not what is *valid*: numbering plans change faster than
 * libraries do.
 */
export function parseRecipients(to: unknown, defaultCountry?: CountryCode): Recipient[] {
	return inputs(to).map((input) => {
		const number = parsePhoneNumberFromString(plain(input), { defaultCountry, extract: false });
		return number?.isPossible() && !number.ext ? { input, receiver: number.number } : { input };
	});
}

/** Written as the parser knows it: ordinary blanks, and `+` for the international prefix. */
function plain(input: string): string {
	return input.replace(/\s+/g, ' ').replace(/^00/, '+');
}

function inputs(to: unknown): string[] {
	if (Array.isArray(to)) return to.flatMap(inputs);
	if (to === null || to === undefined) return [];
	return String(to)
		.split(/[,;\r\n]+/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}
