import { type ArrayFormat, encodeQuery } from '../ovh/address';
import { resolveEndpoint } from '../ovh/endpoints';
import { guardedBody } from './guard';
import { isListProof, LIST_PROOF_HEADER } from './listProof';

/** What both credentials store beside their secrets. */
export interface Settings {
	endpoint: string;
	baseUrl?: string;
	/** See `Rules`. */
	allowedCountries?: unknown;
	redirectTo?: unknown;
	defaultCountry?: unknown;
}

/**
 * The part of n8n's request options that decides what is sent, in the shapes of both helpers:
 * `baseURL` + `url` with `qs` and `body`, and the HTTP Request node's `uri`.
 */
export interface RequestOptions {
	method?: string;
	baseURL?: string;
	url?: string;
	uri?: string;
	qs?: Record<string, unknown>;
	arrayFormat?: string;
	qsStringifyOptions?: { arrayFormat?: string };
	useQuerystring?: boolean;
	body?: unknown;
	form?: unknown;
	formData?: unknown;
	headers?: Record<string, unknown>;
	[other: string]: unknown;
}

/** How a credential authorises. */
interface Authoriser {
	/** In errors: `signs requests`. */
	does: string;
	/** Proves that the node has checked the numbers of a list. */
	secret: string;
	/** Headers that nobody else may set. */
	ownHeaders: RegExp;
	/** What authorises the request, as it will be sent. */
	headers: (request: CheckedRequest) => Record<string, string>;
}

/** A request as it will be sent, but for what authorises it. */
interface CheckedRequest {
	/** Upper case. */
	method: string;
	/** Complete and percent-encoded. */
	url: string;
	body?: Buffer;
}

const BODYLESS_METHODS = ['GET', 'HEAD', 'DELETE'];
const NOT_JSON = [
	'URLSearchParams',
	'FormData',
	'Blob',
	'File',
	'ReadableStream',
	'ArrayBuffer',
].map((name) => `[object ${name}]`);

/**
 * Request options that make n8n send exactly the bytes and the address that were checked and
 * authorised: one complete address, the body as bytes, and nothing left for the HTTP client to
 * serialise. Where the credential has rules, what is sent is what was held against them.
 * @throws Error when the address is not the endpoint's, the body cannot be sent as JSON, or a rule
 *   forbids it.
 */
export function authorisedRequest<T extends RequestOptions>(
	credential: Settings,
	options: T,
	authoriser: Authoriser,
): T {
	const method = String(options.method ?? 'GET').toUpperCase();
	const url = checkedAddress(credential, options, authoriser.does);
	const given = BODYLESS_METHODS.includes(method) ? undefined : bodyBytes(options);
	const proof = headerOf(options.headers, LIST_PROOF_HEADER);
	const isListChecked = isListProof(proof, authoriser.secret, { method, url, body: given });
	const { body, isRewritten } = guardedBody(credential, {
		method,
		url,
		headers: Object.keys(options.headers ?? {}),
		body: given,
		isListChecked,
	});
	const isKept = (name: string) =>
		!authoriser.ownHeaders.test(name) &&
		name.toLowerCase() !== LIST_PROOF_HEADER &&
		!(isRewritten && BODY_HEADERS.test(name));
	const headers = Object.fromEntries(
		Object.entries(options.headers ?? {}).filter(([name]) => isKept(name)),
	);
	return {
		...withoutSerialised(options),
		method,
		url,
		...(body && { body }),
		headers: {
			...(body && !hasHeader(headers, 'content-type') && { 'Content-Type': 'application/json' }),
			...headers,
			...authoriser.headers({ method, url, ...(body && { body }) }),
		},
		// Custom headers would be sent on to wherever a redirect points.
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
		maxRedirects: 0,
	} as unknown as T;
}

/** The options without those that are now part of the address and the body. */
function withoutSerialised(options: RequestOptions): Record<string, unknown> {
	const serialised = ['baseURL', 'url', 'uri', 'qs', 'body', 'form', 'formData'];
	return Object.fromEntries(Object.entries(options).filter(([name]) => !serialised.includes(name)));
}

function checkedAddress(credential: Settings, options: RequestOptions, does: string): string {
	const { name, baseUrl } = resolveEndpoint(credential);
	const asked = String(options.url || options.uri || '');
	const absolute = /^[a-z][a-z\d+.-]*:/i.test(asked)
		? asked
		: `${(options.baseURL || baseUrl).replace(/(?<!\/)\/+$/, '')}/${asked.replace(/^\/+/, '')}`;
	const { origin } = new URL(baseUrl);
	// OVHcloud has several versions of its API side by side; another server may hold anything.
	const allowed = name === 'custom' ? baseUrl : origin;
	const target = URL.canParse(absolute) ? new URL(absolute) : undefined;
	if (!target || target.username || target.password || !isBelow(target, allowed)) {
		throw new Error(
			`This credential ${does} for ${allowed} only, not for ${target?.origin ?? `"${asked}"`}. ` +
				'Correct the address, or choose the matching endpoint in the credential.',
		);
	}
	target.hash = '';
	// The HTTP client drops a lone "?", so it must not be signed.
	if (!target.search) target.search = '';
	const query = encodeQuery(options.qs ?? {}, arrayFormat(options));
	if (query) target.search += `${target.search ? '&' : '?'}${query}`;
	return target.href;
}

/** Whether an address lies below another one, also for a server that decodes the path once more. */
function isBelow({ origin, pathname }: URL, base: string): boolean {
	const climbs = /(^|\/|%2f|%5c)(\.|%2e){2}(\/|%2f|%5c|$)/i.test(pathname);
	return `${origin}${pathname}`.startsWith(`${base}/`) && !climbs;
}

function arrayFormat(options: RequestOptions): ArrayFormat {
	const asked = options.arrayFormat ?? options.qsStringifyOptions?.arrayFormat;
	return asked === 'brackets' || asked === 'indices' ? asked : 'repeat';
}

/** The body as the bytes to send: strings and buffers untouched, anything else as JSON. */
function bodyBytes({ body, form, formData }: RequestOptions): Buffer | undefined {
	if (form !== undefined || formData !== undefined || isStreamed(body)) {
		throw new Error(
			'OVHcloud\'s API takes JSON. Choose "JSON" (or "Raw" with JSON text) as the body content type.',
		);
	}
	const bytes = toBytes(body);
	return bytes?.length ? bytes : undefined;
}

function toBytes(body: unknown): Buffer | undefined {
	if (body === undefined || body === null) return undefined;
	if (Buffer.isBuffer(body)) return body;
	if (typeof body === 'string') return Buffer.from(body, 'utf8');
	const empty = typeof body === 'object' && !Array.isArray(body) && !Object.keys(body).length;
	return empty ? undefined : Buffer.from(JSON.stringify(body), 'utf8');
}

/** Bodies that have no JSON: streams, forms and binary data other than a Buffer. */
function isStreamed(body: unknown): boolean {
	if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return false;
	const kind = Object.prototype.toString.call(body);
	return 'pipe' in body || ArrayBuffer.isView(body) || NOT_JSON.includes(kind);
}

/** What would have a server read the body as something else than the JSON that was checked. */
const BODY_HEADERS = /^content-(type|encoding|length)$/i;

export function headerOf(headers: Record<string, unknown> = {}, name: string): unknown {
	return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function hasHeader(headers: Record<string, unknown>, name: string): boolean {
	return Object.keys(headers).some((key) => key.toLowerCase() === name);
}
