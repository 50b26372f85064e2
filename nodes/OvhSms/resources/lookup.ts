import { get, getAll } from '../../../src/operations/builders';
import { text } from '../../../src/operations/fields';
import type { Resource } from '../../../src/operations/operation';
import { lists } from '../lists';
import { locators } from '../locators';
import { lookUp, OPERATOR } from './numberLookup';

const texts = { noun: 'number lookup' };

export const lookup: Resource = {
	value: 'lookup',
	name: 'Number Lookup',
	operations: [
		lookUp,
		getAll(lists.lookups, {
			...texts,
			plural: 'number lookups',
			description: 'List the lookups that were made, newest first',
		}),
		getAll(lists.restrictions, {
			...texts,
			plural: 'restrictions',
			value: 'getRestrictions',
			name: 'Get Restrictions',
			action: 'Get restrictions of number',
			description:
				'List what operators do to messages to a number, such as replacing the sender; nothing where they do nothing. It costs nothing, and nothing is sent.',
			query: [
				text('receiver', 'Recipient', 'Number of the recipient, with its country code', {
					required: true,
					placeholder: 'e.g. +12025550123',
				}),
			],
		}),
		get('GET /sms/{serviceName}/hlr/{id}', {
			...texts,
			adds: OPERATOR,
			ids: { id: locators.lookup },
			description: 'Read one number lookup that was made, with country and operator',
		}),
	],
};
