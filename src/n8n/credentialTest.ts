import { AUTH_REFUSALS, type AuthRefusal } from '../ovh/refusals';

/** n8n's rule that turns a value found in an answer into an error message. */
interface AnswerRule {
	type: 'responseSuccessBody';
	properties: { key: string; value: string | undefined; message: string };
}

/** What the credential's test says, by what OVHcloud refused. */
const MESSAGES: Record<AuthRefusal, string> = {
	applicationKey:
		'OVHcloud does not know this Application Key. Copy it again, and check the Endpoint: keys of one region do not work in another.',
	clock:
		"The clock of this n8n server differs too much from OVHcloud's. The OVHcloud SMS nodes correct for that by themselves, this test cannot: set the server's clock (NTP) and test again.",
	consumerKey:
		'OVHcloud does not know this Consumer Key, or it was not made for this Application Key. Copy the three keys from one and the same token page.',
	consumerKeyState:
		'This Consumer Key is expired, was refused, or has not been validated yet. Create new keys on the token page with "Unlimited" validity.',
	signature:
		'OVHcloud refused the signature: the Application Secret does not belong to this Application Key. Copy it again.',
	right: 'This token may not even read its own details. Create new keys on the token page.',
	iam: "OVHcloud's access policy (IAM) refuses this user. Grant the user the SMS rights in the OVHcloud control panel.",
};

/** The same for a service account, whose token OVHcloud has just given: what is refused is the token. */
const TOKEN_REFUSED =
	'OVHcloud has given an access token, and does not accept it. Check the Endpoint, and that the service account still exists.';

/** Rules of the credential with three keys, where OVHcloud refuses a key, the signature or the clock. */
export const KEYS_TEST_RULES = rulesFor((refusal) => MESSAGES[refusal]);

/** Rules of the credential of a service account; without a token, there is no answer to judge. */
export const SERVICE_ACCOUNT_TEST_RULES = rulesFor((refusal) =>
	refusal === 'iam' ? MESSAGES.iam : TOKEN_REFUSED,
);

/**
 * Rules for n8n's credential test, checked in order against the answer of `GET /auth/details`
 * (fields `account`, `method`, `allowedRoutes` …). n8n compares for equality only, so each known
 * wording is a rule, and an answer without `method` fails whatever it says.
 */
function rulesFor(messageOf: (refusal: AuthRefusal) => string): AnswerRule[] {
	return [
		...(Object.keys(AUTH_REFUSALS) as AuthRefusal[]).flatMap((refusal) => {
			const { code, messages } = AUTH_REFUSALS[refusal];
			return [
				...(code ? [rule('errorCode', code, messageOf(refusal))] : []),
				...messages.map((wording) => rule('message', wording, messageOf(refusal))),
			];
		}),
		rule(
			'method',
			undefined,
			"OVHcloud's answer to the test call was not understood. Check the Endpoint (or Base URL), and try again in a minute.",
		),
	];
}

function rule(key: string, value: string | undefined, message: string): AnswerRule {
	return { type: 'responseSuccessBody', properties: { key, value, message } };
}
