import type { ApiRoute } from './api';

const get = (path: string, rest: Partial<ApiRoute>): ApiRoute => ({
	method: 'GET',
	path,
	auth: true,
	parameters: [],
	returns: 'json',
	...rest,
});

/**
 * Routes outside the SMS schema: what a credential is tested with, and `/me` to show that the
 * same credential signs for OVHcloud's other APIs. `GET /sms/` is the form of OVHcloud's PHP guide.
 */
export const otherRoutes: ApiRoute[] = [
	get('/auth/time', { auth: false, returns: 'long' }),
	get('/auth/details', { needsRule: false }),
	get('/auth/currentCredential', { needsRule: false }),
	get('/me', {}),
	get('/sms/', { returns: 'string[]' }),
];
