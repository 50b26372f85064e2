import { get, getAll, remove } from '../../../src/operations/builders';
import { create, update } from '../../../src/operations/calls';
import { text } from '../../../src/operations/fields';
import type { Resource } from '../../../src/operations/operation';
import { lists } from '../lists';
import { locators } from '../locators';

const texts = { noun: 'phonebook' };
const one = { ...texts, ids: { bookKey: locators.phonebook } };
const READ = 'GET /sms/{serviceName}/phonebooks/{bookKey}';
const NAME = text('name', 'Name', 'Name of the phonebook', { required: true });

export const phonebook: Resource = {
	value: 'phonebook',
	name: 'Phonebook',
	operations: [
		create('POST /sms/{serviceName}/phonebooks', { ...texts, fields: [NAME], reads: READ }),
		getAll(lists.phonebooks, {
			...texts,
			plural: 'phonebooks',
			description: 'List the phonebooks of the account',
		}),
		get(READ, one),
		update('PUT /sms/{serviceName}/phonebooks/{bookKey}', {
			...one,
			fields: [NAME],
			reads: READ,
			description: 'Rename a phonebook',
		}),
		remove('DELETE /sms/{serviceName}/phonebooks/{bookKey}', {
			...one,
			description: 'Delete a phonebook with all its contacts; this cannot be undone',
		}),
	],
};
