import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { listSearch } from '../OvhSms/pickers';
import { PROPERTIES, WEBHOOKS } from './description';
import { handOn, receive } from './receive';
import * as registration from './registration';

export class OvhSmsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OVHcloud SMS Trigger',
		name: 'ovhSmsTrigger',
		icon: { light: 'file:../../icons/ovhSms.svg', dark: 'file:../../icons/ovhSms.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'SMS through OVHcloud: send them, and start on replies, delivery reports and opt-outs',
		defaults: { name: 'OVHcloud SMS Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ovhSmsApi', required: true }],
		webhooks: WEBHOOKS,
		properties: PROPERTIES,
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
