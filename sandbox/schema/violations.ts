import { badRequest, type OvhError } from '../errors';
import type { ApiRoute } from './api';

/** The part of ajv's error objects that is used here. */
interface Violation {
	keyword: string;
	instancePath: string;
	params: Record<string, unknown>;
}

/** OVHcloud-shaped 400 for the first thing that fastify's validation found, naming the parameter. */
export function violationError(violations: readonly Violation[], route: ApiRoute): OvhError {
	const [first] = violations;
	const path = first.instancePath
		.split('/')
		.slice(1)
		.map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
	const inside = (name: unknown) => [...path, String(name)].join('.');

	if (first.keyword === 'required') {
		return badRequest(`Missing parameter: ${inside(first.params.missingProperty)}`);
	}
	if (first.keyword === 'additionalProperties') {
		const name = inside(first.params.additionalProperty);
		return badRequest(`Received not described parameters: (${name}) to call ${route.path}`);
	}
	if (path.length === 0) return badRequest('[body] Expected a JSON object');

	const type = route.parameters.find(({ name }) => name === path[0])?.type;
	const name = path.join('.');
	if (first.keyword === 'enum') {
		const values = (first.params.allowedValues as unknown[]).slice(0, 20).join(', ');
		return badRequest(`[${name}] Given data does not belong to the enumeration: ${values}`);
	}
	const expected = path.length === 1 && type ? type : String(first.params.type ?? first.keyword);
	return badRequest(`[${name}] Given data is not valid for type ${expected}`);
}
