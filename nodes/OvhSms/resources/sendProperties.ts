import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { ACCOUNT, locator } from '../../../operations/properties';
import { SmsClassEnum, SmsCodingEnum, SmsPriorityEnum } from '../../../ovh/model.generated';

/** The words of the API's enums, as they read in a list. */
const WORDS: Record<string, string> = {
	veryLow: 'Very Low',
	phoneDisplay: 'Phone Display',
	sim: 'SIM',
	'7bit': '7 Bit',
	'8bit': '8 Bit',
};

function enumOptions(values: readonly string[]): INodePropertyOptions[] {
	return values.map((value) => ({
		name: WORDS[value] ?? value.charAt(0).toUpperCase() + value.slice(1),
		value,
	}));
}

const OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Charset',
			name: 'charset',
			type: 'options',
			options: [{ name: 'UTF-8', value: 'UTF-8' }],
			default: 'UTF-8',
			description: 'For existing scripts: OVHcloud knows only this one',
		},
		{
			displayName: 'Class (Deprecated)',
			name: 'class',
			type: 'options',
			options: enumOptions(SmsClassEnum),
			default: 'phoneDisplay',
			description: 'For existing scripts: how the phone stores or shows the message',
		},
		{
			displayName: 'Coding (Deprecated)',
			name: 'coding',
			type: 'options',
			options: enumOptions(SmsCodingEnum),
			default: '7bit',
			description: 'For existing scripts: OVHcloud works the coding out from the text by itself',
		},
		{
			displayName: 'Priority',
			name: 'priority',
			type: 'options',
			options: enumOptions(SmsPriorityEnum),
			default: 'high',
			description: 'How soon OVHcloud hands the message to the phone network',
		},
		{
			displayName: 'Send At',
			name: 'sendAt',
			type: 'dateTime',
			default: '',
			description: 'When to send; empty sends at once. OVHcloud counts in whole minutes.',
		},
		{
			displayName: 'Tag',
			name: 'tag',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-42',
			description:
				'Label of your own, kept with the message and its replies, by which sent messages can be found again. Up to 20 characters are safe.',
		},
		{
			displayName: 'Validity Period (Minutes)',
			name: 'validityPeriod',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 2880,
			description:
				'How long the phone network keeps trying when the phone cannot be reached, after which the message is dropped; 2880 is 48 hours',
		},
	],
};

/** The parameters of `sms` → `send`, see interface.md. */
export const SEND_PROPERTIES: INodeProperties[] = [
	ACCOUNT,
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. +33612345678',
		description:
			'Phone number with its country code, or several separated by commas, or a list from an expression. Each recipient costs credits.',
	},
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		description:
			'Text to send. A long text is sent and charged as several parts of about 150 characters, or of about 65 as soon as it holds an emoji or a letter like ê or ç.',
	},
	{
		displayName: 'Sender Type',
		name: 'senderType',
		type: 'options',
		options: [
			{
				name: 'Sender',
				value: 'sender',
				description: 'A name or number that OVHcloud has validated for this account; no replies',
			},
			{
				name: 'Short Number',
				value: 'shortNumber',
				description:
					'Recipients can reply; no validation needed. Accounts in France only; no links or contact details in the text.',
			},
			{
				name: 'Virtual Number',
				value: 'virtualNumber',
				description: 'A virtual number of this account; recipients can reply',
			},
		],
		default: 'sender',
		description: 'What the recipient sees as the sender',
	},
	{
		...locator({
			name: 'sender',
			displayName: 'Sender',
			description: 'Validated name or number that the message comes from',
			search: 'searchSenders',
			placeholder: 'MYSHOP',
		}),
		displayOptions: { show: { senderType: ['sender'] } },
	},
	{
		...locator({
			name: 'virtualNumber',
			displayName: 'Virtual Number',
			description: 'Virtual number that the message comes from',
			search: 'searchVirtualNumbers',
			placeholder: '+33700000001',
		}),
		displayOptions: { show: { senderType: ['virtualNumber'] } },
	},
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		options: [
			{
				name: 'Marketing',
				value: 'marketing',
				description:
					'Advertising: OVHcloud adds the STOP clause that the law asks for (11 characters) and holds the message back at night, on Sundays and on public holidays',
			},
			{
				name: 'Transactional',
				value: 'transactional',
				description:
					'Order, appointment, alert, code: no STOP clause, sent at any hour. Not for advertising.',
			},
		],
		default: 'transactional',
		description:
			'Whether the message is advertising, which decides on the STOP clause and the hours',
		displayOptions: { show: { senderType: ['sender', 'shortNumber'] } },
	},
	OPTIONS,
];
