import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TokenRefusal } from '../auth/serviceAccounts';
import { json } from './applyFault';
import { noteRequests } from './bareApp';
import type { World } from './world';

/** Where service accounts get their access tokens: outside the API, as at OVHcloud. */
export const TOKEN_PATH = '/auth/oauth2/token';

export function serveTokens(app: FastifyInstance, world: World): void {
	noteRequests(app, world);
	const end = (request: FastifyRequest, reply: FastifyReply, status: number, body: object) => {
		const verdict = status === 200 ? 'accepted' : `refused: ${JSON.stringify(body)}`;
		world.recorder.finish(request.exchange.record, status, verdict);
		return json(reply).code(status).send(JSON.stringify(body));
	};
	app.post(TOKEN_PATH, (request, reply) => {
		const form = new URLSearchParams(request.exchange.rawBody.toString('utf8'));
		// It holds the client secret.
		request.exchange.record.body = '';
		try {
			return end(request, reply, 200, world.serviceAccounts.issue(form));
		} catch (error) {
			if (!(error instanceof TokenRefusal)) throw error;
			const { error: code, message } = error;
			return end(request, reply, 400, { error: code, error_description: message });
		}
	});
}
