import type { IDataObject } from 'n8n-workflow';

import { get, getAll, remove } from '../../../src/operations/builders';
import { create, update } from '../../../src/operations/calls';
import { choice, number, text } from '../../../src/operations/fields';
import { maskAccount } from '../../../src/sms/mask';
import type { Resource } from '../../../src/operations/operation';
import { SmsQuotaStatusUserEnum, SmsSupportEnum } from '../../../src/ovh/model.generated';
import { lists } from '../lists';
import { locators } from '../locators';
import { DELIVERY_CALLBACK, OPT_OUT_CALLBACK, refuseMasked } from './callbacks';

const texts = { noun: 'API user', secret: ['password'], shown: maskAccount };
const one = { ...texts, ids: { login: locators.user } };
const READ = 'GET /sms/{serviceName}/users/{login}';

const PASSWORD = text(
	'password',
	'Password',
	'Password for sending with this user: OVHcloud asks for 8 letters and digits',
	{
		typeOptions: { password: true },
	},
);

const SETTINGS = [
	text('alertEmail', 'Alert Email', 'Address that gets the alert'),
	text('alertNumber', 'Alert Number', 'Phone number that gets the alert, with its country code'),
	choice('support', 'Alert Support', SmsSupportEnum, 'How the alert is sent'),
	number('alertThreshold', 'Alert Threshold', 'Credits of the quota at which an alert is sent', {
		typeOptions: { minValue: 0, numberPrecision: 0 },
	}),
	DELIVERY_CALLBACK,
	text('ipRestrictions', 'IP Restrictions', 'Addresses from which the user may send', {
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Address' },
		default: [],
	}),
	PASSWORD,
	number('quotaLeft', 'Quota Left', 'Credits that the user may still spend', {
		typeOptions: { minValue: 0 },
	}),
	choice('quotaStatus', 'Quota Status', SmsQuotaStatusUserEnum, 'Whether the quota holds'),
	OPT_OUT_CALLBACK,
];

/** Parameters of the two objects inside a user. */
const PARTS: Record<string, string[]> = {
	alertThresholdInformations: ['alertEmail', 'alertNumber', 'alertThreshold', 'support'],
	quotaInformations: ['quotaLeft', 'quotaStatus'],
};

export const user: Resource = {
	value: 'user',
	name: 'API User',
	operations: [
		create('POST /sms/{serviceName}/users', {
			...texts,
			description: 'Add a user who may send through the account with login and password',
			fields: [
				text('login', 'Login', 'Name of the user', { required: true }),
				{ ...PASSWORD, required: true },
			],
			reads: READ,
		}),
		getAll(lists.users, {
			...texts,
			plural: 'API users',
			description: 'List the users of the account with quota and alert, without passwords',
		}),
		get(READ, one),
		update('PUT /sms/{serviceName}/users/{login}', {
			...one,
			options: SETTINGS,
			clears: ['callBack', 'stopCallBack'],
			check: refuseMasked,
			shape: nested,
			reads: READ,
		}),
		remove('DELETE /sms/{serviceName}/users/{login}', {
			...one,
			description: 'Delete a user: programs that send with its login fail from then on',
		}),
	],
};

function nested(values: IDataObject): IDataObject {
	const body = { ...values };
	for (const [part, names] of Object.entries(PARTS)) {
		const given = names.filter((name) => name in body);
		if (given.length === 0) continue;
		body[part] = Object.fromEntries(given.map((name) => [name, body[name]]));
		for (const name of given) delete body[name];
	}
	return body;
}
