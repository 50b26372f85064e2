import type { ApiRoute, RouteParameter } from './api';
import { jsonSchemaOf, textSchemaOf, type JsonSchema } from './jsonSchema';

export interface RequestSchema {
	params?: JsonSchema;
	querystring: JsonSchema;
	body?: JsonSchema;
}

/** What fastify has to check of a request, generated from the route's description. */
export function requestSchemaOf(route: ApiRoute): RequestSchema {
	const of = (place: RouteParameter['in']) => route.parameters.filter(({ in: at }) => at === place);
	const path = of('path');
	const hasBody = route.method === 'POST' || route.method === 'PUT';
	return {
		...(path.length > 0 ? { params: object(path, textSchemaOf) } : {}),
		querystring: object(of('query'), textSchemaOf),
		...(hasBody ? { body: bodySchema(of('body')) } : {}),
	};
}

function bodySchema(parameters: RouteParameter[]): JsonSchema {
	const [whole] = parameters;
	const toSchema = (type: string) => jsonSchemaOf(type, 'body');
	if (whole?.name === null) return toSchema(whole.type);
	return object(parameters, toSchema);
}

function object(parameters: RouteParameter[], toSchema: (type: string) => JsonSchema): JsonSchema {
	return {
		type: 'object',
		additionalProperties: false,
		required: parameters.filter(({ required }) => required).map(({ name }) => name),
		properties: Object.fromEntries(parameters.map(({ name, type }) => [name, toSchema(type)])),
	};
}
