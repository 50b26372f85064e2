import type { INodeProperties } from 'n8n-workflow';

import { collection, number, text } from '../../../src/operations/fields';
import { ACCOUNT } from '../../../src/operations/properties';
import { DEFAULT_COUNTRY, SENDER_TYPE } from '../resources/textOptions';
import { ALLOWED_COUNTRIES } from '../send/guards';
import { MESSAGE, SENDER, VIRTUAL_NUMBER } from '../send/options';

export const LENGTH = number(
	'length',
	'Length',
	'Digits of the code; each one more makes it ten times harder to guess',
	{ default: 6, typeOptions: { minValue: 4, maxValue: 10, numberPrecision: 0 } },
);

export const VALID_MINUTES = number(
	'validMinutes',
	'Valid Minutes',
	'How long the code can be used; a phone that cannot be reached meanwhile does not get it any more',
	{ default: 5, typeOptions: { minValue: 1, maxValue: 1440, numberPrecision: 0 } },
);

export const MAX_PER_HOUR = number(
	'maxPerHour',
	'Max per Hour',
	'Most codes for one number within an hour; further ones are refused before anything is sent. Each process of n8n counts for itself.',
	{ default: 5, typeOptions: { minValue: 1, numberPrecision: 0 } },
);

/** What stands for the code in the text. */
export const PLACEHOLDER = '#code#';

/** The parameters of `verification` → `send`; saved workflows hold their names. */
export const SEND_CODE_PROPERTIES: INodeProperties[] = [
	ACCOUNT,
	text('to', 'To', 'The one phone number that gets the code', {
		required: true,
		placeholder: 'e.g. +33612345678',
	}),
	{
		...MESSAGE,
		default: `Your code is ${PLACEHOLDER}. It is valid for 5 minutes.`,
		description: `Text with ${PLACEHOLDER} where the code is to stand. A last line such as "@example.com #${PLACEHOLDER}" lets phones fill it in on that site.`,
	},
	SENDER_TYPE,
	SENDER,
	VIRTUAL_NUMBER,
	collection(
		'options',
		'Options',
		[ALLOWED_COUNTRIES, DEFAULT_COUNTRY, LENGTH, MAX_PER_HOUR, VALID_MINUTES],
		'Add option',
	),
];
