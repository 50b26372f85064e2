import type { ServiceAccount } from '../auth/serviceAccounts';
import type { Token } from '../auth/tokens';
import { objectNotFound, serviceNotFound } from '../errors';
import type { Settings } from '../options';
import type { LocatedSms, Part } from '../state/messages';
import type { AccountState } from '../state/account';
import type { State } from '../state/state';
import { isBetween } from '../state/time';
import { fromPath } from '../state/quirks';
import type { VirtualNumber } from '../state/types';
import type { UserState } from '../state/users';

/** What a route's behaviour gets: a request that passed every check. */
export interface Context {
	state: State;
	settings: Settings;
	/** Of a signed request. */
	token: Token | undefined;
	/** Of a request with an access token. */
	serviceAccount: ServiceAccount | undefined;
	/** Decoded path parameters. */
	params: Record<string, string>;
	query: Record<string, string | undefined>;
	/** Checked against the route's schema. */
	body: unknown;
}

/**
 * A route's behaviour: returns the answer's JSON value (undefined for `void`), or a promise of it,
 * or throws an OvhError.
 */
export type Handler = (context: Context) => unknown;

/** Behaviours by route name, e.g. `GET /sms/{serviceName}/jobs`. */
export type Handlers = Record<string, Handler>;

/** The account in the path; 404 when the sandbox has none of that name. */
export function accountOf({ state, params }: Context): AccountState {
	const account = state.accounts.get(params.serviceName);
	if (!account) throw serviceNotFound();
	return account;
}

/** Where messages are reached: the account itself, one of its API users, one of its virtual numbers. */
export const ACCOUNT = '/sms/{serviceName}';
export const USER = `${ACCOUNT}/users/{login}`;
export const NUMBER = `${ACCOUNT}/virtualNumbers/{number}`;

/** The same behaviours under several paths: `GET /jobs` becomes `GET {prefix}/jobs` for each. */
export function under(prefixes: string[], handlers: Handlers): Handlers {
	return Object.fromEntries(
		prefixes.flatMap((prefix) =>
			Object.entries(handlers).map(([name, handler]) => [name.replace(' ', ` ${prefix}`), handler]),
		),
	);
}

/** The part of the account that the path names; 404 when there is no such user or number. */
export function partOf(context: Context): Part {
	const { login, number } = context.params;
	return {
		user: login === undefined ? undefined : userOf(context).details.login,
		virtualNumber: number === undefined ? undefined : virtualNumberOf(context).number,
	};
}

export function userOf(context: Context): UserState {
	const { login } = context.params;
	return found(accountOf(context).users.get(login), 'login', login);
}

export function virtualNumberOf(context: Context): VirtualNumber {
	const { number } = context.params;
	const { virtualNumbers } = accountOf(context);
	return found(virtualNumbers.get(fromPath(context.state.quirks, number)), 'number', number);
}

/** The message with the id in the path, while it is at this stage; 404 when there is none. */
export function messageOf(
	context: Context,
	stage: 'pending' | 'sent',
	part = partOf(context),
): LocatedSms {
	const id = Number(context.params.id);
	const { name } = accountOf(context).details;
	const { messages, quirks } = context.state;
	const message = quirks.unreadable.has(id) ? undefined : messages.one(id, stage, name, part);
	return found(message, 'id', id);
}

/** Whether something was created in the period that the query asks for. */
export function isInPeriod({ query, state }: Context, creationDatetime: string): boolean {
	const { 'creationDatetime.from': from, 'creationDatetime.to': to } = query;
	return isBetween(creationDatetime, from, to, state.quirks.dateFilter);
}

/** `value`, or the 404 for an object that is not there. */
export function found<T>(value: T | undefined, name: string, key: string | number): T {
	if (value === undefined) throw objectNotFound(name, key);
	return value;
}
