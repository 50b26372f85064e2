import type { Token } from '../auth/tokens';
import { objectNotFound, serviceNotFound } from '../errors';
import type { Settings } from '../options';
import type { AccountState, State } from '../state/state';

/** What a route's behaviour gets: a request that passed every check. */
export interface Context {
	state: State;
	settings: Settings;
	/** Undefined on routes that need no signature. */
	token: Token | undefined;
	/** Decoded path parameters. */
	params: Record<string, string>;
	query: Record<string, string | undefined>;
	/** Checked against the route's schema. */
	body: unknown;
}

/** A route's behaviour: returns the answer's JSON value (undefined for `void`) or throws an OvhError. */
export type Handler = (context: Context) => unknown;

/** Behaviours by route name, e.g. `GET /sms/{serviceName}/jobs`. */
export type Handlers = Record<string, Handler>;

/** The account in the path; 404 when the sandbox has none of that name. */
export function accountOf({ state, params }: Context): AccountState {
	const account = state.accounts.get(params.serviceName);
	if (!account) throw serviceNotFound();
	return account;
}

/** `value`, or the 404 for an object that is not there. */
export function found<T>(value: T | undefined, name: string, key: string | number): T {
	if (value === undefined) throw objectNotFound(name, key);
	return value;
}
