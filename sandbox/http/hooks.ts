import type { FastifyReply, FastifyRequest } from 'fastify';
import { authenticate } from '../auth/authenticate';
import { authenticateBearer, bearerOf } from '../auth/bearer';
import { NICHANDLE } from '../demoWorld';
import { badRequest, unknownRoute } from '../errors';
import { applyFault, pause } from './applyFault';
import { batchOf } from './batch';
import { parseBody, readRawBody } from './body';
import { pathBelowBase, receivedAddress } from './exchange';
import type { World } from './world';

let queries = 0;

/** OVHcloud's id of one request, to be quoted to its support; here in the same form. */
export function nextQueryId(now: number): string {
	queries += 1;
	return `SB.sandbox-1.${now.toString(16)}.${queries}`;
}

/** First of all: the answer gets its query id, and the request is written down. */
export function startExchange(world: World) {
	return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
		reply.header('X-OVH-QueryID', nextQueryId(world.settings.now()));
		const { method, headers, originalUrl } = request;
		const path = pathBelowBase(originalUrl);
		request.exchange = {
			path,
			address: receivedAddress(request, world.settings.https !== undefined),
			rawBody: Buffer.alloc(0),
			record: world.recorder.start({ method, path, rawUrl: originalUrl, headers }),
		};
	};
}

/** Takes the bytes of the body, for every method. */
export async function takeBody(
	request: FastifyRequest,
	_reply: FastifyReply,
	payload: AsyncIterable<unknown>,
): Promise<undefined> {
	const { exchange } = request;
	exchange.rawBody = await readRawBody(payload);
	exchange.record.body = exchange.rawBody.toString('utf8');
}

/** Faults that come before any effect: a delay goes on, another one ends the request. */
export function meetFaults({ faults, recorder }: World) {
	return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | void> => {
		const { method, exchange } = request;
		const { path, record } = exchange;
		const delay = faults.take('before', method, path, ({ kind }) => kind === 'delay');
		if (delay?.kind === 'delay') await pause(delay.ms);
		const fault = faults.take('before', method, path, ({ kind }) => kind !== 'delay');
		if (!fault) return;
		recorder.finish(record, applyFault(fault, request, reply), `fault: ${fault.kind}`);
		return reply;
	};
}

/** Authentication, then the body. Fastify's own validation against the schema follows. */
export function checkRequest(world: World) {
	const { settings, state, tokens, serviceAccounts } = world;
	const authSettings = {
		tokens,
		serverSeconds: () => Math.floor(state.serverNow() / 1000),
		timestampWindowSeconds: settings.timestampWindowSeconds,
	};
	return async (request: FastifyRequest): Promise<void> => {
		const { exchange, method } = request;
		const route = request.routeOptions.config.api;
		if (!route) return;
		// `/sms//jobs` has no account in it: to OVHcloud that is no address.
		if (Object.values(request.params as object).includes('')) throw unknownRoute();
		const bearer = bearerOf(request.headers.authorization ?? '');
		if (route.auth && bearer !== undefined) {
			const params = request.params as Record<string, string>;
			exchange.serviceAccount = authenticateBearer(
				bearer,
				serviceAccounts,
				route,
				params,
				NICHANDLE,
			);
		} else if (route.auth) {
			const { path, address, rawBody } = exchange;
			const header = (name: string) => String(request.headers[name] ?? '');
			const received = { method, path, address, body: rawBody, header };
			exchange.token = authenticate(received, authSettings, route.needsRule !== false);
			exchange.token.lastUse = state.serverNow();
		}
		request.body = parseBody(request, exchange.rawBody);
		const { batchHeader } = state.quirks;
		exchange.batch = batchHeader === 'ignored' ? undefined : batchOf(request, route);
		if (exchange.batch && batchHeader === 'refused') throw badRequest('Invalid header X-Ovh-Batch');
		if (exchange.batch) {
			const { parameter, keys } = exchange.batch;
			request.params = { ...(request.params as object), [parameter]: keys[0] };
		}
	};
}
