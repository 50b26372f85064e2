import { targetsOf, type Targets } from '../ovh/targets';
import { InputError, quoted } from '../sms/inputError';
import { ALLOWED_BY_CREDENTIAL, checkAllowed, readRules, type Rules } from '../sms/rules';

/** A request as the rules of a credential look at it. */
interface Guarded {
	method: string;
	/** Path and query. */
	address: string;
	/** Parsed JSON. */
	body: unknown;
	/** Whether the node has checked the numbers of the list that it names. */
	isListChecked: boolean;
}

/**
 * Holds a request against the rules of the credential.
 * @returns whether it reaches anybody
 * @throws InputError naming the rule
 */
export function checkRequest(rules: Rules, request: Guarded): boolean {
	if (!rules.allowedCountries && !rules.redirectTo) return false;
	const targets = targetsOf(request.method, request.address, request.body);
	if (!targets) return false;
	const numbers = targets.numbers.map(asE164);
	if (rules.redirectTo && targets.effect === 'texts') {
		checkRedirect(rules.redirectTo, numbers, targets);
	} else if (rules.allowedCountries) {
		checkAllowed(rules, 'The request', numbers);
		if (!request.isListChecked) checkLists(targets);
	}
	return true;
}

/** As OVHcloud takes numbers; in another spelling nobody knows whom it would reach. */
function asE164(number: unknown): string {
	const digits = /^(?:\+|00)([1-9]\d{4,14})$/.exec(String(number))?.[1];
	if (digits !== undefined) return `+${digits}`;
	throw new InputError(
		'The request',
		`holds ${quoted(String(number))}, which cannot be checked against the rules of the credential`,
		'Nothing was sent. Write numbers with their country code and without blanks, such as +33612345678.',
	);
}

function checkRedirect(redirectTo: string, numbers: string[], { lists }: Targets): void {
	const other = numbers.find((number) => number !== redirectTo) ?? lists[0];
	if (other === undefined) return;
	throw new InputError(
		'The request',
		`is for ${quoted(other)}, and "Redirect To" of the credential allows ${redirectTo} only`,
		'Nothing was sent. The OVHcloud SMS node redirects by itself (not to a stored list); for real recipients use a credential without "Redirect To".',
	);
}

function checkLists({ lists }: Targets): void {
	const [list] = lists;
	if (list === undefined) return;
	throw new InputError(
		'The request',
		`names a list (${list}) whose numbers were not seen, so they cannot be held against ${ALLOWED_BY_CREDENTIAL}`,
		'Nothing was sent. Give the numbers themselves, or have the OVHcloud SMS node make the list of the input items or of a file in the same run.',
	);
}

/**
 * The body to sign. Where it reaches anybody, it is written anew from what was checked, so that
 * nothing can be read differently (a field that stands twice, another encoding).
 * @throws Error naming the rule and what to do
 */
export function guardedBody(
	credential: object,
	request: { method: string; url: string; body?: Buffer; isListChecked: boolean },
): { body?: Buffer; isRewritten: boolean } {
	const { method, url, body, isListChecked } = request;
	try {
		const rules = readRules(credential as Record<string, unknown>);
		const { pathname, search } = new URL(url);
		const parsed = parsedBody(body);
		const address = `${pathname}${search}`;
		if (!checkRequest(rules, { method, address, body: parsed, isListChecked })) {
			return { ...(body && { body }), isRewritten: false };
		}
		return { body: Buffer.from(JSON.stringify(parsed)), isRewritten: true };
	} catch (error) {
		throw withAdvice(error);
	}
}

/** n8n shows the message only of what fails before a request leaves. */
function withAdvice(error: unknown): unknown {
	if (!(error instanceof InputError)) return error;
	return new Error(`${error.message}. ${error.advice}`);
}

/** What is no JSON has no field that OVHcloud could read. */
function parsedBody(body?: Buffer): unknown {
	try {
		return body ? JSON.parse(body.toString('utf8')) : {};
	} catch {
		return {};
	}
}
