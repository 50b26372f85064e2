import { type AuthRefusal, authRefusal } from './refusals';

/** Why a call failed, in terms that decide what to do next. */
export type FailureKind =
	| AuthRefusal
	| 'unauthorized'
	| 'serviceAccount'
	| 'noCredit'
	| 'unknownSender'
	| 'contactInShortNumber'
	| 'notFound'
	| 'expiredService'
	| 'conflict'
	| 'rateLimit'
	| 'badRequest'
	| 'forbidden'
	| 'server'
	| 'unreadable'
	| 'notReady'
	| 'redirect'
	| 'connection'
	| 'timeout'
	| 'unreachable'
	| 'cancelled';

/**
 * Whether a call took effect. `unknown` is said whenever OVHcloud may have acted on the request
 * although no usable answer came back; nobody may repeat such a write blindly.
 */
export type Effect = 'none' | 'unknown';

export interface FailureFacts {
	kind: FailureKind;
	method: string;
	/** Path template of the API, such as `/sms/{serviceName}/jobs`. */
	route: string;
	/** The path that was called, without the query. */
	path: string;
	effect: Effect;
	/** Whether it may be repeated whatever became of it: a read, or a change to a certain state. */
	idempotent?: boolean;
	/** What a look at the account told after the answer was lost: nothing shows yet, or it failed. */
	lookUp?: 'failed' | 'nothing';
	/** Why the look failed. */
	lookUpFailure?: string;
	/** What is left on the account after the failure, as a sentence. */
	leftBehind?: string;
	/** HTTP status, absent where no answer came. */
	status?: number;
	/** OVHcloud's `errorCode` or `class`. */
	code?: string;
	/** OVHcloud's own words, or the network's error code. */
	reason?: string;
	/** Names of the IAM actions that OVHcloud misses, in its own words. */
	missingActions?: string;
	/** `X-OVH-QueryID`, which OVHcloud's support asks for. */
	queryId?: string;
	/** Milliseconds to wait by the answer's `Retry-After`. */
	retryAfterMs?: number;
}

/** A call to the API that failed. Holds facts only: no request, no headers, no keys. */
export class OvhError extends Error {
	override readonly name = 'OvhError';

	constructor(readonly facts: FailureFacts) {
		super(`${facts.method} ${facts.path}: ${facts.reason ?? facts.kind}`);
	}
}

/** Whether a change may have been made although no usable answer came back. */
export function isLostChange(error: unknown): error is OvhError {
	if (!(error instanceof OvhError)) return false;
	return error.facts.effect === 'unknown' && !error.facts.idempotent;
}

/** The parts of an answer's body that OVHcloud's two error shapes have in common. */
export interface ErrorBody {
	code?: string;
	message?: string;
	missingActions?: string;
}

/** Reads both shapes: `{errorCode, message}` and `{class, message}`; HTML gives neither. */
export function readErrorBody(body: unknown): ErrorBody {
	if (typeof body !== 'object' || body === null) return {};
	const { errorCode, class: className, message, details } = body as Record<string, unknown>;
	const missingActions = actionsIn(details);
	const code = [errorCode, className].find((value) => typeof value === 'string');
	return {
		...(typeof code === 'string' && { code }),
		...(typeof message === 'string' && { message }),
		...(missingActions && { missingActions }),
	};
}

/** Source: OVHcloud's guide on the results of IAM policies; `error.go` of ovh/go-ovh. */
function actionsIn(details: unknown): string {
	if (typeof details !== 'object' || details === null) return '';
	const { unauthorizedActionsByIAM: byPolicy, unauthorizedActionsByAuthentication: byToken } =
		details as Record<string, unknown>;
	return [byPolicy, byToken].filter((names) => typeof names === 'string' && names).join(', ');
}

/** Wordings of the route layer; OVHcloud gives no codes for them. Sources: see `AUTH_REFUSALS`. */
const WORDINGS: Array<[FailureKind, RegExp]> = [
	['unknownSender', /^(?:\w{1,10} ){0,3}sender\b.*\bdoes not exist/i],
	['noCredit', /\b(enough|insufficient|no more|no) credits?\b/i],
	['contactInShortNumber', /contact information|short ?code/i],
];

const KIND_BY_STATUS: Record<number, FailureKind> = {
	400: 'badRequest',
	401: 'unauthorized',
	403: 'forbidden',
	404: 'notFound',
	408: 'server',
	409: 'conflict',
	429: 'rateLimit',
	460: 'expiredService',
};

/**
 * What an answer outside 2xx means.
 * @param isJson whether it was in the API's format: a proxy's page says nothing of OVHcloud
 */
export function kindOf(status: number, error: ErrorBody, isJson = true): FailureKind {
	const message = error.message ?? '';
	const hasWords = status < 500 && status !== 404 && status !== 429;
	const worded = hasWords && WORDINGS.find(([, pattern]) => pattern.test(message))?.[0];
	if (worded) return worded;
	if (!isJson && [400, 401, 403, 404].includes(status)) return 'unreadable';
	// Without a word in it, a proxy may have said it.
	if (status === 401 && !message && !error.code) return 'badRequest';
	const refusal = status >= 400 && status < 404 ? authRefusal(error) : undefined;
	if (refusal) return refusal;
	if (status === 403 && error.missingActions) return 'iam';
	if (status >= 300 && status < 400) return 'redirect';
	return KIND_BY_STATUS[status] ?? (status >= 500 ? 'server' : 'badRequest');
}

/**
 * Whether a write that got this answer may have taken effect. A refusal in the API's own words did
 * not. An answer in the 5xx range (or 408), and any page that is not the API's, says nothing: it may
 * come from a proxy behind which the call went on. Only "too many requests" is said before that, in
 * whatever form.
 */
export function effectOf(kind: FailureKind, { message }: ErrorBody): Effect {
	if (kind === 'rateLimit') return 'none';
	return kind !== 'server' && message !== undefined ? 'none' : 'unknown';
}
