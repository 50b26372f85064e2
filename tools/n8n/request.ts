/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as wait } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;

/**
 * A request to n8n. On a busy machine n8n says for moments that its database is not ready, even
 * after it was: such a request was not taken up, so it is made again.
 */
export async function askN8n(url: string, init: RequestInit = {}): Promise<Response> {
	for (const start = Date.now(); ; await wait(300)) {
		// A kept connection may be closed by n8n at the very moment that it is used again.
		const headers = { ...(init.headers as Record<string, string>), connection: 'close' };
		const answer = await fetch(url, { ...init, headers });
		if (answer.status !== 503 || Date.now() - start > READY_WITHIN_MS) return answer;
	}
}

/** Calls a webhook with JSON, as another system would. */
export async function callWebhook(url: string, body: object): Promise<Response> {
	return await askN8n(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
}
