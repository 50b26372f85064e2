/** Everything that an execution keeps: data, errors with their nested parts, whatever is enumerable or not. */
export function everythingIn(value: unknown, seen = new Set<unknown>()): string {
	if (typeof value !== 'object' || value === null) return String(value);
	if (seen.has(value)) return '';
	seen.add(value);
	return Reflect.ownKeys(value)
		.map((key) => `${String(key)}=${everythingIn(Reflect.get(value, key), seen)}`)
		.join('\n');
}
