import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import type { RequestOptions } from '../src/n8n/authorisedRequest';
import { bearerRequest, fetchToken, type ServiceAccountCredential } from '../src/n8n/bearerRequest';
import { endpointFields, RULE_FIELDS } from '../src/n8n/credentialFields';
import { SERVICE_ACCOUNT_TEST_RULES } from '../src/n8n/credentialTest';
import { postForm } from '../src/n8n/transport';
import { OAUTH2_ENDPOINTS } from '../src/ovh/endpoints';

/**
 * A service account of OVHcloud. It does not extend n8n's `oAuth2Api`: n8n would then make the
 * requests without asking `authenticate`, and no rule of the credential would hold.
 */
export class OvhSmsOAuth2Api implements ICredentialType {
	name = 'ovhSmsOAuth2Api';

	displayName = 'OVHcloud SMS OAuth2 API';

	icon: Icon = { light: 'file:../icons/ovhSms.svg', dark: 'file:../icons/ovhSms.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-ovh-sms/n8n-nodes-ovh-sms/blob/main/docs/service-accounts.md';

	properties: INodeProperties[] = [
		...endpointFields(
			OAUTH2_ENDPOINTS,
			'Where the service account was created. OVHcloud sells SMS in Europe: choose ovh-eu.',
		),
		{
			displayName:
				'For a service account of OVHcloud (control panel: Identities → Service accounts), which needs an access policy (IAM) for the SMS account. <a href="https://github.com/n8n-nodes-ovh-sms/n8n-nodes-ovh-sms/blob/main/docs/service-accounts.md" target="_blank">How to, with policies to paste</a>.',
			name: 'policyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. EU.0123456789abcdef',
			description: 'Identifies the service account',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'OVHcloud shows it once, when the service account is created',
		},
		{
			// Stays empty, so that n8n asks `preAuthentication` before each request: the token is in the
			// memory of the process alone. Not masked: n8n would store another text for an empty one.
			displayName: 'Session',
			name: 'session',
			type: 'hidden',
			typeOptions: { expirable: true },
			default: '',
		},
		...RULE_FIELDS,
	];

	/** Sees to it that there is a token, which outlives the request. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<{ session?: string }> {
		return await fetchToken(credentials, postForm(this));
	}

	/** Holds the request against the rules, and sets the header; for the chosen endpoint only. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> =>
		bearerRequest(
			credentials as unknown as ServiceAccountCredential,
			requestOptions as unknown as RequestOptions,
		) as unknown as IHttpRequestOptions;

	/** A call that every token may make, whatever its policies. */
	test: ICredentialTestRequest = {
		request: { url: '/auth/details', ignoreHttpStatusErrors: true },
		rules: SERVICE_ACCOUNT_TEST_RULES,
	};
}
