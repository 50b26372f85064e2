import { get, getAll } from '../../../src/operations/builders';
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
		get('GET /sms/{serviceName}/hlr/{id}', {
			...texts,
			adds: OPERATOR,
			ids: { id: locators.lookup },
			description: 'Read one number lookup that was made, with country and operator',
		}),
	],
};
