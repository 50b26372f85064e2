import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { resources } from '../../../nodes/OvhSms/resources';
import { nodeProperties, subtitle } from '../../../src/operations/properties';

const properties = nodeProperties(resources);
const namesOf = ({ options = [] }: INodeProperties) =>
	(options as INodePropertyOptions[]).map(({ name }) => name);

test('what people do most stands first, settings of the account last', () => {
	const names = namesOf(properties[0]);
	expect(names.slice(0, 8)).toEqual([
		'SMS',
		'Batch',
		'Sent SMS',
		'Received SMS',
		'Scheduled SMS',
		'Receiver List',
		'Opt-Out',
		'Sender',
	]);
	expect(names.slice(-2)).toEqual(['Account', 'API User']);
});

test('n8n makes its list of actions of the first selector on: Send SMS stands there first', () => {
	const [, selector] = properties;
	expect((selector.options as INodePropertyOptions[])[0].action).toBe('Send SMS');
});

test('what is preselected stays, since a saved workflow does not hold it', () => {
	expect(properties[0].default).toBe('sms');
	for (const [index, { operations }] of resources.entries()) {
		expect(properties[index + 1].default).toBe(operations[0].value);
	}
	expect(
		resources.map(({ value, operations }) => `${value}.${operations[0].value}`).sort(),
	).toEqual([
		'account.getAll',
		'batch.create',
		'blacklist.getAll',
		'contact.create',
		'incoming.getAll',
		'job.getAll',
		'lookup.lookUp',
		'outgoing.getAll',
		'phonebook.create',
		'rate.get',
		'receiverList.create',
		'sender.getAll',
		'sms.send',
		'template.create',
		'user.create',
		'verification.send',
		'virtualNumber.getAll',
	]);
});

test('the subtitle is what the list of actions says', () => {
	expect(subtitle(resources)).toContain('"job.getAll":"Get many scheduled SMS"');
	// An early end of the expression would show the rest of it as text.
	expect(subtitle(resources).match(/\}\}/g)).toHaveLength(1);
});
