import type { IDataObject } from 'n8n-workflow';

import type { OperationRun } from '../../../src/operations/run';
import { isObject } from '../../../src/ovh/answers';

/** What JavaScript writes for an object within a text. */
const OBJECT = '[object Object]';

/**
 * The question of a human review, whose text n8n writes by default as the name of the tool and what
 * it is to be called with: an object, of which a text would show nothing.
 */
export function reviewText(run: OperationRun, item: number): string {
	const text = String(run.parameter('message', item, '') ?? '');
	const input = run.evaluate('$tool.parameters', item);
	const isJson = typeof input === 'string' && input.trim().startsWith('{');
	const words = toolWords(isJson ? parsed(input) : input);
	const shown = isObject(input) ? OBJECT : isJson ? input : '';
	return shown && words ? text.replaceAll(shown, () => words) : text;
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return json;
	}
}

/** What a tool is called with, a line for each value: `To: +33…`. */
export function toolWords(input: unknown): string {
	return lines(input).join('\n');
}

function lines(value: unknown, name = ''): string[] {
	const isList = Array.isArray(value) && !value.some((entry) => typeof entry === 'object');
	if (typeof value !== 'object' || value === null || isList) {
		const text = isList ? (value as unknown[]).join(', ') : String(value ?? '');
		return [name ? `${name}: ${text}` : text];
	}
	return Object.entries(value as IDataObject).flatMap(([key, inner]) =>
		lines(inner, name ? `${name} ${key}` : key),
	);
}
