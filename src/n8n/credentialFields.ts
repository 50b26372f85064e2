import type { INodeProperties } from 'n8n-workflow';

import { ENDPOINTS } from '../ovh/endpoints';
import { COUNTRIES } from '../sms/recipients';

/** The choice of the endpoint, and the address of a custom one. */
export function endpointFields(
	names: Array<keyof typeof ENDPOINTS>,
	description: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'options',
			options: [
				{ name: 'Custom', value: 'custom', description: 'Another address, such as the sandbox' },
				...names
					.map((value) => ({ name: ENDPOINTS[value].label, value }))
					.sort((a, b) => a.name.localeCompare(b.name)),
			],
			default: 'ovh-eu',
			description,
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. http://127.0.0.1:8090/1.0',
			description: 'Address that ends in the API version',
			displayOptions: { show: { endpoint: ['custom'] } },
		},
	];
}

/** The rules of a credential; see `readRules`. */
export const RULE_FIELDS: INodeProperties[] = [
	{
		displayName: 'Allowed Countries',
		name: 'allowedCountries',
		type: 'multiOptions',
		options: COUNTRIES,
		// n8n compares a saved credential with its defaults by identity: with a list it asks
		// "Close without saving?" although nothing was changed.
		default: '',
		description:
			'Countries to which anything may be sent or looked up with this credential, by the nodes of this package and by HTTP Request nodes. None chosen: all of them.',
	},
	{
		displayName: 'Default Country',
		name: 'defaultCountry',
		type: 'options',
		options: [{ name: 'None', value: '' }, ...COUNTRIES],
		default: '',
		description:
			'Country of numbers without a country code, such as 06 12 34 56 78, where the node does not say another one',
	},
	{
		displayName: 'Redirect To',
		name: 'redirectTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. +33612345678',
		description:
			'For staging: everything is sent to this phone instead of the recipients, once for each item, with a text that begins with whom it was for. Leave it empty to send to the recipients.',
	},
];
