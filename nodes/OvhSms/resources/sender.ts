import { get, getAll, remove } from '../../../src/operations/builders';
import { action } from '../../../src/operations/calls';
import { choice, text } from '../../../src/operations/fields';
import type { Resource } from '../../../src/operations/operation';
import { SmsSenderRefererEnum } from '../../../src/ovh/model.generated';
import { lists } from '../lists';
import { locators } from '../locators';
import { create } from '../sender/create';

const texts = { noun: 'sender' };
const one = { ...texts, ids: { sender: locators.sender } };
const READ = 'GET /sms/{serviceName}/senders/{sender}';

export const sender: Resource = {
	value: 'sender',
	name: 'Sender',
	operations: [
		getAll(lists.senders, {
			...texts,
			plural: 'senders',
			description: "List the senders of the account with their status and the moderator's comment",
		}),
		get(READ, { ...one, description: 'Read one sender: "enable" means that it can send' }),
		getAll(lists.availableSenders, {
			...texts,
			plural: 'senders',
			value: 'getAvailable',
			name: 'Get Available',
			action: 'Get available senders',
			description:
				'List the senders that need no documents, since OVHcloud knows already that they are yours',
			filters: [
				choice('referer', 'Origin', SmsSenderRefererEnum, 'Where OVHcloud knows the sender from'),
			],
		}),
		create,
		action('POST /sms/{serviceName}/senders/{sender}/validate', {
			...one,
			value: 'validate',
			name: 'Validate',
			action: 'Validate sender',
			description: 'Confirm a sender with the activation code that OVHcloud has sent to it',
			fields: [text('code', 'Code', 'The activation code', { required: true })],
			reads: READ,
		}),
		remove('DELETE /sms/{serviceName}/senders/{sender}', {
			...one,
			description:
				'Delete a sender: workflows that send with it fail from then on, and a new one has to be validated again',
		}),
	],
};
