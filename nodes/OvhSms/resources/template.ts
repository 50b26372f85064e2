import { get, getAll, remove } from '../../../src/operations/builders';
import { action, create, update } from '../../../src/operations/calls';
import { choice, longText, text } from '../../../src/operations/fields';
import type { Resource } from '../../../src/operations/operation';
import { SmsTypeTemplateEnum } from '../../../src/ovh/model.generated';
import { lists } from '../lists';
import { locators } from '../locators';

const texts = { noun: 'template' };
const one = { ...texts, ids: { name: locators.template } };
const READ = 'GET /sms/{serviceName}/templatesControl/{name}';

const ACTIVITY = choice('activity', 'Activity', SmsTypeTemplateEnum, 'Kind of message');
const DESCRIPTION = text('description', 'Description', 'What the template is for');
const MESSAGE = longText(
	'message',
	'Message',
	'Text with #VALUE# wherever something differs from message to message',
);

export const template: Resource = {
	value: 'template',
	name: 'Template',
	operations: [
		create('POST /sms/{serviceName}/templatesControl', {
			...texts,
			description:
				'Hand in a template for messages. OVHcloud validates it first: follow its status with Get; it can be used once that is "enable".',
			fields: [
				text('name', 'Name', 'Name of the template', { required: true }),
				ACTIVITY,
				{ ...MESSAGE, required: true },
			],
			options: [
				DESCRIPTION,
				text('reason', 'Reason', "What the messages are for, for OVHcloud's moderator"),
			],
			reads: READ,
		}),
		getAll(lists.templates, {
			...texts,
			plural: 'templates',
			description: "List the templates with their status and the moderator's comment",
		}),
		get(READ, one),
		update('PUT /sms/{serviceName}/templatesControl/{name}', {
			...one,
			options: [ACTIVITY, DESCRIPTION, MESSAGE],
			reads: READ,
		}),
		action('POST /sms/{serviceName}/templatesControl/{name}/relaunchValidation', {
			...one,
			value: 'relaunch',
			name: 'Relaunch Validation',
			action: 'Relaunch validation of template',
			description: 'Hand in a refused template again, with a better description and text',
			fields: [
				{ ...MESSAGE, required: true },
				{ ...DESCRIPTION, required: true },
			],
			reads: READ,
		}),
		remove('DELETE /sms/{serviceName}/templatesControl/{name}', one),
	],
};
