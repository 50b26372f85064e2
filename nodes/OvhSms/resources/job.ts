import { get, getAll, remove } from '../../../operations/builders';
import type { Resource } from '../../../operations/operation';
import { locator } from '../../../operations/properties';

const jobId = locator({
	name: 'jobId',
	displayName: 'Scheduled SMS',
	description: 'The message that waits to be sent',
	search: 'searchJobs',
	placeholder: '26929925',
});

const texts = {
	noun: 'scheduled SMS',
	simplified: [
		'id',
		'receiver',
		'sender',
		'message',
		'creationDatetime',
		'differedDelivery',
		'numberOfSms',
		'credits',
		'ptt',
		'deliveryReceipt',
	],
};

export const job: Resource = {
	value: 'job',
	name: 'Scheduled SMS',
	operations: [
		getAll(
			{
				ids: 'GET /sms/{serviceName}/jobs',
				object: 'GET /sms/{serviceName}/jobs/{id}',
				placeholder: 'id',
			},
			{ ...texts, plural: 'scheduled SMS', description: 'List the messages that wait to be sent' },
		),
		get('GET /sms/{serviceName}/jobs/{id}', { ...texts, ids: { id: jobId } }),
		remove('DELETE /sms/{serviceName}/jobs/{id}', {
			...texts,
			ids: { id: jobId },
			value: 'cancel',
			name: 'Cancel',
			action: 'Cancel scheduled SMS',
			description: 'Stop a message that waits to be sent; this cannot be undone',
		}),
	],
};
