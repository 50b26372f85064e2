import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { AuthError, badRequest, notImplemented, OvhError, unknownRoute } from '../errors';
import { handlers } from '../routes';
import { apiSchema, routeName, type ApiRoute } from '../schema/api';
import { otherRoutes } from '../schema/otherRoutes';
import { requestSchemaOf } from '../schema/requestSchema';
import { violationError } from '../schema/violations';
import { answer } from './answer';
import { json } from './applyFault';
import { BASE_PATH, withoutAlias } from './exchange';
import { checkRequest, meetFaults, nextQueryId, startExchange, takeBody } from './hooks';
import type { World } from './world';

/** The HTTP server: one fastify route per route of OVHcloud's schema, the same checks before each. */
export function buildServer(world: World) {
	const app = fastify({
		https: world.settings.https ?? null,
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		rewriteUrl: ({ url }) => withoutAlias(url ?? '/'),
		routerOptions: { maxParamLength: 10_000 },
		// A strict judge: nothing is converted, filled in or dropped.
		ajv: { customOptions: { coerceTypes: false, useDefaults: false, removeAdditional: false } },
		// An address that cannot be decoded never gets as far as the hooks.
		frameworkErrors: (error, _request, reply) => {
			reply.header('X-OVH-QueryID', nextQueryId(world.settings.now()));
			const body = badRequest(error.message).body();
			void json(reply).code(400).send(JSON.stringify(body));
		},
	});

	// The bytes are taken in a hook: what fastify would parse is already read.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));
	app.decorateRequest('exchange');
	app.addHook('onRequest', startExchange(world));
	app.addHook('preParsing', takeBody);
	app.addHook('preValidation', meetFaults(world));
	app.addHook('preValidation', checkRequest(world));

	const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
		const refusal = refusalOf(error, request);
		world.recorder.finish(request.exchange.record, refusal.status, `refused: ${refusal.label}`);
		const older = refusal instanceof AuthError && world.settings.errorShape === 'errorCode';
		const body = older ? refusal.errorCodeBody() : refusal.body();
		return json(reply).code(refusal.status).send(JSON.stringify(body));
	};
	app.setErrorHandler(refuse);
	app.setNotFoundHandler((request, reply) => refuse(unknownRoute(), request, reply));

	for (const route of [...otherRoutes, ...apiSchema.routes]) {
		const handler = handlers[routeName(route)] ?? (() => missing(route));
		app.route({
			method: route.method,
			url: BASE_PATH + route.path.replace(/\{(\w+)\}/g, ':$1'),
			schema: requestSchemaOf(route),
			config: { api: route },
			handler: (request, reply) => answer(world, route, handler, request, reply),
		});
	}
	return app;
}

/** A real route that the sandbox does not play yet: it says so and never pretends success. */
function missing(route: ApiRoute): never {
	throw notImplemented(routeName(route));
}

function refusalOf(error: unknown, request: FastifyRequest): OvhError {
	if (error instanceof OvhError) return error;
	const { code, validation, statusCode = 500, message } = error as FastifyError;
	if (code === 'ECONNRESET') return badRequest('The client went away before its body was complete');
	const route = request.routeOptions.config.api;
	if (validation && route) return violationError(validation, route);
	return new OvhError(statusCode, statusCode < 500 ? message : `Sandbox failure: ${message}`);
}
