import { storedChanges } from '../state/addresses';
import type { Account } from '../state/types';
import { applyChanges } from './changes';
import { accountOf, type Handler, type Handlers } from './context';

const listAccounts: Handler = ({ state }) => [...state.accounts.keys()];

export const accountHandlers: Handlers = {
	'GET /sms': listAccounts,
	'GET /sms/': listAccounts,
	'GET /sms/{serviceName}': (context) => accountOf(context).details,

	'PUT /sms/{serviceName}': (context) => {
		const changes = storedChanges(context.body as Partial<Account>, context.state.quirks);
		applyChanges('sms.Account', accountOf(context).details, changes);
	},
};
