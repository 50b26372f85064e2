import schemaData from '../../schema/ovh-sms-schema.json';

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
	/** Whether the token needs a right for the call. Only the two `/auth` look-ups need none. */
	needsRule?: boolean;
}

export interface ModelProperty {
	type: string;
	nullable: boolean;
	readOnly: boolean;
}

interface ApiSchema {
	routes: ApiRoute[];
	models: Record<string, { properties: Record<string, ModelProperty> }>;
	enums: Record<string, { type: string; values: string[] }>;
}

export const apiSchema = schemaData as unknown as ApiSchema;

/** `GET /sms/{serviceName}/jobs`: the name under which a route's behaviour is registered. */
export function routeName(route: Pick<ApiRoute, 'method' | 'path'>): string {
	return `${route.method} ${route.path}`;
}
