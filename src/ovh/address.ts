import type { AccessRule } from './endpoints';
import type { FailureFacts } from './errors';

/** How an array in a query is written: `a=1&a=2`, `a[]=1&a[]=2` or `a[0]=1&a[1]=2`. */
export type ArrayFormat = 'repeat' | 'brackets' | 'indices';

/**
 * Query parameters as a percent-encoded string without the `?`. Encoded with `%20` rather than
 * `+` and leaving nothing for the HTTP client to encode again, since one changed byte breaks the
 * signature. `null` and `undefined` are left out, as OVHcloud's own clients do.
 */
export function encodeQuery(
	query: Record<string, unknown>,
	arrayFormat: ArrayFormat = 'repeat',
): string {
	return Object.entries(query)
		.flatMap(([name, value]) => pairs(name, value, arrayFormat))
		.map(([name, value]) => `${encode(name)}=${encode(value)}`)
		.join('&');
}

function pairs(name: string, value: unknown, format: ArrayFormat): Array<[string, string]> {
	if (value === null || value === undefined) return [];
	if (value instanceof Date) return [[name, value.toISOString()]];
	if (Array.isArray(value)) {
		return value.flatMap((entry: unknown, index) => {
			const suffix = { repeat: '', brackets: '[]', indices: `[${index}]` }[format];
			return pairs(`${name}${suffix}`, entry, format);
		});
	}
	if (typeof value === 'object') {
		return Object.entries(value).flatMap(([key, entry]) => pairs(`${name}[${key}]`, entry, format));
	}
	return [[name, String(value)]];
}

/** `encodeURIComponent`, and `'` too, which the URL parser of the HTTP client would encode. */
function encode(text: string): string {
	// Half of an emoji makes encodeURIComponent throw; as bytes it becomes U+FFFD.
	const wellFormed = Buffer.from(text, 'utf8').toString('utf8');
	return encodeURIComponent(wellFormed).replace(/'/g, '%27');
}

/**
 * Fills the placeholders of a path of the API: `/sms/{serviceName}/jobs/{id}`.
 * @throws Error naming the placeholder whose value is missing or would change the path.
 */
export function fillPath(template: string, values: Record<string, unknown>): string {
	return template.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = String(values[name] ?? '').trim();
		if (value === '' || value === '.' || value === '..') {
			throw new Error(`"${value}" is not a value for "${name}" in ${template}`);
		}
		// A comma may stand in a path, and the batch header wants it there.
		return encode(value).replace(/%2C/g, ',');
	});
}

/** The path of the access rule that covers a path template, each placeholder as a star. */
export function rulePath(template: string): string {
	return template.replace(/\{\w+\}/g, '*');
}

/** The rule that a token needs for a call. */
export function neededRule({ method, route }: Pick<FailureFacts, 'method' | 'route'>): AccessRule {
	return { method: method as AccessRule['method'], path: rulePath(route) };
}
