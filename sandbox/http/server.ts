import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AuthError, badRequest, OvhError, unknownRoute } from '../errors';
import { servePage } from '../page/routes';
import { apiSchema } from '../schema/api';
import { otherRoutes } from '../schema/otherRoutes';
import { requestSchemaOf } from '../schema/requestSchema';
import { violationError } from '../schema/violations';
import { answer } from './answer';
import { json } from './applyFault';
import { emptyServer, noteRequests } from './bareApp';
import { BASE_PATH } from './exchange';
import { checkRequest } from './hooks';
import { serveTokens } from './tokenAddress';
import type { World } from './world';

/**
 * The HTTP server: OVHcloud's API, its token address, and the phone page, each with checks of its own.
 * @param tokenWorld notes the requests for tokens
 */
export function buildServer(world: World, tokenWorld: World) {
	const app = emptyServer(world);
	app.register(async (api) => serveApi(api, world));
	app.register(async (tokens) => serveTokens(tokens, tokenWorld));
	app.register(async (page) => servePage(page, world));
	return app;
}

/** One fastify route per route of OVHcloud's schema, the same checks before each. */
function serveApi(app: FastifyInstance, world: World): void {
	noteRequests(app, world);
	app.addHook('preValidation', checkRequest(world));

	const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
		const refusal = refusalOf(error, request);
		world.recorder.finish(request.exchange.record, refusal.status, `refused: ${refusal.label}`);
		const older = refusal instanceof AuthError && world.settings.errorShape === 'errorCode';
		const body = older ? refusal.errorCodeBody() : refusal.body();
		body.message = `${String(body.message)}${world.state.quirks.errorEnding}`;
		return json(reply).code(refusal.status).send(JSON.stringify(body));
	};
	app.setErrorHandler(refuse);
	app.setNotFoundHandler((request, reply) => refuse(unknownRoute(), request, reply));

	for (const route of [...otherRoutes, ...apiSchema.routes]) {
		app.route({
			method: route.method,
			url: BASE_PATH + route.path.replace(/\{(\w+)\}/g, ':$1'),
			schema: requestSchemaOf(route),
			config: { api: route },
			handler: async (request, reply) => await answer(world, route, request, reply),
		});
	}
}

function refusalOf(error: unknown, request: FastifyRequest): OvhError {
	if (error instanceof OvhError) return error;
	const { code, validation, statusCode = 500, message } = error as FastifyError;
	if (code === 'ECONNRESET') return badRequest('The client went away before its body was complete');
	const route = request.routeOptions.config.api;
	if (validation && route) return violationError(validation, route);
	return new OvhError(statusCode, statusCode < 500 ? message : `Sandbox failure: ${message}`);
}
