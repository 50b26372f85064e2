import { effectOf, type FailureFacts, kindOf, OvhError, readErrorBody } from './errors';
import { parseJson } from './json';
import { parseRetryAfter } from './retry';
import { type ApiAnswer, classifyTransportFailure, TransportFailure } from './transport';

/** What names a call in an error. */
export type CallName = Pick<FailureFacts, 'method' | 'route' | 'path' | 'idempotent'>;

/** What became of one request. */
export type Outcome = { ok: true; value: unknown } | { ok: false; error: OvhError };

/** Cancelled while other requests made it wait: it was never sent. */
export function cancelledBefore(name: CallName): OvhError {
	return new OvhError({ ...name, effect: 'none', kind: 'cancelled' });
}

/** Nothing more is tried; what is known of the last try still holds. */
export function cancelledWhileWaiting({ facts }: OvhError): OvhError {
	const { method, route, path, idempotent, effect } = facts;
	return new OvhError({ method, route, path, idempotent, effect, kind: 'cancelled' });
}

export function readAnswer(base: CallName, answer: ApiAnswer): Outcome {
	const parsed = jsonIn(answer.body);
	const succeeded = answer.status >= 200 && answer.status < 300;
	if (succeeded && parsed.ok) return { ok: true, value: parsed.value };
	const errorBody = parsed.ok ? readErrorBody(parsed.value) : {};
	const kind = succeeded ? 'unreadable' : kindOf(answer.status, errorBody, parsed.ok);
	const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], Date.now());
	return {
		ok: false,
		error: new OvhError({
			...base,
			kind,
			effect: effectOf(kind, succeeded ? {} : errorBody),
			status: answer.status,
			code: errorBody.code,
			reason: errorBody.message,
			...(errorBody.missingActions && { missingActions: errorBody.missingActions }),
			queryId: answer.headers['x-ovh-queryid'],
			...(retryAfterMs !== undefined && { retryAfterMs }),
		}),
	};
}

function jsonIn(text: string): { ok: true; value: unknown } | { ok: false } {
	if (text.trim() === '') return { ok: true, value: null };
	try {
		return { ok: true, value: parseJson(text) };
	} catch {
		return { ok: false };
	}
}

/** @param error of an attempt: of the transport, or of what comes before it */
export function transportError(base: CallName, error: unknown): OvhError {
	if (error instanceof OvhError) return error;
	if (!(error instanceof TransportFailure)) {
		// A transport fails with a TransportFailure; anything else happened before it.
		return new OvhError({
			...base,
			kind: 'badRequest',
			effect: 'none',
			reason: error instanceof Error ? error.message : String(error),
		});
	}
	const kinds = {
		neverConnected: { kind: 'connection', effect: 'none' },
		notSent: { kind: 'cancelled', effect: 'none' },
		cancelled: { kind: 'cancelled', effect: 'unknown' },
		timeout: { kind: 'timeout', effect: 'unknown' },
		broken: { kind: 'connection', effect: 'unknown' },
	} as const;
	const outcome = kinds[classifyTransportFailure(error.code)];
	return new OvhError({ ...base, ...outcome, reason: error.code });
}

/** The answer of the storage to a request for a file. */
export function readFileAnswer(name: CallName, { status, body }: ApiAnswer): Outcome {
	if (status >= 200 && status < 300) return { ok: true, value: body };
	const kind = status >= 500 ? 'server' : 'forbidden';
	const error = new OvhError({ ...name, kind, effect: 'none', status });
	return { ok: false, error };
}
