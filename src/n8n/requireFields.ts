/**
 * Fields of a credential, without the blanks that copying may have added.
 * @param labels what the credential calls them
 * @param type the credential's name
 * @throws Error naming the field that is missing
 */
export function requireFields<Name extends string>(
	credential: Partial<Record<Name, unknown>>,
	labels: Record<Name, string>,
	type: string,
): Record<Name, string> {
	const names = Object.keys(labels) as Name[];
	const fields = names.map((name) => [name, String(credential[name] ?? '').trim()] as const);
	const missing = fields.find(([, value]) => value === '')?.[0];
	if (!missing) return Object.fromEntries(fields) as Record<Name, string>;
	throw new Error(`The ${type} credential has no ${labels[missing]}. Fill it in and save.`);
}
