import fastify, { type FastifyInstance } from 'fastify';
import { badRequest } from '../errors';
import { json } from './applyFault';
import { withoutAlias } from './exchange';
import { meetFaults, nextQueryId, startExchange, takeBody } from './hooks';
import { onlyOnThisMachine } from './localHost';
import type { World } from './world';

/** A server without routes: it notes every request, takes its bytes, and lets faults come between. */
export function bareApp(world: World) {
	const app = emptyServer(world);
	noteRequests(app, world);
	return app;
}

/** A server that does nothing yet. */
export function emptyServer(world: World) {
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
	app.addHook('onRequest', onlyOnThisMachine);
	return app;
}

/** Notes every request to what is added after this, takes its bytes, and lets faults come between. */
export function noteRequests(app: FastifyInstance, world: World): void {
	// The bytes are taken in a hook: what fastify would parse is already read.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));
	app.decorateRequest('exchange');
	app.addHook('onRequest', startExchange(world));
	app.addHook('preParsing', takeBody);
	app.addHook('preValidation', meetFaults(world));
}
