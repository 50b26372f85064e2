import {
	type IExecuteFunctions,
	type IHookFunctions,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
	type IPollFunctions,
	type IWebhookFunctions,
	sleep,
} from 'n8n-workflow';

import type { PostForm } from '../ovh/accessTokens';
import {
	type ApiAnswer,
	type ApiRequest,
	NOT_SENT,
	type Transport,
	TransportFailure,
} from '../ovh/transport';
import { credentialTypeOf } from './authentication';

/** What n8n gives a trigger while it is activated, called or polls. */
export type TriggerContext = IHookFunctions | IWebhookFunctions | IPollFunctions;

/** What n8n gives a node while it runs, fills a list or waits for events. */
export type NodeContext = IExecuteFunctions | ILoadOptionsFunctions | TriggerContext;

/**
 * Sends through n8n's helper, which authorises by the credential's hook. Every status comes back as an
 * answer: the helper would otherwise send a request that got 401 a second time and hide the
 * answer's headers.
 */
export function n8nTransport(context: NodeContext): Transport {
	const credentialType = credentialTypeOf(context);
	return async (request) => {
		const signal = cancelSignal(context);
		if (signal?.aborted) throw new TransportFailure(NOT_SENT, 'cancelled before it was sent');
		const options = httpOptions(request, signal);
		try {
			return answerOf(
				await (request.signed
					? context.helpers.httpRequestWithAuthentication.call(context, credentialType, options)
					: context.helpers.httpRequest(options)),
			);
		} catch (error) {
			throw failure(error);
		}
	};
}

/** Milliseconds in which a token is given, or it is not. */
const TOKEN_TIMEOUT = 15_000;

/** Posts a form through n8n's helper, without any credential. */
export function postForm({ helpers }: IHttpRequestHelper): PostForm {
	return async (url, form) => {
		try {
			return answerOf(
				await helpers.httpRequest({
					method: 'POST',
					url,
					body: new URLSearchParams(form).toString(),
					headers: {
						Accept: 'application/json',
						'Content-Type': 'application/x-www-form-urlencoded',
					},
					timeout: TOKEN_TIMEOUT,
					...ANY_ANSWER,
				}),
			);
		} catch (error) {
			throw failure(error);
		}
	};
}

/** Every answer as it is: as text, so that HTML and broken JSON can be told from JSON. */
const ANY_ANSWER = {
	encoding: 'text',
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
} as const;

function answerOf(response: unknown): ApiAnswer {
	const { statusCode, headers, body } = response as IN8nHttpFullResponse;
	return {
		status: statusCode,
		headers: headers as Record<string, string | undefined>,
		body: String(body ?? ''),
	};
}

function httpOptions(request: ApiRequest, abortSignal?: AbortSignal): IHttpRequestOptions {
	return {
		method: request.method as IHttpRequestOptions['method'],
		url: request.url,
		headers: {
			...request.headers,
			// n8n's helper throws for an answer that cannot be unpacked, and after a 401 sends once more.
			...(!request.idempotent && { 'Accept-Encoding': 'identity' }),
		},
		...(request.body !== undefined && { body: request.body }),
		timeout: request.timeoutMs,
		...ANY_ANSWER,
		...(abortSignal && { abortSignal }),
	};
}

function cancelSignal(context: NodeContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Waits; ends early when the execution is cancelled. */
export function cancellableSleep(context: NodeContext): (milliseconds: number) => Promise<void> {
	const signal = cancelSignal(context);
	return async (milliseconds) => {
		if (!signal) return await sleep(milliseconds);
		let cancel: () => void = () => undefined;
		const cancelled = new Promise<never>((_, reject) => {
			cancel = () => reject(new TransportFailure('ERR_CANCELED', 'cancelled'));
		});
		signal.addEventListener('abort', cancel, { once: true });
		if (signal.aborted) cancel();
		try {
			await Promise.race([sleep(milliseconds), cancelled]);
		} finally {
			signal.removeEventListener('abort', cancel);
		}
	};
}

/** Keeps the network's code of whatever n8n wrapped, and drops the rest: it holds the headers. */
function failure(error: unknown): TransportFailure {
	const { cause, httpCode, code, message } = (error ?? {}) as Record<string, unknown>;
	const causeCode = (cause as { code?: unknown } | undefined)?.code;
	const found = [causeCode, code, httpCode].find(
		(value): value is string => typeof value === 'string' && /^[A-Z][A-Z0-9_]+$/.test(value),
	);
	return new TransportFailure(found, typeof message === 'string' ? message : 'no answer');
}
