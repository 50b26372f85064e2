import { get, getAll } from '../../../operations/builders';
import type { Resource } from '../../../operations/operation';

const texts = {
	noun: 'SMS account',
	simplified: [
		'name',
		'description',
		'status',
		'creditsLeft',
		'creditsHoldByQuota',
		'channel',
		'automaticRecreditAmount',
		'creditThresholdForAutomaticRecredit',
		'callBack',
		'stopCallBack',
	],
};

export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [
		getAll(
			{
				ids: 'GET /sms',
				object: 'GET /sms/{serviceName}',
				placeholder: 'serviceName',
				idField: 'name',
			},
			{
				...texts,
				plural: 'SMS accounts',
				description: 'List the SMS accounts with the credits left',
			},
		),
		get('GET /sms/{serviceName}', {
			...texts,
			description: 'Read one SMS account: credits left, status and settings',
		}),
	],
};
