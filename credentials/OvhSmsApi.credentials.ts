import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { credentialTestRules } from '../src/n8n/credentialTest';
import { ENDPOINTS, resolveEndpoint, tokenPageFor } from '../src/ovh/endpoints';
import { COUNTRIES } from '../src/sms/recipients';
import { type OvhCredential, type RequestOptions, signRequest } from '../src/n8n/signedRequest';

const endpointNames = Object.keys(ENDPOINTS) as Array<keyof typeof ENDPOINTS>;

/** One notice per endpoint, since the page that creates the keys differs. */
const tokenPageNotices = endpointNames.map(
	(endpoint): INodeProperties => ({
		displayName: `Create the three keys in one go on <a href="${tokenPageFor(resolveEndpoint({ endpoint }))}" target="_blank">OVHcloud's token page</a> (the rights are filled in; choose "Unlimited" validity to keep workflows running).`,
		name: `tokenPage_${endpoint.replace('-', '_')}`,
		type: 'notice',
		default: '',
		displayOptions: { show: { endpoint: [endpoint] } },
	}),
);

export class OvhSmsApi implements ICredentialType {
	name = 'ovhSmsApi';

	displayName = 'OVHcloud SMS API';

	icon: Icon = { light: 'file:../icons/ovhSms.svg', dark: 'file:../icons/ovhSms.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-ovh-sms/n8n-nodes-ovh-sms#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'options',
			options: [
				{ name: 'Custom', value: 'custom', description: 'Another address, such as the sandbox' },
				...endpointNames
					.map((value) => ({ name: ENDPOINTS[value].label, value }))
					.sort((a, b) => a.name.localeCompare(b.name)),
			],
			default: 'ovh-eu',
			description: 'Where the keys were created. OVHcloud sells SMS in Europe: choose ovh-eu.',
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
		...tokenPageNotices,
		{
			displayName: 'Application Key',
			name: 'applicationKey',
			type: 'string',
			default: '',
			required: true,
			description: 'Identifies the application',
		},
		{
			displayName: 'Application Secret',
			name: 'applicationSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Signs every request; it is never sent',
		},
		{
			displayName: 'Consumer Key',
			name: 'consumerKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Says what the application may do on the OVHcloud account',
		},
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

	/** Signs for the chosen endpoint only; see `signRequest`. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> =>
		signRequest(
			credentials as unknown as OvhCredential,
			requestOptions as unknown as RequestOptions,
		) as unknown as IHttpRequestOptions;

	/**
	 * A signed call that every valid token may make, whatever its rights. Refusals are let through
	 * as answers so that the rules can say which key is wrong.
	 */
	test: ICredentialTestRequest = {
		request: { url: '/auth/details', ignoreHttpStatusErrors: true },
		rules: credentialTestRules,
	};
}
