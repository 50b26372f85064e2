import { type ArrayFormat, encodeQuery } from '../ovh/address';
import { resolveEndpoint } from '../ovh/endpoints';
import { signature } from '../ovh/signature';
import { guardedBody } from './guard';
import { isListProof, LIST_PROOF_HEADER } from './listProof';

/** The three keys and the endpoint, as the credential stores them. */
export interface OvhCredential {
	endpoint: string;
	baseUrl?: string;
	applicationKey: string;
	applicationSecret: string;
	consumerKey: string;
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

const BODYLESS_METHODS = ['GET', 'HEAD', 'DELETE'];
const NOT_JSON = [
	'URLSearchParams',
	'FormData',
	'Blob',
	'File',
	'ReadableStream',
	'ArrayBuffer',
].map((name) => `[object ${name}]`);
const TIMESTAMP_HEADER = 'x-ovh-timestamp';

/**
 * Request options that make n8n send exactly the bytes and the address that were signed: one
 * complete address, the body as bytes, and nothing left for the HTTP client to serialise.
 * A timestamp that the caller has set (server time) is kept. Where the credential has rules, what
 * is signed is what was held against them.
 * @throws Error when a key is missing, the address is not the endpoint's, the body cannot be sent
 *   as JSON, or a rule forbids it.
 */
export function signRequest<T extends RequestOptions>(credential: OvhCredential, options: T): T {
	const keys = requireKeys(credential);
	const method = String(options.method ?? 'GET').toUpperCase();
	const url = signedAddress(credential, options);
	const given = BODYLESS_METHODS.includes(method) ? undefined : bodyBytes(options);
	const proof = headerOf(options.headers, LIST_PROOF_HEADER);
	const isListChecked = isListProof(proof, keys.applicationSecret, { method, url, body: given });
	const { body, isRewritten } = guardedBody(credential, {
		method,
		url,
		headers: Object.keys(options.headers ?? {}),
		body: given,
		isListChecked,
	});
	const { headers, timestamp } = withoutOwnHeaders(options.headers, isRewritten);

	return {
		...withoutSerialised(options),
		method,
		url,
		...(body && { body }),
		headers: {
			...(body && !hasHeader(headers, 'content-type') && { 'Content-Type': 'application/json' }),
			...headers,
			'X-Ovh-Application': keys.applicationKey,
			'X-Ovh-Consumer': keys.consumerKey,
			'X-Ovh-Timestamp': timestamp,
			'X-Ovh-Signature': signature({
				...keys,
				method,
				url,
				body: body ?? '',
				timestamp,
			}),
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

const KEY_LABELS = {
	applicationKey: 'Application Key',
	applicationSecret: 'Application Secret',
	consumerKey: 'Consumer Key',
};

type Keys = Record<keyof typeof KEY_LABELS, string>;

/**
 * The three keys, without the blanks that copying may have added.
 * @throws Error naming the key that is missing
 */
export function requireKeys(credential: Partial<Record<keyof Keys, unknown>>): Keys {
	const names = Object.keys(KEY_LABELS) as Array<keyof Keys>;
	const keys = names.map((name) => [name, String(credential[name] ?? '').trim()] as const);
	const missing = keys.find(([, value]) => value === '')?.[0];
	if (!missing) return Object.fromEntries(keys) as Keys;
	throw new Error(
		`The OVHcloud SMS API credential has no ${KEY_LABELS[missing]}. Fill it in and save.`,
	);
}

function signedAddress(credential: OvhCredential, options: RequestOptions): string {
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
			`This credential signs requests for ${allowed} only, not for ${target?.origin ?? `"${asked}"`}. ` +
				'Correct the address, or choose the matching endpoint in the OVHcloud SMS API credential.',
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

const OWN_HEADERS = /^x-ovh-(application|consumer|timestamp|signature|sms-list-checked)$/i;

/** What would have a server read the body as something else than the JSON that was checked. */
const BODY_HEADERS = /^content-(type|encoding|length)$/i;

/** The caller's headers without the ones that only the signature may set. */
function withoutOwnHeaders(
	given: Record<string, unknown> = {},
	isRewritten: boolean,
): { headers: Record<string, unknown>; timestamp: string } {
	const isKept = (name: string) =>
		!OWN_HEADERS.test(name) && !(isRewritten && BODY_HEADERS.test(name));
	return {
		headers: Object.fromEntries(Object.entries(given).filter(([name]) => isKept(name))),
		timestamp: String(headerOf(given, TIMESTAMP_HEADER) ?? Math.floor(Date.now() / 1000)),
	};
}

function headerOf(headers: Record<string, unknown> = {}, name: string): unknown {
	return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function hasHeader(headers: Record<string, unknown>, name: string): boolean {
	return Object.keys(headers).some((key) => key.toLowerCase() === name);
}
