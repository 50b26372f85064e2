import { get, getAll } from '../../../src/operations/builders';
import type { Resource } from '../../../src/operations/operation';
import { lists } from '../lists';
import { locators } from '../locators';

const texts = { noun: 'virtual number' };

export const virtualNumber: Resource = {
	value: 'virtualNumber',
	name: 'Virtual Number',
	operations: [
		getAll(lists.virtualNumbers, {
			...texts,
			plural: 'virtual numbers',
			description: 'List the virtual numbers of the account, to which recipients can reply',
		}),
		get('GET /sms/{serviceName}/virtualNumbers/{number}', {
			...texts,
			ids: { number: locators.virtualNumber },
		}),
	],
};
