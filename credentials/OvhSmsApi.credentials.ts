import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import type { RequestOptions } from '../src/n8n/authorisedRequest';
import { endpointFields, RULE_FIELDS } from '../src/n8n/credentialFields';
import { KEYS_TEST_RULES } from '../src/n8n/credentialTest';
import { ENDPOINTS, resolveEndpoint, tokenPageFor } from '../src/ovh/endpoints';
import { type OvhCredential, signRequest } from '../src/n8n/signedRequest';

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
		...endpointFields(
			endpointNames,
			'Where the keys were created. OVHcloud sells SMS in Europe: choose ovh-eu.',
		),
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
		...RULE_FIELDS,
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
		rules: KEYS_TEST_RULES,
	};
}
