import { IamError, OvhError } from '../errors';
import type { ApiRoute } from '../schema/api';
import { isAllowed, type ServiceAccount, type ServiceAccounts } from './serviceAccounts';

/** The token in an `Authorization` header; undefined where there is none. */
export function bearerOf(header: string): string | undefined {
	return /^Bearer (\S+)$/i.exec(header)?.[1];
}

/**
 * Checks a request with an access token: the token, then the policies.
 * @param owner NIC handle of the customer
 * @returns the service account that the request was made by
 */
export function authenticateBearer(
	token: string,
	accounts: ServiceAccounts,
	route: ApiRoute,
	params: Record<string, string>,
	owner: string,
): ServiceAccount {
	const account = accounts.find(token);
	// How OVHcloud refuses a token that has ended is not published.
	if (!account) throw new OvhError(401, 'You must login first');
	const missing = (route.iamActions ?? []).filter(
		(action) => !isAllowed(account.policies, action, resourceOf(action, params, owner)),
	);
	if (missing.length > 0) throw new IamError(missing);
	return account;
}

/** The URN of what an action is for, where the path names it. */
function resourceOf(
	action: string,
	{ serviceName, number }: Record<string, string>,
	owner: string,
): string | undefined {
	const [type] = action.split(':');
	const names: Record<string, string | undefined> = {
		sms: serviceName,
		account: owner,
		smsVirtualNumbers: number,
	};
	return names[type] === undefined ? undefined : `urn:v1:eu:resource:${type}:${names[type]}`;
}
