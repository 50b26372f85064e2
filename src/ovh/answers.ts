import { type ApiCall, unreadable } from './call';
import type { Effect } from './errors';
import { isWhole } from './json';

/** What names an object in a path: a number, a name, a phone number or a UUID. */
export type ObjectId = string | number;

/** An object as JSON has them, of which nothing more is known. */
export interface JsonObject {
	[name: string]: string | number | boolean | null | undefined | object;
}

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The answer to a call, which has to be an object.
 * @param effect of the call, where the answer is none: `unknown` for what changes something
 * @throws OvhError
 */
export function expectObject<T extends object>(
	call: ApiCall,
	answer: T | null | undefined,
	effect: Effect = 'none',
): T {
	if (isObject(answer)) return answer;
	throw unreadable(call, effect, 'an object was expected');
}

/**
 * The answer to a call, which has to be a list of objects.
 * @throws OvhError
 */
export function expectObjects(call: ApiCall, answer: unknown): JsonObject[] {
	if (Array.isArray(answer) && answer.every(isObject)) return answer;
	throw unreadable(call, 'none', 'a list of objects was expected');
}

/**
 * The answer to a call, which has to be a list of ids.
 * @throws OvhError
 */
export function expectIds(call: ApiCall, answer: unknown): ObjectId[] {
	if (Array.isArray(answer) && answer.every(isId)) return answer;
	throw unreadable(call, 'none', 'a list of IDs was expected');
}

/**
 * The same for ids that are numbers, as those of messages are.
 * @throws OvhError
 */
export function expectNumericIds(call: ApiCall, answer: unknown): number[] {
	const ids = expectIds(call, answer);
	if (ids.every(isWhole)) return ids;
	throw unreadable(call, 'none', 'a list of IDs was expected');
}

/** Whether it can stand in a path without changing it. */
export function isId(value: unknown): value is ObjectId {
	if (typeof value === 'string') return value.trim() !== '' && !/^\s*\.{1,2}\s*$/.test(value);
	return Number.isInteger(value);
}
