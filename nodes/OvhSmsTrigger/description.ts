import type { INodeProperties, IWebhookDescription } from 'n8n-workflow';

import { eventProperties, FILTERS, FINAL_STATES_ONLY, options } from '../../triggers/properties';
import { WEBHOOK_PATH } from './address';

const WEBHOOK = {
	responseMode: 'onReceived',
	isFullPath: true,
	path: WEBHOOK_PATH,
	// Without its secret the address is of no use to anybody who reads it in the editor.
	ndvHideUrl: true,
	ndvHideMethod: true,
} as const;

/** OVHcloud calls with GET by its guide; POST is taken, too. */
export const WEBHOOKS: IWebhookDescription[] = [
	{ ...WEBHOOK, name: 'default', httpMethod: 'GET' },
	{ ...WEBHOOK, name: 'setup', httpMethod: 'POST' },
];

export const PROPERTIES: INodeProperties[] = [
	{
		displayName:
			'OVHcloud calls n8n, so n8n needs a public address. Without one, use the "OVHcloud SMS Polling Trigger".',
		name: 'publicAddressNotice',
		type: 'notice',
		default: '',
	},
	...eventProperties(['deliveryReport', 'messageReceived', 'optOut']),
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
