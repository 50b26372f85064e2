import { isPrivate } from './hosts';

/** The API's doors by the names that OVHcloud's own clients use; `custom` is any other base address. */
export type EndpointName =
	| 'ovh-eu'
	| 'ovh-ca'
	| 'ovh-us'
	| 'soyoustart-eu'
	| 'soyoustart-ca'
	| 'kimsufi-eu'
	| 'kimsufi-ca'
	| 'custom';

interface KnownEndpoint {
	/** What the user reads in the list. */
	label: string;
	/** Address up to and including the API version, no trailing slash. */
	baseUrl: string;
	/** Page that creates the three keys at once. */
	tokenPage: string;
	/** Gives access tokens to service accounts, where the brand has them. */
	tokenUrl?: string;
}

/** Source: endpoint tables of ovh/node-ovh, ovh/php-ovh, ovh/go-ovh and OVHcloud's guides. */
export const ENDPOINTS: Record<Exclude<EndpointName, 'custom'>, KnownEndpoint> = {
	'ovh-eu': {
		label: 'OVHcloud Europe (ovh-eu)',
		baseUrl: 'https://eu.api.ovh.com/1.0',
		tokenPage: 'https://auth.eu.ovhcloud.com/api/createToken',
		tokenUrl: 'https://www.ovh.com/auth/oauth2/token',
	},
	'ovh-ca': {
		label: 'OVHcloud Canada (ovh-ca)',
		baseUrl: 'https://ca.api.ovh.com/1.0',
		tokenPage: 'https://auth.ca.ovhcloud.com/api/createToken',
		tokenUrl: 'https://ca.ovh.com/auth/oauth2/token',
	},
	'ovh-us': {
		label: 'OVHcloud US (ovh-us)',
		baseUrl: 'https://api.us.ovhcloud.com/1.0',
		tokenPage: 'https://auth.us.ovhcloud.com/api/createToken',
		tokenUrl: 'https://us.ovhcloud.com/auth/oauth2/token',
	},
	'soyoustart-eu': {
		label: 'So You Start Europe (soyoustart-eu)',
		baseUrl: 'https://eu.api.soyoustart.com/1.0',
		tokenPage: 'https://eu.api.soyoustart.com/createToken/',
	},
	'soyoustart-ca': {
		label: 'So You Start Canada (soyoustart-ca)',
		baseUrl: 'https://ca.api.soyoustart.com/1.0',
		tokenPage: 'https://ca.api.soyoustart.com/createToken/',
	},
	'kimsufi-eu': {
		label: 'Kimsufi Europe (kimsufi-eu)',
		baseUrl: 'https://eu.api.kimsufi.com/1.0',
		tokenPage: 'https://eu.api.kimsufi.com/createToken/',
	},
	'kimsufi-ca': {
		label: 'Kimsufi Canada (kimsufi-ca)',
		baseUrl: 'https://ca.api.kimsufi.com/1.0',
		tokenPage: 'https://ca.api.kimsufi.com/createToken/',
	},
};

/** The endpoints at which service accounts exist. */
export const OAUTH2_ENDPOINTS = (Object.keys(ENDPOINTS) as Array<keyof typeof ENDPOINTS>).filter(
	(name) => ENDPOINTS[name].tokenUrl,
);

export interface Endpoint {
	name: EndpointName;
	baseUrl: string;
	/** Absent for `custom`. */
	tokenPage?: string;
}

/** One access rule of a consumer key, as OVHcloud writes it: `GET /sms/*`. */
export interface AccessRule {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: string;
}

/**
 * Rights for everything this package does. `/sms/*` does not cover `/sms` itself, and both
 * `/sms` and `/sms/` are seen in OVHcloud's own links, so both are asked for. The documents are
 * for lists of recipients and exports; without PUT and DELETE there, those files stay.
 */
export const ALL_RIGHTS: AccessRule[] = [
	{ method: 'GET', path: '/sms' },
	{ method: 'GET', path: '/sms/' },
	{ method: 'GET', path: '/sms/*' },
	{ method: 'POST', path: '/sms/*' },
	{ method: 'PUT', path: '/sms/*' },
	{ method: 'DELETE', path: '/sms/*' },
	{ method: 'GET', path: '/me/document/*' },
	{ method: 'POST', path: '/me/document' },
	{ method: 'PUT', path: '/me/document/*' },
	{ method: 'DELETE', path: '/me/document/*' },
];

/**
 * The endpoint that a credential names.
 * @throws Error when the name is unknown, or the custom address is no http(s) address or would send
 *   the consumer key unencrypted through the internet
 */
export function resolveEndpoint(credential: { endpoint?: unknown; baseUrl?: unknown }): Endpoint {
	const name = String(credential.endpoint ?? 'ovh-eu');
	if (name === 'custom') return { name, baseUrl: customBaseUrl(credential.baseUrl) };
	if (!isKnown(name)) {
		throw new Error(
			`The credential's endpoint "${name}" is not known. Choose one of ${Object.keys(ENDPOINTS).join(', ')} or custom.`,
		);
	}
	const { baseUrl, tokenPage } = ENDPOINTS[name];
	return { name, baseUrl, tokenPage };
}

/**
 * Where an endpoint gives access tokens. A server in OVHcloud's place (the sandbox, a proxy) has the
 * address under its own name.
 * @throws Error for the brands that have no service accounts
 */
export function tokenUrlOf({ name, baseUrl }: Endpoint): string {
	const { origin } = new URL(baseUrl);
	const known = Object.values(ENDPOINTS).find(
		(endpoint) => new URL(endpoint.baseUrl).origin === origin,
	);
	if (!known) return `${origin}/auth/oauth2/token`;
	if (known.tokenUrl) return known.tokenUrl;
	throw new Error(
		`The credential's endpoint "${name}" has no service accounts. Choose one of ${OAUTH2_ENDPOINTS.join(', ')} or custom.`,
	);
}

/** Whether an address is one of OVHcloud's own endpoints. */
export function isKnownBaseUrl(address: string): boolean {
	return Object.values(ENDPOINTS).some(({ baseUrl }) => baseUrl === address);
}

function isKnown(name: string): name is keyof typeof ENDPOINTS {
	return Object.hasOwn(ENDPOINTS, name);
}

/** OVHcloud's API has the versions 1.0, v1 and v2. */
const VERSION_AT_END = /\/(1\.0|v\d+)$/;

function customBaseUrl(value: unknown): string {
	const text = String(value ?? '').trim();
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (
		!url ||
		!['http:', 'https:'].includes(url.protocol) ||
		url.username ||
		url.password ||
		url.search
	) {
		throw new Error(
			'The credential\'s "Base URL" must be an address that ends in the API version, for example https://eu.api.ovh.com/1.0',
		);
	}
	const path = url.pathname.replace(/(?<!\/)\/+$/, '');
	if (!VERSION_AT_END.test(path)) {
		throw new Error(
			`The credential's "Base URL" must end in the API version: write ${url.origin}${path === '/' ? '' : path}/1.0`,
		);
	}
	if (url.protocol === 'http:' && !isPrivate(url)) {
		throw new Error(
			`The credential's "Base URL" must begin with https:// for ${url.hostname}: requests hold the consumer key. http:// may lead to this machine, private addresses, names without a dot, .local and .internal only.`,
		);
	}
	return `${url.origin}${path}`;
}

/**
 * OVHcloud's page that creates the keys, with the rights filled in.
 * @returns undefined for a custom endpoint, whose page is unknown.
 */
export function tokenPageFor(
	endpoint: Endpoint,
	rules: AccessRule[] = ALL_RIGHTS,
): string | undefined {
	if (!endpoint.tokenPage) return undefined;
	return `${endpoint.tokenPage}?${rules.map(({ method, path }) => `${method}=${path}`).join('&')}`;
}
