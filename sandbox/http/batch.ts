import type { FastifyRequest } from 'fastify';
import { OvhError } from '../errors';
import type { ApiRoute } from '../schema/api';

/** A request for several objects at once: the path's last parameter holds all their keys. */
export interface Batch {
	parameter: string;
	keys: string[];
}

export interface BatchEntry {
	key: string;
	value: unknown;
	error: Record<string, unknown> | null;
}

/**
 * Reads `X-Ovh-Batch`, whose value separates the keys in the path, on reads of one object.
 * Used by OVHcloud's own front ends (ovh-ux/ovh-api-services); not described in its public guides.
 */
export function batchOf(request: FastifyRequest, route: ApiRoute): Batch | undefined {
	const separator = request.headers['x-ovh-batch'];
	const parameter = /\{(\w+)\}$/.exec(route.path)?.[1];
	if (route.method !== 'GET' || !parameter) return undefined;
	if (typeof separator !== 'string' || separator === '') return undefined;
	const params = request.params as Record<string, string>;
	return { parameter, keys: params[parameter].split(separator) };
}

/** Answers one key at a time; what fails for one key is told beside it. */
export async function answerBatch(
	batch: Batch,
	answer: (key: string) => Promise<unknown>,
): Promise<BatchEntry[]> {
	const entries: BatchEntry[] = [];
	for (const key of batch.keys) {
		try {
			entries.push({ key, value: await answer(key), error: null });
		} catch (error) {
			entries.push({ key, value: null, error: batchError(error) });
		}
	}
	return entries;
}

function batchError(error: unknown): Record<string, unknown> {
	return error instanceof OvhError ? error.body() : { message: String(error) };
}
