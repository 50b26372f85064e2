import type { AnswerOf, ApiCall, RouteName } from './client';
import { type FailureKind, OvhError } from './errors';

/** Objects that OVHcloud's own front end reads with one request. */
const OBJECTS_PER_REQUEST = 50;

/** What an API says that does not know the header, or a token that may read single objects only. */
const REFUSALS: FailureKind[] = [
	'badRequest',
	'forbidden',
	'right',
	'iam',
	'notFound',
	'unreadable',
];

/** Anything that calls the API. */
interface Caller {
	call<R extends RouteName>(call: ApiCall<R>): Promise<AnswerOf<R>>;
}

/** One entry of the answer to a request with the header `X-Ovh-Batch`. */
interface BatchEntry<T> {
	key: string;
	value: T | null;
	error: unknown;
}

export function batchesOf<T>(ids: T[]): T[][] {
	return Array.from({ length: Math.ceil(ids.length / OBJECTS_PER_REQUEST) }, (_, index) =>
		ids.slice(index * OBJECTS_PER_REQUEST, (index + 1) * OBJECTS_PER_REQUEST),
	);
}

/**
 * The objects behind ids, fifty with each request. Where that is refused, and for an object that
 * the answer lacks, one request each. An object that does not exist any more is left out.
 * Source: ovh-ux/ovh-api-services; how it goes with restricted tokens is not known.
 * @param route ends in `{id}`
 * @throws OvhError
 */
export async function readBatch<R extends RouteName>(
	api: Caller,
	route: R,
	path: Record<string, unknown>,
	ids: number[],
): Promise<Array<AnswerOf<R>>> {
	const objects: Array<AnswerOf<R>> = [];
	for (const batch of batchesOf(ids)) {
		const known = batch.length > 1 ? await readTogether(api, route, path, batch) : new Map();
		const all = await Promise.all(
			batch.map(async (id) => known.get(id) ?? (await readOne(api, route, path, id))),
		);
		for (const object of all) if (object !== undefined) objects.push(object);
	}
	return objects;
}

async function readTogether<R extends RouteName>(
	api: Caller,
	route: R,
	path: Record<string, unknown>,
	ids: number[],
): Promise<Map<number, AnswerOf<R>>> {
	const call = { route, path: { ...path, id: ids.join(',') }, headers: { 'X-Ovh-Batch': ',' } };
	const entries: unknown = await api.call(call).catch((error: unknown) => {
		if (error instanceof OvhError && REFUSALS.includes(error.facts.kind)) return [];
		throw error;
	});
	return new Map(
		(Array.isArray(entries) ? (entries as Array<BatchEntry<AnswerOf<R>> | null>) : []).flatMap(
			(entry) => (entry?.value ? [[Number(entry.key), entry.value] as const] : []),
		),
	);
}

async function readOne<R extends RouteName>(
	api: Caller,
	route: R,
	path: Record<string, unknown>,
	id: number,
): Promise<AnswerOf<R> | undefined> {
	return await api.call({ route, path: { ...path, id } }).catch((error: unknown) => {
		if (error instanceof OvhError && error.facts.kind === 'notFound') return undefined;
		throw error;
	});
}
