import type { IExecuteFunctions, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** The credential's type, by the value of the parameter "Authentication". */
const CREDENTIALS = { keys: 'ovhSmsApi', oAuth2: 'ovhSmsOAuth2Api' } as const;

type Authentication = keyof typeof CREDENTIALS;

export type CredentialType = (typeof CREDENTIALS)[Authentication];

/** Chooses the credential, on the node and on both triggers; saved workflows without it use the keys. */
export const AUTHENTICATION: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'API Keys', value: 'keys' },
		{ name: 'Service Account (OAuth2)', value: 'oAuth2' },
	],
	default: 'keys',
};

/** Both credentials, as a node description has them. */
export const CREDENTIALS_OF_NODE = (Object.keys(CREDENTIALS) as Authentication[]).map(
	(authentication): INodeCredentialDescription => ({
		name: CREDENTIALS[authentication],
		required: true,
		displayOptions: { show: { authentication: [authentication] } },
	}),
);

/** The type of the credential that a node has chosen. */
export function credentialTypeOf(context: Pick<IExecuteFunctions, 'getNode'>): CredentialType {
	const chosen = context.getNode().parameters.authentication;
	return chosen === 'oAuth2' ? CREDENTIALS.oAuth2 : CREDENTIALS.keys;
}
