import { get, getAll, remove } from '../../../src/operations/builders';
import { action, update } from '../../../src/operations/calls';
import { flag, text } from '../../../src/operations/fields';
import type { Resource } from '../../../src/operations/operation';
import { lists } from '../lists';
import { locators } from '../locators';
import { create } from '../receivers/create';

const texts = { noun: 'receiver list' };
const one = { ...texts, ids: { slotId: locators.receiverList } };
const READ = 'GET /sms/{serviceName}/receivers/{slotId}';

export const receiverList: Resource = {
	value: 'receiverList',
	name: 'Receiver List',
	operations: [
		create,
		getAll(lists.receiverLists, {
			...texts,
			plural: 'receiver lists',
			description: 'List the stored lists of recipients, each with its slot and number of records',
		}),
		get(READ, { ...one, description: 'Read the description and number of records of one list' }),
		update('PUT /sms/{serviceName}/receivers/{slotId}', {
			...one,
			options: [
				flag(
					'autoUpdate',
					'Auto Update',
					'Whether OVHcloud reads the file anew for each message; only for lists from an address',
				),
				text('description', 'Description', 'Name of the list for people'),
			],
			reads: READ,
		}),
		action('POST /sms/{serviceName}/receivers/{slotId}/clean', {
			...one,
			value: 'clean',
			name: 'Clean',
			action: 'Clean receiver list',
			description:
				'Take invalid and inactive numbers out of a list, which cannot be undone: they are gone from it. Each number is looked up, which costs 0.1 credits a number, except with Free Check Only. OVHcloud works on it in the background.',
			fields: [
				flag(
					'freemium',
					'Free Check Only',
					'Whether to check only how the numbers are written, which costs nothing; otherwise each is looked up for 0.1 credits',
					{ default: true },
				),
				flag(
					'priceOnly',
					'Price Only',
					'Whether to read the price in credits without cleaning anything',
				),
			],
		}),
		remove('DELETE /sms/{serviceName}/receivers/{slotId}', {
			...one,
			description:
				'Delete a list and free its slot; this cannot be undone. Batches that are still being prepared from it may fail.',
		}),
	],
};
