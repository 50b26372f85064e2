import { targetsOf, type Targets } from '../ovh/targets';
import { InputError, quoted } from '../sms/inputError';
import { readNumber } from '../sms/readNumber';
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

/**
 * As OVHcloud takes numbers; in another spelling nobody knows whom it would reach. They are read as
 * the node reads them: `+33690…` is a number of Guadeloupe.
 */
function asE164(number: unknown): string {
	const digits = /^(?:\+|00)([1-9]\d{4,14})$/.exec(String(number))?.[1];
	const read = readNumber(`+${digits ?? ''}`, { allowPremium: true });
	if ('receiver' in read) return read.receiver;
	throw new InputError(
		'The request',
		`holds ${quoted(String(number))}, which cannot be checked against the rules of the credential`,
		'Nothing was sent. Write numbers that exist, with their country code and without blanks, such as +33612345678.',
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
	request: {
		method: string;
		url: string;
		headers: string[];
		body?: Buffer;
		isListChecked: boolean;
	},
): { body?: Buffer; isRewritten: boolean } {
	const { method, url, headers, body, isListChecked } = request;
	try {
		const rules = readRules(credential as Record<string, unknown>);
		checkMethod(rules, headers);
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

/** Has some servers take a request for one of another method than that which was checked. */
const OTHER_METHOD = /^x-(http-)?method(-override)?$/i;

function checkMethod({ allowedCountries, redirectTo }: Rules, headers: string[]): void {
	if (!allowedCountries && !redirectTo) return;
	const other = headers.find((name) => OTHER_METHOD.test(name));
	if (other === undefined) return;
	throw new InputError(
		'The request',
		`has the header ${quoted(other)}, which may change its method after it was held against the rules of the credential`,
		'Nothing was sent. Remove the header, and choose the method itself.',
	);
}

/** n8n shows the message only of what fails before a request leaves. */
function withAdvice(error: unknown): unknown {
	if (error instanceof RangeError) {
		return new Error(
			'The request is nested too deeply to be held against the rules of the credential. Nothing was sent. Write the body as OVHcloud documents it.',
		);
	}
	if (!(error instanceof InputError)) return error;
	return new Error(`${error.message}. ${error.advice}`);
}

/** What is no JSON, or a text in JSON, has no field that OVHcloud could read. */
function parsedBody(body?: Buffer): unknown {
	try {
		const parsed: unknown = body ? JSON.parse(body.toString('utf8')) : {};
		return typeof parsed === 'object' ? parsed : {};
	} catch {
		return {};
	}
}
