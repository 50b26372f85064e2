import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** What makers of parameters take beside name, title and description. */
type More = Partial<INodeProperties>;

/** A text. */
export function text(
	name: string,
	displayName: string,
	description: string,
	more: More = {},
): INodeProperties {
	return { displayName, name, type: 'string', default: '', description, ...more };
}

/** A text that may have several lines. */
export function longText(
	name: string,
	displayName: string,
	description: string,
	more: More = {},
): INodeProperties {
	return text(name, displayName, description, { typeOptions: { rows: 4 }, ...more });
}

/** A number. */
export function number(
	name: string,
	displayName: string,
	description: string,
	more: More = {},
): INodeProperties {
	return { displayName, name, type: 'number', default: 0, description, ...more };
}

/** A switch; its description starts with "Whether". */
export function flag(
	name: string,
	displayName: string,
	description: string,
	more: More = {},
): INodeProperties {
	return { displayName, name, type: 'boolean', default: false, description, ...more };
}

/** A date and time. */
export function dateTime(
	name: string,
	displayName: string,
	description: string,
	more: More = {},
): INodeProperties {
	return { displayName, name, type: 'dateTime', default: '', description, ...more };
}

/** One of the values of an enum of the API, or of options. */
export function choice(
	name: string,
	displayName: string,
	values: ReadonlyArray<string | INodePropertyOptions>,
	description: string,
	more: More = {},
): INodeProperties {
	const options = enumOptions(values);
	return {
		displayName,
		name,
		type: 'options',
		options,
		default: options[0]?.value ?? '',
		description,
		...more,
	};
}

/** A collection of parameters that may be left out, from A to Z. */
export function collection(
	name: string,
	displayName: string,
	properties: INodeProperties[],
	placeholder = 'Add field',
): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		options: [...properties].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/**
 * A parameter that has left a collection. n8n drops what a collection does not declare, so it stays
 * declared, and is shown, where a saved workflow has it.
 */
export function whereSaved(property: INodeProperties): INodeProperties {
	const exists = [{ _cnd: { exists: true as const } }];
	return { ...property, displayOptions: { show: { [property.name]: exists } } };
}

/** The words of the API's enums, as they read in a list. */
const WORDS: Record<string, string> = {
	veryLow: 'Very Low',
	phoneDisplay: 'Phone Display',
	sim: 'SIM',
	FLASH: 'Flash',
	PHONE: 'Phone',
	'7bit': '7-bit',
	'8bit': '8-bit',
	nichandle: 'Account Holder',
	authentification: 'Authentication',
	waitingValidation: 'Waiting for Validation',
	cgi: 'Call an Address',
};

/** The values of an enum of the API as options, from A to Z; what is an option already stays as it is. */
export function enumOptions(
	values: ReadonlyArray<string | INodePropertyOptions>,
): INodePropertyOptions[] {
	return values
		.map((value) => (typeof value === 'string' ? { name: wordOf(value), value } : value))
		.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

function wordOf(value: string): string {
	return WORDS[value] ?? value.charAt(0).toUpperCase() + value.slice(1);
}

/** The value inside a resource locator; any other value as it is. */
export function located(parameter: unknown): unknown {
	const isLocator = typeof parameter === 'object' && parameter !== null && '__rl' in parameter;
	return isLocator && 'value' in parameter ? parameter.value : parameter;
}
