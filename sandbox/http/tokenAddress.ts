import type { FastifyInstance } from 'fastify';
import { json } from './applyFault';
import { noteRequests } from './bareApp';
import type { World } from './world';

/** Where service accounts get their access tokens: outside the API, as at OVHcloud. */
const ADDRESS = '/auth/oauth2/token';

export function serveTokens(app: FastifyInstance, world: World): void {
	noteRequests(app, world);
	app.post(ADDRESS, (request, reply) => {
		const { rawBody, record } = request.exchange;
		// It holds the client secret.
		record.body = '';
		const answer = world.serviceAccounts.issue(new URLSearchParams(rawBody.toString('utf8')));
		const isRefused = 'error' in answer;
		const status = isRefused ? 400 : 200;
		world.recorder.finish(record, status, isRefused ? `refused: ${answer.error}` : 'accepted');
		return json(reply).code(status).send(JSON.stringify(answer));
	});
}
