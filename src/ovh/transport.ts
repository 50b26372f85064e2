/** One request as the client wants it sent. */
export interface ApiRequest {
	method: string;
	/** Complete address, query included and percent-encoded. */
	url: string;
	/** JSON text, or a file for the storage. */
	body?: string | Buffer;
	headers: Record<string, string>;
	/** Without keys and signature where false (`/auth/time`). */
	signed: boolean;
	/** See `ApiCall`. */
	idempotent?: boolean;
	/** Milliseconds without an answer after which the transport gives up. */
	timeoutMs: number;
	/** Whether the numbers of the list that it names were checked in this run. */
	listChecked?: boolean;
}

/** Any answer that arrived, whatever its status. */
export interface ApiAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	/** The body as text. */
	body: string;
}

/** Sends one request once: no repeats, no redirects, rejects with a `TransportFailure`. */
export type Transport = (request: ApiRequest) => Promise<ApiAnswer>;

/** No answer arrived. */
export class TransportFailure extends Error {
	override readonly name = 'TransportFailure';

	/** @param code the network's error code, such as `ECONNRESET`, where known */
	constructor(
		readonly code: string | undefined,
		message: string,
	) {
		super(message);
	}
}

/**
 * Codes that only occur before a connection exists, so that nothing can have been sent. (An
 * unreachable host or network may also end a connection that exists.)
 */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EADDRNOTAVAIL',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Code of a request that was cancelled before it was sent. */
export const NOT_SENT = 'CANCELLED_BEFORE_SENDING';

const TIMEOUTS = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** Whether the request certainly never left, ran out of time, was cancelled, or broke on the way. */
export function classifyTransportFailure(
	code: string | undefined,
): 'neverConnected' | 'timeout' | 'cancelled' | 'notSent' | 'broken' {
	if (code === NOT_SENT) return 'notSent';
	if (code && NEVER_CONNECTED.has(code)) return 'neverConnected';
	if (code && TIMEOUTS.has(code)) return 'timeout';
	return code === 'ERR_CANCELED' ? 'cancelled' : 'broken';
}
