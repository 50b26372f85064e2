import { apiSchema } from '../schema/api';
import { accountOf, type Handler, type Handlers } from './context';

const listAccounts: Handler = ({ state }) => [...state.accounts.keys()];

export const accountHandlers: Handlers = {
	'GET /sms': listAccounts,
	'GET /sms/': listAccounts,
	'GET /sms/{serviceName}': (context) => accountOf(context).details,

	'PUT /sms/{serviceName}': (context) => {
		const details = accountOf(context).details as unknown as Record<string, unknown>;
		const { properties } = apiSchema.models['sms.Account'];
		for (const [name, value] of Object.entries(context.body as Record<string, unknown>)) {
			// Clients may send the whole model back; what is read-only stays as it is.
			if (properties[name].readOnly) continue;
			details[name] = isObject(value) ? { ...(details[name] as object), ...value } : value;
		}
	},
};

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
