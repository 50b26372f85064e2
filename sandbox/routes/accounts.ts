import { applyChanges } from './changes';
import { accountOf, type Handler, type Handlers } from './context';

const listAccounts: Handler = ({ state }) => [...state.accounts.keys()];

export const accountHandlers: Handlers = {
	'GET /sms': listAccounts,
	'GET /sms/': listAccounts,
	'GET /sms/{serviceName}': (context) => accountOf(context).details,

	'PUT /sms/{serviceName}': (context) =>
		applyChanges('sms.Account', accountOf(context).details, context.body),
};
