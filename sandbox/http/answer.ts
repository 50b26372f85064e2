import type { FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, OvhError } from '../errors';
import { handlers } from '../routes';
import type { Context } from '../routes/context';
import { apiSchema, type ApiRoute, routeName } from '../schema/api';
import { jsonSchemaOf } from '../schema/jsonSchema';
import { applyFault, json } from './applyFault';
import { answerBatch } from './batch';
import { answerPage, pageOf } from './pages';
import type { World } from './world';

/** Runs a route's behaviour and sends its answer, unless a fault comes between. */
export async function answer(
	world: World,
	route: ApiRoute,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const { exchange } = request;
	const result = await resultOf(world, route, request, reply);
	const { creditsAsText } = world.state.quirks;
	const text = JSON.stringify(result, (name, value: unknown) =>
		creditsAsText && name === 'totalCreditsRemoved' ? String(value) : value,
	);
	const verdict = `accepted${creditsIn(result)}`;
	const fault = world.faults.take('after', request.method, exchange.path);
	if (fault) {
		const status = applyFault(fault, request, reply, text);
		world.recorder.finish(exchange.record, status, `fault: ${fault.kind} (${verdict})`);
		return reply;
	}
	world.recorder.finish(exchange.record, 200, verdict);
	return json(reply).send(text);
}

/** One answer, or those to the keys of a batch, or a page of the objects that a list names. */
async function resultOf(
	world: World,
	route: ApiRoute,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<unknown> {
	const params = request.params as Context['params'];
	const runAs = async (as: ApiRoute, given: Context['params']) =>
		checked(request, as, await handlers[routeName(as)](contextOf(world, request, given)));
	const { batch, path } = request.exchange;
	if (batch) {
		return await answerBatch(batch, async (key) => {
			const single = { ...params, [batch.parameter]: key };
			if (!request.validateInput(single, 'params')) {
				throw badRequest(`[${batch.parameter}] Given data is not valid`);
			}
			return await runAs(route, single);
		});
	}
	const result = await runAs(route, params);
	const page = pageOf(request, route.path, world.state.quirks);
	if (!page) return result;
	const { object, parameter } = objectRoute(route);
	const source = {
		address: `${path} ${JSON.stringify(request.query)}`,
		now: world.settings.now(),
		ids: result as Array<string | number>,
		read: async (id: string) => await runAs(object, { ...params, [parameter]: id }),
	};
	const { objects, headers } = await answerPage(page, source, world.pages);
	reply.headers(headers);
	return objects;
}

/** The route that reads one object of a list, and its last parameter. */
function objectRoute({ path }: ApiRoute): { object: ApiRoute; parameter: string } {
	for (const object of apiSchema.routes) {
		const rest = object.path.startsWith(`${path}/`) ? object.path.slice(path.length) : '';
		const parameter = /^\/\{(\w+)\}$/.exec(rest)?.[1];
		if (object.method === 'GET' && parameter) return { object, parameter };
	}
	throw new Error(`The sandbox knows no objects of ${path}`);
}

/** The answer in the form that the schema promises; anything else is a mistake of the sandbox. */
function checked(request: FastifyRequest, route: ApiRoute, result: unknown): unknown {
	const value = result ?? null;
	if (route.returns === 'json') return value;
	const validate = request.compileValidationSchema(jsonSchemaOf(route.returns, 'answer'));
	if (validate(value)) return value;
	const [violation] = validate.errors ?? [];
	const where = `${route.returns}${violation?.instancePath} ${violation?.message}`;
	throw new OvhError(500, `The sandbox made an answer that is not ${where}`);
}

function contextOf(world: World, request: FastifyRequest, params: Context['params']): Context {
	return {
		state: world.state,
		settings: world.settings,
		token: request.exchange.token,
		serviceAccount: request.exchange.serviceAccount,
		params,
		query: request.query as Context['query'],
		body: request.body,
	};
}

function creditsIn(result: unknown): string {
	const credits = (result as { totalCreditsRemoved?: number } | null)?.totalCreditsRemoved;
	if (credits === undefined) return '';
	return `, ${credits} ${credits === 1 ? 'credit' : 'credits'}`;
}
