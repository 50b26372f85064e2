import { isAllowed } from '../auth/serviceAccounts';
import { storedChanges } from '../state/addresses';
import type { Account } from '../state/types';
import { applyChanges } from './changes';
import { accountOf, type Handler, type Handlers } from './context';

/** A service account sees the accounts that a policy lets it see. */
const listAccounts: Handler = ({ state, serviceAccount }) =>
	[...state.accounts.keys()].filter(
		(name) =>
			!serviceAccount ||
			isAllowed(serviceAccount.policies, 'sms:apiovh:get', `urn:v1:eu:resource:sms:${name}`),
	);

export const accountHandlers: Handlers = {
	'GET /sms': listAccounts,
	'GET /sms/': listAccounts,
	'GET /sms/{serviceName}': (context) => accountOf(context).details,

	'PUT /sms/{serviceName}': (context) => {
		const changes = storedChanges(context.body as Partial<Account>, context.state.quirks);
		applyChanges('sms.Account', accountOf(context).details, changes);
	},
};
