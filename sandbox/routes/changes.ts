import { modelOf } from '../schema/api';

/**
 * Takes the changes of a PUT whose body is a whole model. Clients may send the whole model back;
 * what is read-only stays as it is. Of an object inside, the fields that are given change.
 */
export function applyChanges(model: string, target: object, body: unknown): void {
	const { properties } = modelOf(model);
	const record = target as Record<string, unknown>;
	for (const [name, value] of Object.entries(body as Record<string, unknown>)) {
		if (properties[name].readOnly) continue;
		record[name] = isObject(value) ? { ...(record[name] as object), ...value } : value;
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
