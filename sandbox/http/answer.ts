import type { FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, OvhError } from '../errors';
import type { Context, Handler } from '../routes/context';
import type { ApiRoute } from '../schema/api';
import { jsonSchemaOf } from '../schema/jsonSchema';
import { applyFault, json } from './applyFault';
import { answerBatch } from './batch';
import type { World } from './world';

/** Runs a route's behaviour and sends its answer, unless a fault comes between. */
export async function answer(
	world: World,
	route: ApiRoute,
	handler: Handler,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const { exchange } = request;
	const run = async (params: Context['params']) =>
		checked(request, route, await handler(contextOf(world, request, params)));
	const params = request.params as Context['params'];
	const { batch } = exchange;
	const result = batch
		? await answerBatch(batch, async (key) => {
				const single = { ...params, [batch.parameter]: key };
				if (!request.validateInput(single, 'params')) {
					throw badRequest(`[${batch.parameter}] Given data is not valid`);
				}
				return await run(single);
			})
		: await run(params);

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
