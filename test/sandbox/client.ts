import { createHash } from 'node:crypto';
import type { Keys, Sandbox } from '../../sandbox';

export interface Call {
	method?: string;
	/** Below the base URL, query included, already encoded. */
	path: string;
	/** Sent as JSON; a string is sent as it is. */
	body?: unknown;
	keys?: Keys;
	/** Unix seconds. */
	timestamp?: number | string;
	headers?: Record<string, string | undefined>;
	/** Instead of the sandbox's `/1.0`. */
	baseUrl?: string;
}

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body; undefined when it is no JSON. */
	json: unknown;
}

/** Signs as OVHcloud documents it, written apart from both the sandbox and the package. */
export function sign(keys: Keys, method: string, url: string, body: string, time: number | string) {
	const parts = [keys.applicationSecret, keys.consumerKey, method, url, body, time];
	return '$1$' + createHash('sha1').update(parts.join('+')).digest('hex');
}

/** Sends one signed request. A header given as undefined is left out. */
export async function call(sandbox: Sandbox, request: Call): Promise<Answer> {
	const { method = 'GET', keys = sandbox.keys } = request;
	const url = (request.baseUrl ?? sandbox.baseUrl) + request.path;
	const body = textOf(request.body);
	const timestamp = request.timestamp ?? Math.floor(Date.now() / 1000);
	const headers = {
		'X-Ovh-Application': keys.applicationKey,
		'X-Ovh-Consumer': keys.consumerKey,
		'X-Ovh-Timestamp': String(timestamp),
		'X-Ovh-Signature': sign(keys, method, url, body, timestamp),
		...(body === '' ? {} : { 'Content-Type': 'application/json' }),
		...request.headers,
	};
	return await send(url, method, headers, body);
}

/** Sends one request exactly as given. Redirects are not followed. */
export async function send(
	url: string,
	method: string,
	headers: Record<string, string | undefined>,
	body = '',
	signal?: AbortSignal,
): Promise<Answer> {
	const given = Object.entries(headers).filter((entry): entry is [string, string] => !!entry[1]);
	const response = await fetch(url, {
		method,
		headers: given,
		body: body === '' ? undefined : body,
		redirect: 'manual',
		signal,
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

/** The ids of a list, or of a sending report. */
export function idsOf(answer: Answer): number[] {
	return Array.isArray(answer.json) ? answer.json : (answer.json as { ids: number[] }).ids;
}

function textOf(body: unknown): string {
	if (body === undefined) return '';
	return typeof body === 'string' ? body : JSON.stringify(body);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
