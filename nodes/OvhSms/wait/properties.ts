import type { INodeProperties } from 'n8n-workflow';

import { choice, collection, number, text } from '../../../src/operations/fields';
import { ACCOUNT } from '../../../src/operations/properties';
import { DEFAULT_COUNTRY, SENDER_TYPE } from '../resources/textOptions';
import { ALLOWED_COUNTRIES, MAX_RECIPIENTS } from '../send/guards';
import { MAX_CREDITS, MAX_PARTS, MESSAGE, SENDER, TO, VIRTUAL_NUMBER } from '../send/options';
import { LIMIT_WAIT_TIME } from './deadline';

export const RESPONSE_TYPE = choice(
	'responseType',
	'Response Type',
	[
		{ name: 'Approval', value: 'approval', description: 'One button or two' },
		{ name: 'Free Text', value: 'freeText', description: 'Whatever the person writes' },
	],
	'What the recipient can answer',
	{ default: 'approval' },
);

export const APPROVAL_TYPE = choice(
	'approvalType',
	'Type of Approval',
	[
		{ name: 'Approve Only', value: 'single' },
		{ name: 'Approve and Disapprove', value: 'double' },
	],
	'Which buttons the page has',
	{ default: 'single' },
);

export const APPROVE = 'Approve';
export const DISAPPROVE = 'Decline';

const APPROVAL_OPTIONS: INodeProperties = {
	displayName: 'Approval Options',
	name: 'approvalOptions',
	type: 'fixedCollection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				APPROVAL_TYPE,
				text('approveLabel', 'Approve Button Label', 'What the button says', {
					default: APPROVE,
				}),
				text('disapproveLabel', 'Disapprove Button Label', 'What the other button says', {
					default: DISAPPROVE,
					displayOptions: { show: { approvalType: ['double'] } },
				}),
			],
		},
	],
	displayOptions: { show: { responseType: ['approval'] } },
};

export const REMIND_AFTER = number(
	'remindAfter',
	'Remind After (Minutes)',
	'Minutes after which the question is sent once more to those who have it. The reminder is ordered, and paid, together with the question; an answer before that moment cancels it, and OVHcloud gives the credits back.',
	{ default: 30, typeOptions: { minValue: 1, numberPrecision: 0 } },
);

/** The parameters of `sms` → `sendAndWait`; saved workflows hold their names. */
export const WAIT_PROPERTIES: INodeProperties[] = [
	ACCOUNT,
	{
		...TO,
		description:
			'Phone number with its country code, or several separated by commas, or a list from an expression. The first answer counts.',
	},
	{
		...MESSAGE,
		description:
			'The question. The address of the page for the answer follows it, and takes about 165 characters: most questions are sent and charged as two or three parts for each recipient.',
	},
	SENDER_TYPE,
	SENDER,
	VIRTUAL_NUMBER,
	RESPONSE_TYPE,
	APPROVAL_OPTIONS,
	collection(
		'options',
		'Options',
		[
			ALLOWED_COUNTRIES,
			DEFAULT_COUNTRY,
			LIMIT_WAIT_TIME,
			MAX_CREDITS,
			MAX_PARTS,
			MAX_RECIPIENTS,
			REMIND_AFTER,
		],
		'Add option',
	),
];
