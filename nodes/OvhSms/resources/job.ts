import { get, getAll, remove } from '../../../src/operations/builders';
import type { Resource } from '../../../src/operations/operation';
import { registerOf } from '../../../src/sending/register';
import { lists } from '../lists';
import { locators } from '../locators';

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

const one = { ...texts, ids: { id: locators.job } };

export const job: Resource = {
	value: 'job',
	name: 'Scheduled SMS',
	operations: [
		getAll(lists.jobs, {
			...texts,
			plural: 'scheduled SMS',
			description: 'List the messages that wait to be sent',
		}),
		get('GET /sms/{serviceName}/jobs/{id}', one),
		remove('DELETE /sms/{serviceName}/jobs/{id}', {
			...one,
			value: 'cancel',
			name: 'Cancel',
			action: 'Cancel scheduled SMS',
			description: 'Stop a message that waits to be sent; this cannot be undone',
			afterwards: ({ client }, { id }) => registerOf(client.origin).release(Number(id)),
		}),
	],
};
