import { get, getAll, remove } from '../../../src/operations/builders';
import { action, update } from '../../../src/operations/calls';
import type { Resource } from '../../../src/operations/operation';
import type { Added } from '../../../src/operations/output';
import { waitOption } from '../../../src/operations/wait';
import { create } from '../batch/create';
import { BATCH_FIELDS } from '../batch/fields';
import { isCompleted } from '../batch/follow';
import { NAME, WAIT_FOR_COMPLETION } from '../batch/properties';
import { lists } from '../lists';
import { locators } from '../locators';

const texts = {
	noun: 'batch',
	simplified: BATCH_FIELDS,
};
const one = { ...texts, ids: { id: locators.batch } };

/** A cancel says so in the words that every one of them has. */
const CANCELLED: Added = {
	routes: [],
	fields: { deleted: 'boolean' },
	to: async (_, objects) => objects.map((object) => ({ ...object, deleted: true })),
};

export const batch: Resource = {
	value: 'batch',
	name: 'Batch',
	operations: [
		create,
		getAll(lists.batches, {
			...texts,
			plural: 'batches',
			description: 'List the batches with their status, newest first',
		}),
		get('GET /sms/{serviceName}/batches/{id}', {
			...one,
			...waitOption(WAIT_FOR_COMPLETION, isCompleted),
			description: 'Read one batch with its status, or wait until it is completed',
		}),
		get('GET /sms/{serviceName}/batches/{id}/statistics', {
			...one,
			simplified: undefined,
			value: 'getStatistics',
			name: 'Get Statistics',
			action: 'Get statistics of batch',
			description:
				'Count the messages of a batch: sent, delivered, failed, pending, answered with STOP; and its credits',
		}),
		update('PUT /sms/{serviceName}/batches/{id}', {
			...one,
			fields: [{ ...NAME, required: true }],
			description: 'Rename a batch; nothing else of it can be changed',
		}),
		action('POST /sms/{serviceName}/batches/{id}/cancel', {
			...one,
			adds: CANCELLED,
			value: 'cancel',
			name: 'Cancel',
			action: 'Cancel batch',
			description:
				'Stop a batch that was put off to a later time. It works only before any of its SMS went out, and cannot be undone.',
		}),
		remove('DELETE /sms/{serviceName}/batches/{id}', {
			...one,
			description:
				'Delete a batch that is over from the account; this cannot be undone, and its SMS are not called back',
		}),
	],
};
