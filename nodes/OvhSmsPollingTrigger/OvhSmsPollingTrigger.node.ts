import {
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
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
import { poll } from './poll';

const PROPERTIES: INodeProperties[] = [
	...eventProperties(['deliveryReport', 'lowCredit', 'messageReceived', 'optOut', 'senderStatus']),
	{
		displayName: 'Credit Threshold',
		name: 'creditThreshold',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 50,
		required: true,
		displayOptions: { show: { events: ['lowCredit'] } },
		description:
			'Starts when the credits fall below this number: once, until they have been above it again',
	},
	SIMPLIFY_EVENTS,
	FILTERS,
	options([
		FINAL_STATES_ONLY,
		{
			displayName: 'Look Back Hours',
			name: 'lookBackHours',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description:
				'How many hours of the past to start on when the workflow is first activated. With 0, only what happens from then on.',
		},
	]),
];

export class OvhSmsPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OVHcloud SMS Polling Trigger',
		name: 'ovhSmsPollingTrigger',
		icon: { light: 'file:../../icons/ovhSms.svg', dark: 'file:../../icons/ovhSms.dark.svg' },
		group: ['trigger'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Asks OVHcloud for news of an SMS account; needs no public address',
		defaults: { name: 'OVHcloud SMS Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: CREDENTIALS_OF_NODE,
		properties: [AUTHENTICATION, ...PROPERTIES],
	};

	methods = { listSearch: { searchAccounts: listSearch.searchAccounts } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}
}
