import type { INodeProperties } from 'n8n-workflow';

import { collection, enumOptions, whereSaved } from '../../../src/operations/fields';
import { ACCOUNT } from '../../../src/operations/properties';
import {
	ALLOW_LEFTOVERS,
	ALLOW_PREMIUM,
	CHARACTERS,
	DEFAULT_COUNTRY,
	MESSAGE_TYPE,
	SENDER_TYPE,
} from '../resources/textOptions';
import { ALLOWED_COUNTRIES, MAX_RECIPIENTS } from './guards';
import { QUIET_HOURS } from './quiet';
import {
	DRY_RUN,
	MAX_CREDITS,
	MAX_PARTS,
	MESSAGE,
	SEND_AT,
	SENDER,
	TAG,
	TIMEOUT,
	VIRTUAL_NUMBER,
	TO,
} from './options';
import { SmsClassEnum, SmsCodingEnum, SmsPriorityEnum } from '../../../src/ovh/model.generated';

export const CHARSET: INodeProperties = {
	displayName: 'Charset',
	name: 'charset',
	type: 'options',
	options: [{ name: 'UTF-8', value: 'UTF-8' }],
	default: 'UTF-8',
	description: 'For existing scripts: OVHcloud knows only this one',
};

export const CLASS: INodeProperties = {
	displayName: 'Class (Deprecated)',
	name: 'class',
	type: 'options',
	options: enumOptions(SmsClassEnum),
	default: 'phoneDisplay',
	description: 'For existing scripts: how the phone stores or shows the message',
};

export const CODING: INodeProperties = {
	displayName: 'Coding (Deprecated)',
	name: 'coding',
	type: 'options',
	options: enumOptions(SmsCodingEnum),
	default: '7bit',
	description: 'For existing scripts: OVHcloud works the coding out from the text by itself',
};

export const ON_INVALID_RECEIVERS: INodeProperties = {
	displayName: 'On Invalid Receivers',
	name: 'onInvalidReceivers',
	type: 'options',
	options: [
		{
			name: 'Fail',
			value: 'fail',
			description:
				'Fail the item: before anything is sent if a number is impossible, after it if OVHcloud refuses one',
		},
		{
			name: 'Report',
			value: 'report',
			description: 'Send to the others and list the refused numbers in the output',
		},
	],
	default: 'fail',
	description:
		'What to do when some numbers of an item cannot get the message. When none can, the item always fails.',
};

export const PRIORITY: INodeProperties = {
	displayName: 'Priority',
	name: 'priority',
	type: 'options',
	options: enumOptions(SmsPriorityEnum),
	default: 'high',
	description: 'How soon OVHcloud hands the message to the phone network',
};

const COMBINE_ITEMS: INodeProperties = {
	displayName: 'Combine Items',
	name: 'combineItems',
	type: 'boolean',
	default: true,
	description:
		'Whether items with the same account, sender, text and options share requests, up to 500 recipients each',
};

const CONCURRENT_REQUESTS: INodeProperties = {
	displayName: 'Concurrent Requests',
	name: 'concurrentRequests',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 20 },
	default: 20,
	description:
		'Max number of requests under way at once. The node begins with five, goes faster while OVHcloud keeps up, and slows down when it asks for that.',
};

const ONCE_KEY: INodeProperties = {
	displayName: 'Once Key',
	name: 'onceKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-42-shipped',
	description:
		"At most one SMS for each key and recipient, across all executions: OVHcloud's history is asked right before sending, as far back as OVHcloud keeps it. It becomes the tag of the message, so it cannot be combined with one.",
};

const PREVENT_DUPLICATES: INodeProperties = {
	displayName: 'Prevent Duplicates',
	name: 'preventDuplicates',
	type: 'boolean',
	default: true,
	description:
		'Whether to remember in this execution what was sent, and to look into the history of OVHcloud after a lost answer instead of giving up or sending blindly',
};

const VALIDITY_PERIOD: INodeProperties = {
	displayName: 'Validity Period (Minutes)',
	name: 'validityPeriod',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 2880,
	description:
		'How long the phone network keeps trying when the phone cannot be reached, after which the message is dropped; 2880 is 48 hours',
};

const OPTIONS = [
	ALLOWED_COUNTRIES,
	CHARACTERS,
	DEFAULT_COUNTRY,
	DRY_RUN,
	MAX_CREDITS,
	MAX_RECIPIENTS,
	ONCE_KEY,
	QUIET_HOURS,
	SEND_AT,
	TAG,
];

const ADVANCED_OPTIONS = [
	ALLOW_LEFTOVERS,
	ALLOW_PREMIUM,
	CHARSET,
	CLASS,
	CODING,
	COMBINE_ITEMS,
	CONCURRENT_REQUESTS,
	MAX_PARTS,
	ON_INVALID_RECEIVERS,
	PREVENT_DUPLICATES,
	PRIORITY,
	TIMEOUT,
	VALIDITY_PERIOD,
];

/** `OperationRun.options` reads both. */
const SEND_OPTIONS: INodeProperties[] = [
	collection('options', 'Options', [...OPTIONS, ...ADVANCED_OPTIONS.map(whereSaved)], 'Add option'),
	collection('advancedOptions', 'Advanced Options', ADVANCED_OPTIONS, 'Add option'),
];

/** The parameters of `sms` → `send`; saved workflows hold their names. */
export const SEND_PROPERTIES: INodeProperties[] = [
	ACCOUNT,
	TO,
	MESSAGE,
	SENDER_TYPE,
	SENDER,
	VIRTUAL_NUMBER,
	MESSAGE_TYPE,
	...SEND_OPTIONS,
];
