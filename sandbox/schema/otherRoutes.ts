import type { ApiRoute, RouteParameter } from './api';

const route = (
	method: ApiRoute['method'],
	path: string,
	rest: Partial<ApiRoute> = {},
): ApiRoute => ({ method, path, auth: true, parameters: [], returns: 'json', ...rest });

const get = (path: string, rest: Partial<ApiRoute>) => route('GET', path, rest);

const inBody = (name: string | null, type: string, required = true): RouteParameter => ({
	name,
	in: 'body',
	type,
	required,
});

/** As the names of other actions of `/me` are made; those of the documents have not been seen. */
const needs = (action: string) => ({ iamActions: [`account:apiovh:me/${action}`] });

const DOCUMENT = 'nichandle.document.Document';
const documentId: RouteParameter = { name: 'id', in: 'path', type: 'uuid', required: true };

/**
 * The document service, from OVHcloud's own schema of `/me` (see `documentModels.ts`). A file is
 * uploaded by whoever made the document: a PUT of the bytes to `putUrl`, without signature
 * (`requests.put(putUrl, data=content)` in OVHcloud's notebook about SMS campaigns).
 */
const documentRoutes: ApiRoute[] = [
	get('/me/document', { ...needs('document/get'), returns: 'uuid[]' }),
	route('POST', '/me/document', {
		...needs('document/create'),
		parameters: [
			inBody('name', 'string'),
			inBody('tags', 'complexType.SafeKeyValue<string>[]', false),
		],
		returns: DOCUMENT,
	}),
	route('POST', '/me/document/cors', {
		...needs('document/cors/create'),
		parameters: [inBody('origin', 'string')],
		returns: 'void',
	}),
	get('/me/document/{id}', {
		...needs('document/get'),
		parameters: [documentId],
		returns: DOCUMENT,
	}),
	route('PUT', '/me/document/{id}', {
		...needs('document/edit'),
		parameters: [documentId, inBody(null, DOCUMENT)],
		returns: 'void',
	}),
	route('DELETE', '/me/document/{id}', {
		...needs('document/delete'),
		parameters: [documentId],
		returns: 'void',
	}),
];

/**
 * Routes outside the SMS schema: what a credential is tested with, and `/me` to show that the
 * same credential signs for OVHcloud's other APIs, and the documents that lists of receivers and
 * exports are made of. `GET /sms/` is the form of OVHcloud's PHP guide.
 */
export const otherRoutes: ApiRoute[] = [
	get('/auth/time', { auth: false, returns: 'long' }),
	get('/auth/details', { needsRule: false }),
	get('/auth/currentCredential', { needsRule: false }),
	get('/me', needs('get')),
	get('/sms/', { iamActions: ['sms:apiovh:get'], returns: 'string[]' }),
	...documentRoutes,
];
