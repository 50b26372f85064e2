import { neededRule } from '../ovh/address';
import { type Endpoint, tokenPageFor } from '../ovh/endpoints';
import type { FailureFacts, FailureKind } from '../ovh/errors';
import { type Grantee, missingActions, policyFor } from './iamPolicy';

/** What the explanation may know beside the failure itself. */
export interface ExplainContext extends Grantee {
	/** The accounts that exist, where they could be read. */
	knownAccounts?: string[];
	/** The sender that was refused, where it could be read. */
	sender?: { name: string; status?: string; comment?: string | null };
	/** Credits left on the account, and what was not sent would take, as far as they are known. */
	credits?: { left?: number; needed?: number };
	/** Milliseconds after which a request is given up. */
	timeoutMs?: number;
}

export interface Explanation {
	/** What happened, in the user's terms. */
	message: string;
	/** How to get unstuck, then OVHcloud's own words. */
	description: string;
}

type Explainer = (facts: FailureFacts, context: ExplainContext) => [what: string, how: string];

const EXPLAINERS: Record<FailureKind, Explainer> = {
	applicationKey: (_, { endpoint }) => [
		'OVHcloud does not know the application key',
		`Copy the Application Key again, and check the credential's Endpoint (now ${endpoint.name}): keys of one region do not work in another.`,
	],
	signature: () => [
		'OVHcloud refused the signature: the application secret is wrong',
		'Copy the Application Secret again; it belongs to the Application Key that was created with it.',
	],
	consumerKey: () => [
		'OVHcloud does not know the consumer key',
		'It was mistyped, deleted, or made for another application key. Copy the three keys from one and the same token page.',
	],
	consumerKeyState: (_, { endpoint }) => [
		'The consumer key is expired or was never validated',
		`Create new keys${onTokenPage(endpoint)}, with "Unlimited" validity, and put them into the credential.`,
	],
	clock: () => [
		"This server's clock differs too much from OVHcloud's",
		"The node read OVHcloud's time and tried once more, and was refused again. Set the server's clock (NTP) and run again.",
	],
	right: (facts, { endpoint }) => {
		const rule = neededRule(facts);
		const all = tokenPageFor(endpoint);
		const pages = all
			? `: ${all} (all rights of this node) or ${tokenPageFor(endpoint, [rule])} (just this one)`
			: '';
		return [
			`The token lacks the right ${rule.method} ${rule.path}`,
			`Create keys that have it${pages}. ${
				rule.path.includes('*')
					? "Keys for one account only have the account's name in place of the first star."
					: 'Keys for one account only cannot list the accounts: type the name of theirs.'
			}`,
		];
	},
	iam: explainPolicy,
	unauthorized: () => [
		'OVHcloud refused the credential (HTTP 401)',
		'Nothing was done by this request. Check the fields of the credential, and its Endpoint.',
	],
	serviceAccount: (_, { endpoint }) => [
		'OVHcloud gives this service account no access token',
		`Nothing was sent. Copy Client ID and Client Secret again, and check the credential's Endpoint (now ${endpoint.name}): a service account of one region does not work in another. A secret that is lost cannot be shown again: create another service account.`,
	],
	noCredit: (_, context) => [
		tooFewCredits(context),
		'Nothing was sent by this request. Buy credits in the OVHcloud control panel (or switch automatic recredit on), then run again.',
	],
	unknownSender: (_, { sender, account }) => [
		sender
			? `The sender "${sender.name}" ${SENDER_STATES.get(sender.status) ?? `does not exist on the SMS account${account ? ` "${account}"` : ''}`}${sender.comment ? ` ("${sender.comment}")` : ''}`
			: 'This sender does not exist or is not validated on the SMS account',
		`${sender?.status === 'waitingValidation' ? WAIT_FOR_SENDER : OTHER_SENDER} Nothing was sent by this request.`,
	],
	contactInShortNumber: () => [
		'OVHcloud refuses links and contact details in messages sent through a short number',
		'Remove the link, phone number or e-mail address from the text, or send with a validated sender.',
	],
	notFound: explainNotFound,
	expiredService: (_, { account }) => [
		`The SMS account ${account ? `"${account}" ` : ''}has expired`,
		'Renew it in the OVHcloud control panel.',
	],
	conflict: () => [
		'OVHcloud says that this conflicts with the present state of the object',
		'It may have been changed or deleted in the meantime. Read it again, then repeat what is still needed.',
	],
	rateLimit: ({ retryAfterMs }) => [
		'OVHcloud receives too many requests from this token',
		`The request was refused, so nothing was done. ${retryAfterMs ? `OVHcloud asks to wait ${Math.ceil(retryAfterMs / 1000)} seconds. ` : ''}Run again later, or with fewer items at a time.`,
	],
	badRequest: ({ reason }) => [
		'OVHcloud did not accept the request',
		reason ? 'Correct the value that it names.' : 'Check the parameters of this node.',
	],
	forbidden: (_, { account }) => [
		'OVHcloud does not allow this',
		`OVHcloud knows the token, but ${account ? `the SMS account "${account}"` : 'the account'} may not do this. Its own words follow.`,
	],
	server: ({ status }) => [
		`OVHcloud's API has a problem of its own (HTTP ${status})`,
		'Try again in a few minutes.',
	],
	unreadable: ({ status }) => [
		'OVHcloud sent an answer that cannot be read',
		`It came with HTTP status ${status ?? 'unknown'} but not in the API's format. A proxy in between, or a wrong Base URL, can be the cause.`,
	],
	notReady: () => [
		'OVHcloud has not written the file within the time to wait',
		'Nothing is lost. Raise the option "Max Wait", or narrow the period down with the filters.',
	],
	redirect: ({ status }) => [
		`The API answered with a redirect (HTTP ${status}), which is not followed`,
		'Signed requests are never sent on to another address. Check the Endpoint or Base URL of the credential.',
	],
	connection: ({ effect }, { endpoint }) => [
		effect === 'none'
			? `No connection to OVHcloud's API at ${endpoint.baseUrl}`
			: `The connection to OVHcloud's API at ${endpoint.baseUrl} broke`,
		'Check that this server reaches that address (network, firewall, proxy, and for a custom endpoint the Base URL), then run again.',
	],
	timeout: (_, { timeoutMs = 30_000 }) => [
		`OVHcloud's API did not answer within ${timeoutMs / 1000} seconds`,
		'Try again in a few minutes.',
	],
	unreachable: () => [
		'Not sent, since OVHcloud cannot be reached just now',
		'Another request of this run failed, and so did the look at the account, so nothing more was asked of it. Run again in a few minutes.',
	],
	cancelled: () => [
		'The execution was cancelled while the request was under way',
		'Run again if it is still needed.',
	],
};

function tooFewCredits({ account, credits = {} }: ExplainContext): string {
	const named = account ? ` "${account}"` : '';
	const { left, needed } = credits;
	if (left === undefined) return `Not enough credits on the SMS account${named}`;
	const unit = left === 1 ? 'credit' : 'credits';
	const more = needed === undefined ? 'and that is not enough' : `${needed} needed`;
	return `${left} ${unit} left on the SMS account${named}, ${more}`;
}

const TOKEN_REFUSED: Explainer = () => [
	'OVHcloud refused the access token of the service account',
	'Nothing was done by this request. The node has fetched a new token, and that was refused, too. Check in the OVHcloud control panel that the service account still exists.',
];

/** What a refusal means where there are no keys. */
const OF_SERVICE_ACCOUNTS: Partial<Record<FailureKind, Explainer>> = {
	unauthorized: TOKEN_REFUSED,
	consumerKey: TOKEN_REFUSED,
	consumerKeyState: TOKEN_REFUSED,
};

const WAIT_FOR_SENDER =
	'That takes up to 72 hours; "Sender: Get" shows its status. Until then choose another sender from the list, or send through a short number.';
const OTHER_SENDER =
	'Choose a sender from the list, ask for a new one with "Sender: Create" (validation takes up to 72 hours), or send through a short number.';

/** By OVHcloud's status of a sender. */
const SENDER_STATES = new Map<string | undefined, string>([
	['waitingValidation', "waits for OVHcloud's validation"],
	['refused', 'was refused by OVHcloud'],
	['disable', 'is disabled'],
	['enable', 'is validated, and yet OVHcloud refuses it for this message'],
]);

function explainPolicy(facts: FailureFacts, context: ExplainContext): [string, string] {
	const actions = missingActions(facts);
	const what = actions.length > 0 ? actions.join(', ') : 'this call';
	const isNamed = context.identity ?? context.clientId;
	return [
		`OVHcloud's access policies (IAM) do not allow ${what}`,
		actions.length > 0 && isNamed
			? `Have the action added to a policy of this user, or this policy created (POST /v2/iam/policy): ${policyFor(actions, context)}`
			: 'Ask whoever manages the OVHcloud account to grant this user the SMS action in the IAM policies.',
	];
}

function explainNotFound(facts: FailureFacts, context: ExplainContext): [string, string] {
	const { account, knownAccounts, endpoint } = context;
	if (/invalid \(or empty\) url/i.test(facts.reason ?? '')) {
		return [
			"OVHcloud's API does not know this address",
			`Check that the Base URL of the credential ends in the API version, such as /1.0 (it is ${endpoint.baseUrl}).`,
		];
	}
	if (!account || !facts.path.startsWith('/sms/')) {
		return ['OVHcloud does not find this object', 'Check the ID; it may have been deleted.'];
	}
	const virtualNumber = /\/virtualNumbers\/([^/]+)/.exec(facts.path)?.[1];
	if (virtualNumber && knownAccounts?.includes(account)) {
		return [
			`The SMS account "${account}" has no virtual number ${decodeURIComponent(virtualNumber)}`,
			'Choose the number from the list ("Virtual Number: Get Many" shows them), or correct it. It may belong to another account.',
		];
	}
	if (knownAccounts?.includes(account)) {
		return [
			`OVHcloud does not find this object on the SMS account "${account}"`,
			'Check its ID or name; it may have been deleted, or belong to another account.',
		];
	}
	const hint = knownAccounts
		? `This token sees ${knownAccounts.length ? knownAccounts.map((name) => `"${name}"`).join(', ') : 'no SMS account at all'}.`
		: 'Account names look like sms-ab12345-1 and are shown in the SMS section of the OVHcloud control panel.';
	return [
		knownAccounts
			? `There is no SMS account "${account}" for this token`
			: `OVHcloud does not find this on the SMS account "${account}"`,
		`${hint} Choose the account from the list or correct its name.`,
	];
}

function onTokenPage(endpoint: Endpoint): string {
	const page = tokenPageFor(endpoint);
	return page ? ` on ${page}` : '';
}

const UNKNOWN_EFFECT =
	'It was not repeated, so that nothing happens twice. Look at the account (sent and pending messages) before you run it again.';

/** Where the node looks, what for, and before what. */
interface Look {
	where: string;
	what: string;
	before: string;
}

const MESSAGES: Look = { where: 'history', what: 'this message', before: 'sends' };

/** By the last word of the route whose answer was lost. */
const LOOKS: Record<string, Look> = {
	'POST jobs': MESSAGES,
	'POST batches': { where: 'batches', what: 'this one', before: 'creates one' },
	'POST receivers': { where: 'receiver lists', what: 'this one', before: 'creates one' },
	'POST document': { where: 'receiver lists', what: 'this one', before: 'creates one' },
};

/** By the last word of the route. */
function looksFor({ method, route }: FailureFacts) {
	return LOOKS[`${method} ${route.slice(route.lastIndexOf('/') + 1)}`];
}

function lookedUp(facts: FailureFacts): string {
	const { lookUp, lookUpFailure } = facts;
	if (lookUp === undefined) return '';
	const { where, what, before } = looksFor(facts) ?? MESSAGES;
	const seen =
		lookUp === 'failed'
			? `The node tried to look at OVHcloud's ${where}, and that failed, too (${lookUpFailure}).`
			: `The node looked at OVHcloud's ${where} for a minute, and ${what} does not show there; it may show later.`;
	return `${seen} If this execution tries again, it looks there before it ${before}, and does so only when two minutes have left no trace.`;
}

/** A failure in the user's terms, with OVHcloud's own message, code and query ID kept. */
export function explain(facts: FailureFacts, context: ExplainContext): Explanation {
	const special = context.clientId ? OF_SERVICE_ACCOUNTS[facts.kind] : undefined;
	const [message, how] = (special ?? EXPLAINERS[facts.kind])(facts, context);
	const unknown = facts.effect === 'unknown' && !facts.idempotent;
	const advice = [unknown ? UNKNOWN_EFFECT : how, lookedUp(facts), facts.leftBehind]
		.filter(Boolean)
		.join(' ');
	return {
		// In the message, since n8n's error output gives nothing else.
		message: unknown ? `${notKnown(facts)}: ${lowerFirst(message)}` : message,
		description: `${advice} ${ovhWords(facts)}`,
	};
}

function notKnown(facts: FailureFacts): string {
	return looksFor(facts)
		? 'Not known whether OVHcloud has it'
		: 'Not known whether OVHcloud carried this out';
}

function lowerFirst(text: string): string {
	return /^OVHcloud/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function ovhWords({ method, path, status, code, reason, queryId }: FailureFacts): string {
	// Only OVHcloud's own words are quoted; without an answer the reason is the network's code.
	const quoted = reason && (status ? `"${reason}"` : reason);
	const said = [status && `HTTP ${status}`, code, quoted].filter(Boolean);
	return `(${[`${method} ${path}`, said.join(' '), queryId && `query ID ${queryId}`]
		.filter(Boolean)
		.join(': ')
		.replace(/: query ID/, ', query ID')})`;
}
