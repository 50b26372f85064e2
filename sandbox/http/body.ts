import type { FastifyRequest } from 'fastify';
import { badRequest, OvhError } from '../errors';

const LIMIT_BYTES = 32 * 1024 * 1024;

/** Reads the body's bytes as they came, for the signature. Fastify's own parsers never see them. */
export async function readRawBody(payload: AsyncIterable<unknown>): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of payload) {
		const bytes = chunk as Buffer;
		size += bytes.length;
		if (size > LIMIT_BYTES) throw new OvhError(413, 'The request body is too large');
		chunks.push(bytes);
	}
	return Buffer.concat(chunks);
}

/** The parsed body; a missing one counts as `{}`, so that a missing parameter is named. */
export function parseBody(request: FastifyRequest, raw: Buffer): unknown {
	if (raw.length === 0) return {};
	if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
		throw badRequest('The Content-Type of the body must be application/json');
	}
	const body = jsonOf(raw);
	if (body === undefined) throw badRequest('[body] Invalid JSON received');
	const takesBody = request.method === 'POST' || request.method === 'PUT';
	if (!takesBody && JSON.stringify(body) !== '{}') {
		throw badRequest(`[body] ${request.method} takes no body`);
	}
	return body;
}

function jsonOf(raw: Buffer): unknown {
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw)) as unknown;
	} catch {
		return undefined;
	}
}
