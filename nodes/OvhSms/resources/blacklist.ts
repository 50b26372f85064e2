import { get, getAll, remove } from '../../../src/operations/builders';
import type { Resource } from '../../../src/operations/operation';
import { lists } from '../lists';
import { locators } from '../locators';
import { BY_ANSWERED, BY_BATCH } from './filters';

const texts = { noun: 'opt-out' };
const one = { ...texts, ids: { number: locators.blacklisted } };

export const blacklist: Resource = {
	value: 'blacklist',
	name: 'Opt-Out',
	operations: [
		getAll(lists.blacklist, {
			...texts,
			plural: 'opt-outs',
			description: 'List the numbers that replied STOP and get no marketing messages any more',
			filters: [BY_BATCH, BY_ANSWERED],
		}),
		get('GET /sms/{serviceName}/blacklists/{number}', {
			...one,
			description: 'Read since when a number has opted out, and after which message',
		}),
		remove('DELETE /sms/{serviceName}/blacklists/{number}', {
			...one,
			description:
				'Allow marketing messages to a number again. The law wants a new, proven consent of the person first: use it only when you have one.',
		}),
	],
};
