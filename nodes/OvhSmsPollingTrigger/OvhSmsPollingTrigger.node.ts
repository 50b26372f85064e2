import {
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { listSearch } from '../OvhSms/pickers';
import { PROPERTIES } from './description';
import { poll } from './poll';

export class OvhSmsPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OVHcloud SMS Polling Trigger',
		name: 'ovhSmsPollingTrigger',
		icon: { light: 'file:../../icons/ovhSms.svg', dark: 'file:../../icons/ovhSms.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Asks OVHcloud for news of an SMS account; needs no public address',
		defaults: { name: 'OVHcloud SMS Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ovhSmsApi', required: true }],
		properties: PROPERTIES,
	};

	methods = { listSearch: { searchAccounts: listSearch.searchAccounts } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}
}
