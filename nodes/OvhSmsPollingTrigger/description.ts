import type { INodeProperties } from 'n8n-workflow';

import { eventProperties, FILTERS, FINAL_STATES_ONLY, options } from '../../triggers/properties';

export const PROPERTIES: INodeProperties[] = [
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
