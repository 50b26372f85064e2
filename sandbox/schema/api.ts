import schemaData from '../../tools/schema/ovh-sms-schema.json';
import { documentModels } from './documentModels';
import type { ApiModel } from './models';

export interface RouteParameter {
	/** `null` when the whole body is one model. */
	name: string | null;
	in: 'path' | 'query' | 'body';
	type: string;
	required: boolean;
}

/** One operation of OVHcloud's API, as its own schema describes it. */
export interface ApiRoute {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: string;
	/** Whether the call must be signed. */
	auth: boolean;
	parameters: RouteParameter[];
	returns: string;
	/** What an access policy has to allow; absent or empty: nothing. */
	iamActions?: string[];
	/** Whether the token needs a right for the call. Only the two `/auth` look-ups need none. */
	needsRule?: boolean;
}

interface ApiSchema {
	routes: ApiRoute[];
	models: Record<string, ApiModel>;
	enums: Record<string, { type: string; values: string[] }>;
}

export const apiSchema = schemaData as unknown as ApiSchema;

/** `GET /sms/{serviceName}/jobs`: the name under which a route's behaviour is registered. */
export function routeName(route: Pick<ApiRoute, 'method' | 'path'>): string {
	return `${route.method} ${route.path}`;
}

/** The model of a name, of the SMS schema or of the few other routes. */
export function modelOf(name: string): ApiModel {
	return apiSchema.models[name] ?? documentModels[name];
}
