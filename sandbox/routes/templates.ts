import { conflict, forbidden } from '../errors';
import { ovhDatetime } from '../state/time';
import type { Template } from '../state/types';
import { applyChanges } from './changes';
import { ACCOUNT, accountOf, found, type Context, type Handlers } from './context';

const TEMPLATES = `${ACCOUNT}/templatesControl`;

export const templateHandlers: Handlers = {
	[`GET ${TEMPLATES}`]: (context) => [...accountOf(context).templates.keys()],
	[`POST ${TEMPLATES}`]: (context) => {
		const { activity, description = '', message, name } = context.body as Template;
		const { templates } = accountOf(context);
		if (templates.has(name)) throw conflict(`Template ${name} already exists`);
		context.state.addTemplate(accountOf(context).details.name, {
			activity,
			description,
			message,
			name,
			status: 'waitingValidation',
		});
	},
	[`GET ${TEMPLATES}/{name}`]: (context) => templateOf(context),
	[`PUT ${TEMPLATES}/{name}`]: (context) => changeTemplate(context),
	[`DELETE ${TEMPLATES}/{name}`]: (context) => {
		accountOf(context).templates.delete(templateOf(context).name);
	},
	[`POST ${TEMPLATES}/{name}/relaunchValidation`]: (context) => {
		const template = templateOf(context);
		// "Attempt a new validation after moderation refusal"
		if (template.status !== 'refused') {
			throw conflict(`Template ${template.name} was not refused, its status is ${template.status}`);
		}
		const { description, message } = context.body as Template;
		const datetime = ovhDatetime(context.state.serverNow());
		Object.assign(template, { description, message, datetime, status: 'waitingValidation' });
	},
};

function templateOf(context: Context): Template {
	const { name } = context.params;
	return found(accountOf(context).templates.get(name), 'name', name);
}

/** Not documented: the model lets all be written, but neither a name nor the moderation is one's own. */
function changeTemplate(context: Context): void {
	const template = templateOf(context);
	const { name = template.name, status = template.status } = context.body as Partial<Template>;
	if (name !== template.name) throw forbidden('The name of a template can not be changed');
	if (status !== template.status) throw forbidden('The status of a template can not be changed');
	applyChanges('sms.TemplateControl', template, context.body);
}
