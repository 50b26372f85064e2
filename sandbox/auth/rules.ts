type RuleMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A right of a token: a method and a path pattern, where `*` stands for anything. */
export interface AccessRule {
	method: RuleMethod;
	path: string;
}

/** Whether `pattern` (with `*` for any text, slashes included) covers `path` (without base path and query). */
export function pathMatches(pattern: string, path: string): boolean {
	const source = pattern
		.split('*')
		.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
		.join('.*');
	return new RegExp(`^${source}$`).test(path);
}

/**
 * `/sms/*` does not cover `/sms`. OVHcloud's PHP guide calls `/sms/` with a right for `/sms`,
 * so a trailing slash of the call is looked at with and without.
 */
export function isGranted(rules: AccessRule[], method: string, path: string): boolean {
	const forms = path.endsWith('/') ? [path, path.slice(0, -1)] : [path];
	return rules.some(
		(rule) => rule.method === method && forms.some((form) => pathMatches(rule.path, form)),
	);
}
