import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../../../src/operations/properties';

export const TO: INodeProperties = {
	displayName: 'To',
	name: 'to',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. +33612345678',
	description:
		'Phone number with its country code, or several separated by commas, or a list from an expression. Each recipient costs credits.',
};

export const MESSAGE: INodeProperties = {
	displayName: 'Message',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. Your order 42 is ready for pickup.',
	description:
		'Text to send. A long text is sent and charged as several parts of about 150 characters, or of about 65 as soon as it holds an emoji or a letter like ê or ç.',
};

export const SENDER: INodeProperties = {
	...locator({
		name: 'sender',
		displayName: 'Sender',
		description: 'Validated name or number that the message comes from',
		search: 'searchSenders',
		placeholder: 'MYSHOP',
	}),
	displayOptions: { show: { senderType: ['sender'] } },
};

export const VIRTUAL_NUMBER: INodeProperties = {
	...locator({
		name: 'virtualNumber',
		displayName: 'Virtual Number',
		description: 'Virtual number that the message comes from',
		search: 'searchVirtualNumbers',
		placeholder: '+33700000001',
	}),
	displayOptions: { show: { senderType: ['virtualNumber'] } },
};

export const DRY_RUN: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: true,
	description:
		'Whether to check everything and report the plan (requests, recipients, parts, credits) without sending',
};

export const MAX_CREDITS: INodeProperties = {
	displayName: 'Max Credits',
	name: 'maxCredits',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 50,
	description:
		'Most credits that this node may spend in one execution, all items, loops and tries together. What would take more is not sent.',
};

export const MAX_PARTS: INodeProperties = {
	displayName: 'Max Parts',
	name: 'maxParts',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 6,
	description:
		'Most parts that a text may take; a longer one is refused before anything is sent. Each part is charged for each recipient.',
};

export const SEND_AT: INodeProperties = {
	displayName: 'Send At',
	name: 'sendAt',
	type: 'dateTime',
	default: '',
	description: 'When to send; empty sends at once. OVHcloud counts in whole minutes.',
};

export const TAG: INodeProperties = {
	displayName: 'Tag',
	name: 'tag',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-42',
	description:
		'Label of your own, kept with the message and its replies, by which sent messages can be found again. OVHcloud surely keeps 20 characters; the output has the tag that it keeps.',
};

export const TIMEOUT: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 30,
	description: 'How long to wait for the answer to a request',
};
