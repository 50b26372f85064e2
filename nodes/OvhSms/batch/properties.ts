import type { INodeProperties } from 'n8n-workflow';

import { choice, collection, flag, text, whereSaved } from '../../../src/operations/fields';
import { ACCOUNT, SIMPLIFY_FROM_1_1 } from '../../../src/operations/properties';
import { maxSeconds } from '../../../src/operations/wait';
import { SmsBatchClassEnum } from '../../../src/ovh/model.generated';
import { locators } from '../locators';
import { NUMBER_FIELD } from '../receivers/listOptions';
import {
	ALLOW_LEFTOVERS,
	ALLOW_PREMIUM,
	CHARACTERS,
	DEFAULT_COUNTRY,
	MESSAGE_TYPE,
	SENDER_TYPE,
} from '../resources/textOptions';
import { ALLOWED_COUNTRIES, MAX_RECIPIENTS } from '../send/guards';
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
} from '../send/options';

export const RECIPIENTS = choice(
	'recipients',
	'Recipients',
	[
		{
			name: 'Input Items',
			value: 'items',
			description:
				'All input items together become one batch: #column# in the text is replaced by the field of each item',
		},
		{
			name: 'Numbers',
			value: 'to',
			description: 'Each input item becomes a batch to the numbers that it gives',
		},
		{
			name: 'Receiver List',
			value: 'receiverList',
			description:
				'A stored list: #column# in the text is replaced by the column of each recipient',
		},
	],
	'Who gets the message',
	{ default: 'to', noDataExpression: true },
);

export const PHONE_FIELD: INodeProperties = {
	...NUMBER_FIELD,
	description:
		'Name of the field of the input items that holds the phone number; a field that is dragged in becomes its name',
	required: true,
	requiresDataPath: 'single',
	placeholder: 'e.g. phone',
};

export const NAME = text('name', 'Name', 'Name of the batch for people');

export const CLASS = choice(
	'class',
	'Class (Deprecated)',
	SmsBatchClassEnum,
	'For existing scripts: how the phone stores or shows the message',
);

export const KEEP_LIST = flag(
	'keepList',
	'Keep List',
	'Whether to keep the receiver list that is made of the input items; otherwise it is deleted once OVHcloud has read it',
	{ default: true },
);

export const WAIT_FOR_COMPLETION = maxSeconds(
	'waitForCompletion',
	'Wait for Completion',
	'Seconds to wait at most until the batch is completed. After that the item has the batch as it is then, with its statistics.',
);

const shownFor = (
	property: INodeProperties,
	parameter: string,
	value: string,
): INodeProperties => ({
	...property,
	displayOptions: { show: { [parameter]: [value] } },
});

/** The parameters of `batch` → `create`. */
export const CREATE_PROPERTIES: INodeProperties[] = [
	ACCOUNT,
	RECIPIENTS,
	shownFor(
		{
			...TO,
			description:
				'Phone numbers with their country code, separated by commas, semicolons or new lines, or a list from an expression. Each recipient costs credits.',
		},
		'recipients',
		'to',
	),
	shownFor(PHONE_FIELD, 'recipients', 'items'),
	shownFor(locators.receiverList, 'recipients', 'receiverList'),
	{
		...MESSAGE,
		description: `${MESSAGE.description} With a receiver list or the input items as recipients, #column# is replaced for each of them.`,
	},
	SENDER_TYPE,
	SENDER,
	VIRTUAL_NUMBER,
	MESSAGE_TYPE,
	collection(
		'options',
		'Options',
		[
			ALLOW_LEFTOVERS,
			ALLOW_PREMIUM,
			ALLOWED_COUNTRIES,
			CHARACTERS,
			CLASS,
			DEFAULT_COUNTRY,
			{
				...DRY_RUN,
				description:
					'Whether to check everything and report recipients, parts and credits without creating anything',
			},
			KEEP_LIST,
			MAX_CREDITS,
			MAX_PARTS,
			MAX_RECIPIENTS,
			NAME,
			whereSaved(NUMBER_FIELD),
			{ ...SEND_AT, description: 'When to send; empty sends at once' },
			TAG,
			TIMEOUT,
			WAIT_FOR_COMPLETION,
		],
		'Add option',
	),
	SIMPLIFY_FROM_1_1,
];
