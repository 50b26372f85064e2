/**
 * Where OVHcloud's own services have their names; its object storage lies below `cloud.ovh.net` and
 * `cloud.ovh.us`.
 */
const OVHCLOUD_DOMAINS = ['ovh.com', 'ovh.net', 'ovh.us', 'ovhcloud.com'];

/** Names that only a network of one's own knows. */
const PRIVATE_NAME = /^[a-z\d_-]+$|(^|\.)(localhost|local|internal)$/;

/** Loopback, RFC 1918, and their IPv6 counterparts; 169.254 is not among them: clouds use it. */
const PRIVATE_IPV4 = /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/;
const PRIVATE_IPV6 = /^\[(::1|f[cd][\da-f]{2}:[\da-f:]*|fe[89ab][\da-f]:[\da-f:]*)\]$/;

/** Whether an address names a server of OVHcloud's. */
export function isOvhcloud({ hostname }: URL): boolean {
	return OVHCLOUD_DOMAINS.some((domain) => hostname.endsWith(`.${domain}`));
}

/** Whether requests to an address stay on this machine or a private network. */
export function isPrivate({ hostname }: URL): boolean {
	// The parser has written numbers in any other form as four decimals.
	const isNumeric = /^[\d.]+$/.test(hostname);
	if (isNumeric) return PRIVATE_IPV4.test(hostname);
	return PRIVATE_NAME.test(hostname) || PRIVATE_IPV6.test(hostname);
}
