import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { flag } from '../../../src/operations/fields';
import type { OperationRun } from '../../../src/operations/run';
import { asBoolean, asOption } from '../../../src/operations/values';
import { isGiven } from '../../../src/sms/given';
import { InputError } from '../../../src/sms/inputError';
import { checkLeftovers, tidied } from '../../../src/sms/leftovers';
import { COUNTRIES } from '../../../src/sms/recipients';
import { redirectedText, type Redirected } from '../../../src/sms/redirect';
import type { Message } from '../../../src/sending/sendRequest';

/** For collections of operations that take recipients. */
export const DEFAULT_COUNTRY: INodeProperties = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'options',
	options: COUNTRIES,
	default: 'FR',
	description:
		'Country of numbers without a country code, such as 06 12 34 56 78. Without it they are reported as invalid.',
};

/** For collections of operations that take recipients. */
export const ALLOW_PREMIUM: INodeProperties = {
	displayName: 'Allow Premium',
	name: 'allowPremium',
	type: 'boolean',
	default: false,
	description:
		'Whether to take premium-rate, shared-cost, universal access and pager numbers, too. Without it they are reported as invalid.',
};

/** For collections of operations that take a text. */
export const CHARACTERS: INodeProperties = {
	displayName: 'Characters',
	name: 'characters',
	type: 'options',
	options: [
		{
			name: 'Keep',
			value: 'keep',
			description: 'Send the text as it is',
		},
		{
			name: 'Replace',
			value: 'replace',
			description:
				'Replace typographic quotes, dashes and letters such as ê, ç or œ by the nearest ones of the 7-bit alphabet where that saves a part. Otherwise the text stays as it is.',
		},
		{
			name: 'Replace Always',
			value: 'replaceAlways',
			description:
				'Replace them also where that saves nothing. Emoji and other scripts stay. A message that would take more parts afterwards stays as it is.',
		},
		{
			name: 'Reject',
			value: 'reject',
			description: 'Refuse the text, with the characters and their positions',
		},
	],
	default: 'replace',
	description:
		'What to do with characters outside the 7-bit alphabet of SMS: a single one of them leaves room for 70 characters in a part instead of 160',
};

/** For collections of operations that send. */
export const ALLOW_LEFTOVERS: INodeProperties = flag(
	'allowLeftovers',
	'Allow Leftovers',
	'Whether to send texts that look unfinished: with words such as undefined, NaN or Invalid DateTime, with placeholders in double braces, or with nothing to see in them. They are refused otherwise.',
);

/** What the recipient sees as the sender. */
export const SENDER_TYPE: INodeProperties = {
	displayName: 'Sender Type',
	name: 'senderType',
	type: 'options',
	options: [
		{
			name: 'Sender Name',
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
};

/** Messages from a virtual number have no type. */
export const MESSAGE_TYPE: INodeProperties = {
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
	description: 'Whether the message is advertising, which decides on the STOP clause and the hours',
	displayOptions: { show: { senderType: ['sender', 'shortNumber'] } },
};

/**
 * The message type of an item: messages from a virtual number know no STOP clause.
 * @throws InputError for what is none: advertising must not go out without its STOP clause
 */
export function messageTypeOf(run: OperationRun, item: number): Message['messageType'] {
	if (run.text('senderType', item) === 'virtualNumber') return 'transactional';
	const messageType = asOption(MESSAGE_TYPE, run.text(MESSAGE_TYPE.name, item));
	return messageType === 'marketing' ? 'marketing' : 'transactional';
}

/**
 * The text of an item's message, in lines that end with LF and in NFC.
 * @throws InputError for an object in the place of a text
 */
export function messageOf(run: OperationRun, item: number): string {
	return readable(textIn('Message', run.parameter('message', item, '')));
}

/**
 * The most that a phone can put together: 255 parts of 153 characters (3GPP TS 23.040 counts them in
 * one byte). Nothing longer is looked at.
 */
const LONGEST_TEXT = 255 * 153;

function readable(text: string): string {
	if (text.length <= LONGEST_TEXT) return tidied('Message', text);
	throw new InputError(
		'Message',
		`has ${text.length} characters, and no SMS has more than ${LONGEST_TEXT}`,
		'Nothing was sent. Shorten the text.',
	);
}

/**
 * The text that an item sends.
 * @throws InputError for an object, and for what nobody means to send unless the option allows it
 */
export function messageToSend(
	run: OperationRun,
	item: number,
	options: IDataObject,
	redirection?: Redirected,
): string {
	const text = ownMessage(run, item, options);
	return redirection && text.trim() !== '' ? redirectedText(text, redirection) : text;
}

function ownMessage(run: OperationRun, item: number, options: IDataObject): string {
	if (leftoversAllowed(options)) {
		const value = run.parameter('message', item, '');
		return typeof value === 'string' ? readable(value) : messageOf(run, item);
	}
	const text = messageOf(run, item);
	checkLeftovers(text);
	return text;
}

export function leftoversAllowed({ allowLeftovers }: IDataObject): boolean {
	return isGiven(allowLeftovers) && asBoolean(ALLOW_LEFTOVERS, allowLeftovers);
}

/**
 * A text as the user gave it.
 * @param parameter the parameter's display name
 * @throws InputError for an object, also for one within an expression's text
 */
export function textIn(parameter: string, value: unknown): string {
	const isObject = typeof value === 'object' && value !== null;
	const text = isObject ? '' : String(value ?? '');
	if (!isObject && !text.includes('[object Object]')) return text;
	throw new InputError(
		parameter,
		Array.isArray(value) ? 'is a list, not a text' : 'holds an object, not a text',
		'Its expression gives a whole object or list: choose the field of it that holds the text.',
	);
}
