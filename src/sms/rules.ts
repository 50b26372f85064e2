import { countryCodes, outsideOf } from './countries';
import { InputError } from './inputError';
import { parseRecipients } from './recipients';

/** What a credential says of every number, whatever a workflow says. */
export interface Rules {
	/** ISO 3166-1 alpha-2; absent where every country is allowed. */
	allowedCountries?: string[];
	/** For staging: the one phone that is texted, in E.164. */
	redirectTo?: string;
	/** ISO 3166-1 alpha-2, for numbers without a country code. */
	defaultCountry?: string;
}

export const ALLOWED_BY_CREDENTIAL = '"Allowed Countries" of the credential';

/** What may be done about a rule of the credential. */
const ASK_FOR_CREDENTIAL =
	'Nothing was sent. Take these numbers out; whoever may change the credential can allow more.';

/**
 * The rules of a credential's fields.
 * @throws InputError naming the field that cannot be used
 */
export function readRules(credential: Record<string, unknown>): Rules {
	const defaultCountry = countryCodes('Default Country', credential.defaultCountry)[0];
	const allowedCountries = countryCodes('Allowed Countries', credential.allowedCountries);
	const redirectTo = phoneOf(credential.redirectTo, defaultCountry);
	return {
		...(allowedCountries.length > 0 && { allowedCountries }),
		...(redirectTo && { redirectTo }),
		...(defaultCountry && { defaultCountry }),
	};
}

function phoneOf(value: unknown, defaultCountry?: string): string | undefined {
	const [first, ...others] = parseRecipients(value, { ...(defaultCountry && { defaultCountry }) });
	if (!first) return undefined;
	if (first.receiver && others.length === 0) return first.receiver;
	throw new InputError(
		'Redirect To',
		'of the credential is not one phone number',
		'Write it with its country code, such as +33612345678, or leave it empty.',
	);
}

/**
 * Holds numbers against the countries that a credential allows.
 * @param receivers in E.164
 * @throws InputError naming the rule
 */
export function checkAllowed(
	{ allowedCountries }: Rules,
	parameter: string,
	receivers: string[],
): void {
	const what = allowedCountries && outsideOf(allowedCountries, receivers, ALLOWED_BY_CREDENTIAL);
	if (what) throw new InputError(parameter, what, ASK_FOR_CREDENTIAL);
}
