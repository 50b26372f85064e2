import type { WorkflowFile } from '../../test/helpers/engine';

export const RECIPIENT = '+33612345678';
export const MESSAGE = 'Hello Ada, your order 42 is ready.';

/** What the picture shows: an order becomes an SMS. */
export const WORKFLOW: WorkflowFile & { name: string } = {
	name: 'First SMS',
	nodes: [
		{
			id: 'picture-1',
			name: 'When clicking ‘Execute workflow’',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: 'picture-2',
			name: 'Order',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [192, 0],
			parameters: {
				assignments: {
					assignments: [
						{ id: 'a', name: 'customer', type: 'string', value: 'Ada' },
						{ id: 'b', name: 'phone', type: 'string', value: '06 12 34 56 78' },
						{ id: 'c', name: 'number', type: 'number', value: 42 },
					],
				},
			},
		},
		{
			id: 'picture-3',
			name: 'Send SMS',
			type: 'n8n-nodes-ovh-sms.ovhSms',
			typeVersion: 1,
			position: [384, 0],
			parameters: {
				resource: 'sms',
				operation: 'send',
				account: { __rl: true, mode: 'id', value: 'sms-xx12345-1' },
				to: '={{ $json.phone }}',
				message: '=Hello {{ $json.customer }}, your order {{ $json.number }} is ready.',
				senderType: 'sender',
				sender: { __rl: true, mode: 'id', value: 'BOUTIQUE' },
				messageType: 'transactional',
				options: { defaultCountry: 'FR', tag: '=order-{{ $json.number }}' },
			},
		},
	],
	connections: {
		'When clicking ‘Execute workflow’': { main: [[{ node: 'Order', type: 'main', index: 0 }]] },
		Order: { main: [[{ node: 'Send SMS', type: 'main', index: 0 }]] },
	},
};

export const NODES = WORKFLOW.nodes.length;
