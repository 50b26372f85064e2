import { get, getAll, remove } from '../../../src/operations/builders';
import { text } from '../../../src/operations/fields';
import type { Resource } from '../../../src/operations/operation';
import { lists } from '../lists';
import { locators } from '../locators';
import { exportHistory } from './export';
import { PERIOD } from './filters';

const texts = { noun: 'received SMS' };
const one = { ...texts, ids: { id: locators.incoming } };

const TAG = text('tag', 'Tag', 'Tag of the message that was answered');

export const incoming: Resource = {
	value: 'incoming',
	name: 'Received SMS',
	operations: [
		getAll(lists.incoming, {
			...texts,
			plural: 'received SMS',
			description: 'List the messages that were received, newest first',
			filters: [
				...PERIOD,
				text('sender', 'Sender', 'Number that the message came from, with its country code'),
				TAG,
			],
		}),
		get('GET /sms/{serviceName}/incoming/{id}', one),
		exportHistory('incoming', [...PERIOD, TAG]),
		remove('DELETE /sms/{serviceName}/incoming/{id}', {
			...one,
			description: 'Delete a received message from the account; this cannot be undone',
		}),
	],
};
