import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { AUTHENTICATION, CREDENTIALS_OF_NODE } from '../../src/n8n/authentication';
import {
	eventProperties,
	FILTERS,
	FINAL_STATES_ONLY,
	options,
	SIMPLIFY_EVENTS,
} from '../triggers/properties';
import { listSearch } from '../OvhSms/pickers';
import { WEBHOOK_PATH } from './address';
import { handOn, receive } from './receive';
import * as registration from './registration';

const WEBHOOK = {
	responseMode: 'onReceived',
	isFullPath: true,
	path: WEBHOOK_PATH,
	// Without its secret the address is of no use to anybody who reads it in the editor.
	ndvHideUrl: true,
	ndvHideMethod: true,
} as const;

/** OVHcloud calls with GET by its guide; POST is taken, too. */
const WEBHOOKS: IWebhookDescription[] = [
	{ ...WEBHOOK, name: 'default', httpMethod: 'GET' },
	{ ...WEBHOOK, name: 'setup', httpMethod: 'POST' },
];

const PROPERTIES: INodeProperties[] = [
	{
		displayName:
			'OVHcloud calls n8n, so n8n needs a public address. Without one, use the "OVHcloud SMS Polling Trigger".',
		name: 'publicAddressNotice',
		type: 'notice',
		default: '',
	},
	...eventProperties(['deliveryReport', 'messageReceived', 'optOut']),
	SIMPLIFY_EVENTS,
	FILTERS,
	options([
		FINAL_STATES_ONLY,
		{
			displayName: 'Replace Existing Address',
			name: 'replaceExisting',
			type: 'boolean',
			default: false,
			description:
				'Whether to take the place of an address that something else has registered on the account; it is put back when the workflow is deactivated. Until then, nothing is called there.',
		},
	]),
];

export class OvhSmsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OVHcloud SMS Trigger',
		name: 'ovhSmsTrigger',
		icon: { light: 'file:../../icons/ovhSms.svg', dark: 'file:../../icons/ovhSms.dark.svg' },
		group: ['trigger'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'SMS through OVHcloud: send them, and start on replies, delivery reports and opt-outs',
		defaults: { name: 'OVHcloud SMS Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: CREDENTIALS_OF_NODE,
		webhooks: WEBHOOKS,
		properties: [AUTHENTICATION, ...PROPERTIES],
	};

	methods = { listSearch: { searchAccounts: listSearch.searchAccounts } };

	webhookMethods = { default: registration };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await handOn.call(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive.call(this);
	}
}
