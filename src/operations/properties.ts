import type { INodeProperties } from 'n8n-workflow';

import type { Operation, Resource } from './operation';

/** A value that is picked from a list, or typed. */
export interface LocatorTexts {
	name: string;
	displayName: string;
	description: string;
	/** Name of the list search that fills the list. */
	search: string;
	placeholder: string;
}

/** A resource locator with "From List" first, and "By ID" for those who know the value. */
export function locator(texts: LocatorTexts): INodeProperties {
	return {
		displayName: texts.displayName,
		name: texts.name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: texts.description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: texts.search, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${texts.placeholder}`,
			},
		],
	};
}

/** The SMS account, which nearly every operation needs. */
export const ACCOUNT: INodeProperties = {
	...locator({
		name: 'account',
		displayName: 'SMS Account',
		description:
			'The OVHcloud SMS account to use. May stay empty where the credential sees only one.',
		search: 'searchAccounts',
		placeholder: 'sms-ab12345-1',
	}),
	required: false,
};

export const RETURN_ALL: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const LIMIT: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

export const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Where saved workflows have whole objects: only in nodes that were added later. */
export const SIMPLIFY_FROM_1_1: INodeProperties = {
	...SIMPLIFY,
	displayOptions: { show: { '@version': [{ _cnd: { gte: 1.1 } }] } },
};

/**
 * All properties of a node made of these resources: both selectors, then each parameter where it
 * belongs. Resources and operations stand by use, as they are given: n8n's list of actions follows.
 */
export function nodeProperties(resources: Resource[]): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: resources[0]?.value ?? '',
		},
		...resources.map(operationSelector),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) =>
				[...operation.properties, toolDescription(operation)].map((property) =>
					shownFor(property, resource, operation),
				),
			),
		),
	];
}

/**
 * What a language model reads of the operation as its tool: without this, n8n makes a description of
 * the action's name, which says nothing of costs. In tools only, where n8n looks for this name.
 */
function toolDescription({ description }: Operation): INodeProperties {
	return {
		displayName: 'Tool Description',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 3 },
		default: description,
		description: 'What the AI agent is told that this tool does',
		displayOptions: { show: { '@tool': [true] } },
	};
}

/** A node's subtitle: what it does, in the words of the list of actions. */
export function subtitle(resources: Resource[]): string {
	const actions = resources.flatMap(({ value: resource, operations }) =>
		operations.map(({ value, action }) => [`${resource}.${value}`, action]),
	);
	const texts = JSON.stringify(Object.fromEntries(actions));
	return `={{ (${texts})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}

function operationSelector(resource: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options: resource.operations.map(({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		default: resource.operations[0]?.value ?? '',
	};
}

function shownFor(
	property: INodeProperties,
	resource: Resource,
	operation: Operation,
): INodeProperties {
	return {
		...property,
		displayOptions: {
			...property.displayOptions,
			show: {
				resource: [resource.value],
				operation: [operation.value],
				...property.displayOptions?.show,
			},
		},
	};
}
