import type { INodeProperties } from 'n8n-workflow';

import type { RouteName } from '../ovh/call';
import { InputError } from '../sms/inputError';
import { asNumber, asSender } from './numbers';
import { ACCOUNT } from './properties';
import type { OperationRun } from './run';

/** Placeholders of a route and the parameters that fill them, beside the account. */
export interface PathOptions {
	ids?: Record<string, INodeProperties>;
}

/** The parameters that fill a route's path. */
export function pathProperties(route: RouteName, { ids = {} }: PathOptions): INodeProperties[] {
	return [...(needsAccount(route) ? [ACCOUNT] : []), ...Object.values(ids)];
}

/**
 * The values of a route's placeholders for an item.
 * @throws InputError for an empty one
 */
export function pathValues(
	run: OperationRun,
	item: number,
	route: RouteName,
	{ ids = {} }: PathOptions,
): Record<string, string> {
	const parameters = { ...(needsAccount(route) && { serviceName: ACCOUNT }), ...ids };
	return Object.fromEntries(
		Object.entries(parameters).map(([placeholder, property]) => [
			placeholder,
			pathValue(run, item, property),
		]),
	);
}

/** The SMS account of an item. */
export function accountOf(run: OperationRun, item: number): string {
	return pathValue(run, item, ACCOUNT);
}

function needsAccount(route: RouteName): boolean {
	return route.includes('/{serviceName}');
}

/** How the value is read of what is, or may be, a phone number. */
const READ: Partial<Record<string, (parameter: string, value: string) => string>> = {
	number: asNumber,
	sender: asSender,
};

/** The value of a parameter that names an object; it would change the path if it were empty. */
export function pathValue(run: OperationRun, item: number, property: INodeProperties): string {
	const value = run.text(property.name, item);
	// A server that decodes the path once more would leave the API.
	if (value !== '' && !/(^|[\\/])\.{1,2}([\\/]|$)/.test(value)) {
		return READ[property.name]?.(property.displayName, value) ?? value;
	}
	throw new InputError(
		property.displayName,
		value ? `cannot be "${value}"` : 'is empty',
		'Choose one from the list, or type its ID. If an expression fills it, check that it has a value for this item.',
	);
}
