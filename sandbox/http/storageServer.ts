import type { FastifyReply, FastifyRequest } from 'fastify';
import { STORAGE_PATH } from '../state/storage';
import { bareApp } from './bareApp';
import type { World } from './world';

/**
 * The object storage behind `putUrl` and `getUrl`, on an address of its own as OVHcloud's is. A
 * request needs no signature. One that brings OVHcloud's keys is refused: the real storage would
 * take it, but keys that go to another host are a leak, and a test shall see it.
 */
export function buildStorageServer(world: World) {
	const app = bareApp(world);
	const { storage } = world.state;

	const end = (request: FastifyRequest, reply: FastifyReply, status: number, text: string) => {
		const verdict = status < 400 ? 'accepted' : `refused: ${text}`;
		world.recorder.finish(request.exchange.record, status, verdict);
		return reply.code(status).type('text/html').send(`<html><p>${text}</p></html>`);
	};
	const permits = (request: FastifyRequest) => {
		const { id } = request.params as { id: string };
		const query = request.query as Record<string, string | undefined>;
		const given = { signature: query.temp_url_sig ?? '', expires: query.temp_url_expires ?? '' };
		return storage.permits(request.method, id, given);
	};
	const hasKeys = ({ headers }: FastifyRequest) =>
		Object.keys(headers).some((name) => name.startsWith('x-ovh-'));

	app.route({
		method: ['GET', 'PUT'],
		url: `${STORAGE_PATH}/:id`,
		handler: (request, reply) => {
			const { id } = request.params as { id: string };
			if (hasKeys(request)) {
				return end(request, reply, 400, 'Keys of the API were sent to the storage');
			}
			if (!permits(request)) return end(request, reply, 401, 'Temp URL invalid');
			if (request.method === 'PUT') {
				storage.write(id, request.exchange.rawBody);
				return end(request, reply, 201, 'Created');
			}
			const bytes = storage.read(id);
			if (!bytes) return end(request, reply, 404, 'Not Found');
			world.recorder.finish(request.exchange.record, 200, 'accepted');
			return reply.type('application/octet-stream').send(bytes);
		},
	});
	app.setNotFoundHandler((request, reply) => end(request, reply, 404, 'Not Found'));
	return app;
}
