import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { get, getAll, remove } from '../../../src/operations/builders';
import { create, update } from '../../../src/operations/calls';
import { text } from '../../../src/operations/fields';
import type { Resource } from '../../../src/operations/operation';
import { withoutPlaceholders } from '../../../src/sms/contactPlaceholders';
import { lists } from '../lists';
import { locators } from '../locators';

const texts = {
	noun: 'contact',
	ids: { bookKey: locators.phonebook },
	shown: withoutPlaceholders<IDataObject>,
};
const one = { ...texts, ids: { ...texts.ids, id: locators.contact } };
const READ = 'GET /sms/{serviceName}/phonebooks/{bookKey}/phonebookContact/{id}';

const NAMES = [
	text('name', 'Name', 'Family name'),
	text('surname', 'First Name', 'First name, which OVHcloud calls surname'),
	text('group', 'Group', 'Group of the phonebook to which the contact belongs'),
];

const PHONES = [
	phone('homeMobile', 'Home Mobile', 'Private mobile phone'),
	phone('homePhone', 'Home Phone', 'Private phone'),
	phone('workMobile', 'Work Mobile', 'Mobile phone at work'),
	phone('workPhone', 'Work Phone', 'Phone at work'),
];

export const contact: Resource = {
	value: 'contact',
	name: 'Contact',
	operations: [
		create('POST /sms/{serviceName}/phonebooks/{bookKey}/phonebookContact', {
			...texts,
			description: 'Add a contact to a phonebook',
			fields: NAMES.map((property) => ({ ...property, required: true })),
			options: PHONES,
			reads: READ,
		}),
		getAll(lists.contacts, {
			...texts,
			plural: 'contacts',
			description: 'List the contacts of a phonebook',
		}),
		get(READ, one),
		update('PUT /sms/{serviceName}/phonebooks/{bookKey}/phonebookContact/{id}', {
			...one,
			options: [...NAMES, ...PHONES],
			reads: READ,
		}),
		remove('DELETE /sms/{serviceName}/phonebooks/{bookKey}/phonebookContact/{id}', one),
	],
};

function phone(name: string, displayName: string, description: string): INodeProperties {
	return text(name, displayName, `${description}, with its country code`, {
		placeholder: 'e.g. +33612345678',
	});
}
