import type { IDataObject } from 'n8n-workflow';

import { get, getAll } from '../../../src/operations/builders';
import { action, update } from '../../../src/operations/calls';
import { choice, number, text } from '../../../src/operations/fields';
import { maskAccount } from '../../../src/sms/mask';
import type { Resource } from '../../../src/operations/operation';
import {
	SmsPackQuantityAutomaticRecreditEnum,
	SmsResponseTypeEnum,
} from '../../../src/ovh/model.generated';
import { lists } from '../lists';
import { locators } from '../locators';
import { DELIVERY_CALLBACK, OPT_OUT_CALLBACK, REPLY_CALLBACK, refuseMasked } from './callbacks';

const texts = {
	noun: 'SMS account',
	simplified: [
		'status',
		'name',
		'description',
		'creditsLeft',
		'creditsHoldByQuota',
		'channel',
		'automaticRecreditAmount',
		'creditThresholdForAutomaticRecredit',
		'callBack',
		'stopCallBack',
	],
	shown: maskAccount,
};

const SETTINGS = [
	choice(
		'automaticRecreditAmount',
		'Automatic Recredit Amount',
		[
			{ name: 'Off', value: 0 },
			...SmsPackQuantityAutomaticRecreditEnum.map((name) => ({ name, value: Number(name) })),
		],
		'Credits that OVHcloud buys by itself, and charges, each time that the threshold is reached',
		{ default: 0 },
	),
	DELIVERY_CALLBACK,
	REPLY_CALLBACK,
	number(
		'creditThresholdForAutomaticRecredit',
		'Credit Threshold for Automatic Recredit',
		'Credits left at which OVHcloud buys new ones',
		{ typeOptions: { minValue: 0 } },
	),
	text('description', 'Description', 'Name of the account for people'),
	choice('responseType', 'Reply Response', SmsResponseTypeEnum, 'What OVHcloud does with replies', {
		default: 'none',
	}),
	OPT_OUT_CALLBACK,
	text(
		'text',
		'Reply Text',
		'What OVHcloud answers to replies, with the Reply Response "Text"; each answer costs credits',
	),
];

export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [
		getAll(lists.accounts, {
			...texts,
			plural: 'SMS accounts',
			description: 'List the SMS accounts with the credits left',
		}),
		get('GET /sms/{serviceName}', {
			...texts,
			description: 'Read one SMS account: credits left, status and settings',
		}),
		update('PUT /sms/{serviceName}', {
			...texts,
			options: SETTINGS,
			clears: ['callBack', 'stopCallBack', 'cgiUrl', 'text'],
			check: refuseMasked,
			shape: settingsBody,
			reads: 'GET /sms/{serviceName}',
			description:
				'Change settings of one SMS account: only the fields that you add. Automatic recredit spends money.',
		}),
		action('POST /sms/{serviceName}/transferCredits', {
			...texts,
			value: 'transferCredits',
			name: 'Transfer Credits',
			action: 'Transfer credits to another SMS account',
			description:
				'Move credits from this SMS account to another one of the same customer. They leave this account at once; only a transfer in the other direction brings them back.',
			fields: [
				locators.targetAccount,
				number('credits', 'Credits', 'How many credits to move', {
					default: 1,
					required: true,
					typeOptions: { minValue: 0.01, numberPrecision: 2 },
				}),
			],
			output: { more: { success: 'boolean', smsAccountTarget: 'string', credits: 'number' } },
		}),
	],
};

/** The settings as the API has them: what concerns replies is an object of its own. */
function settingsBody(values: IDataObject): IDataObject {
	const { responseType, cgiUrl, text: replyText, ...rest } = values;
	const response = { responseType, cgiUrl, text: replyText };
	const given = Object.entries(response).filter(([, value]) => value !== undefined);
	const off = rest.automaticRecreditAmount === 0;
	return {
		...rest,
		...(off && { automaticRecreditAmount: null }),
		...(given.length > 0 && { smsResponse: Object.fromEntries(given) }),
	};
}
