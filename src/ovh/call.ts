import { fillPath } from './address';
import { type Effect, OvhError } from './errors';
import type { Routes } from './model.generated';
import type { CallName } from './outcome';

/** What a document of OVHcloud's document service says of itself, as far as it is used here. */
interface OvhDocument {
	id: string;
	/** Bytes; 0 while OVHcloud is still writing it. */
	size: number;
	/** Temporary address to read the file from, without signature. */
	getUrl: string;
	/** Temporary address to write the file to, without signature. */
	putUrl: string;
}

/**
 * The routes of the document service. They stand outside `/sms`; source: OVHcloud's own schema of
 * `/me` and its guides on lists of recipients and exports.
 */
interface DocumentRoutes {
	'POST /me/document': {
		body: { name: string };
		returns: OvhDocument;
	};
	'GET /me/document/{id}': { body: never; returns: OvhDocument };
	'PUT /me/document/{id}': { body: { expirationDate: string }; returns: null };
	'DELETE /me/document/{id}': { body: never; returns: null };
}

/** Routes outside `/sms` that this package uses. */
interface OtherRoutes extends DocumentRoutes {
	'GET /auth/time': { body: never; returns: number };
	'GET /auth/details': { body: never; returns: { identities?: string[] } };
}

/** Every route that may be called, as `METHOD /path`: OVHcloud's schema is the only source. */
export type RouteName = keyof Routes | keyof OtherRoutes;

/** What a route answers. */
export type AnswerOf<R extends RouteName> = (Routes & OtherRoutes)[R]['returns'];

/** One call, as the API's own documentation names it. */
export interface ApiCall<R extends RouteName = RouteName> {
	/** Method and path template: `GET /sms/{serviceName}/jobs`. */
	route: R;
	/** Values of the template's placeholders. */
	path?: Record<string, unknown>;
	query?: Record<string, unknown>;
	body?: (Routes & OtherRoutes)[R]['body'];
	headers?: Record<string, string>;
	/**
	 * Whether carrying it out twice is the same as carrying it out once, so that it is repeated after
	 * a lost answer.
	 */
	idempotent?: boolean;
	/** Whether the numbers of the list that it names were checked in this run. */
	listChecked?: boolean;
}

/** How a failure names a call. */
export function nameOf(call: ApiCall): CallName {
	const [method = '', route = ''] = call.route.split(' ');
	const path = fillPath(route, call.path ?? {});
	return { method, route, path, ...(call.idempotent && { idempotent: true }) };
}

/** The failure of a call whose answer is JSON, but not what the route answers. */
export function unreadable(call: ApiCall, effect: Effect, reason: string): OvhError {
	return new OvhError({ ...nameOf(call), kind: 'unreadable', effect, reason });
}

/** The failure of a call whose work OVHcloud has not finished in time. */
export function notReady(call: ApiCall, reason: string): OvhError {
	return new OvhError({ ...nameOf(call), kind: 'notReady', effect: 'none', reason });
}

/** A call that is not made, since another one has just shown that OVHcloud cannot be reached. */
export function unreachable(call: ApiCall, { facts }: OvhError): OvhError {
	const { method, path, status, reason } = facts;
	const how = status === undefined ? (reason ?? facts.kind) : `HTTP ${status}`;
	const because = `${method} ${path} failed: ${how}`;
	return new OvhError({ ...nameOf(call), kind: 'unreachable', effect: 'none', reason: because });
}
