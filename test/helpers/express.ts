/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request with what n8n's server, which is Express, adds to it. */
export async function expressRequest(request: IncomingMessage): Promise<object> {
	const { searchParams } = new URL(request.url ?? '/', 'http://n8n');
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const body = Buffer.concat(chunks).toString('utf8');
	return {
		method: request.method,
		headers: request.headers,
		url: request.url,
		originalUrl: request.url,
		params: {},
		query: Object.fromEntries(searchParams),
		body: Object.fromEntries(new URLSearchParams(body)),
	};
}

/** A response with what Express adds to it. */
export function expressResponse(response: ServerResponse): object {
	const wrapped = {
		status: (code: number) => {
			response.statusCode = code;
			return wrapped;
		},
		json: (value: unknown) => response.end(JSON.stringify(value)),
		end: (text: string) => response.end(text),
		get statusCode() {
			return response.statusCode;
		},
		get writableEnded() {
			return response.writableEnded;
		},
	};
	return wrapped;
}
