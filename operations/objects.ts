import type { IDataObject } from 'n8n-workflow';

import { type ApiCall, type OvhClient, type RouteName, unreadable } from '../ovh/client';
import { type FailureKind, OvhError } from '../ovh/errors';
import { neededRule } from '../ovh/explain';
import { mapConcurrently } from './concurrency';

/** A list of the API: one route gives the ids, another one the object behind an id. */
export interface ObjectList {
	/** Route that returns the ids. */
	ids: RouteName;
	/** Route that returns one object. */
	object: RouteName;
	/** The object's placeholder in that route, such as `id`. */
	placeholder: string;
	/** The object's own field that holds its id; the same word as the placeholder by default. */
	idField?: string;
}

/** How many objects are asked for at the same time. */
const CONCURRENT_READS = 5;

/** Ids in the order in which they are returned: newest (highest number) first, names from A to Z. */
export function inOrder(ids: Array<string | number>): Array<string | number> {
	return [...ids].sort((a, b) =>
		typeof a === 'number' && typeof b === 'number' ? b - a : String(a).localeCompare(String(b)),
	);
}

/**
 * The objects of a list. The API lists ids only, so each object is a request of its own; no more
 * are asked for than `limit`. An object that is deleted between the two is left out.
 *
 * Where the token may list but not read the objects, each one has its id and `detailsMissing`,
 * which names the missing right.
 * @throws OvhError
 */
export async function readObjects(
	client: OvhClient,
	list: ObjectList,
	path: Record<string, unknown>,
	options: { limit?: number; query?: Record<string, unknown> } = {},
): Promise<IDataObject[]> {
	const ids = inOrder(await readIds(client, list, path, options.query));
	return await readEach(client, list, path, ids.slice(0, options.limit));
}

/**
 * The objects behind ids, several at a time, in the order of the ids; see `readObjects`.
 * @throws OvhError
 */
export async function readEach(
	client: OvhClient,
	list: ObjectList,
	path: Record<string, unknown>,
	ids: Array<string | number>,
): Promise<IDataObject[]> {
	let refused: OvhError | undefined;
	const objects = await mapConcurrently(ids, CONCURRENT_READS, async (id) => {
		if (refused) return withoutDetails(list, id, refused);
		const call = { route: list.object, path: { ...path, [list.placeholder]: id } } as ApiCall;
		return await client.call(call).catch((error: unknown) => {
			if (isKind(error, 'notFound')) return undefined;
			if (!isKind(error, 'right')) throw error;
			refused = error;
			return withoutDetails(list, id, error);
		});
	});
	return objects.filter((object) => object !== undefined) as unknown as IDataObject[];
}

/**
 * The ids of a list, in OVHcloud's order.
 * @throws OvhError
 */
export async function readIds(
	client: OvhClient,
	list: Pick<ObjectList, 'ids'>,
	path: Record<string, unknown>,
	query?: Record<string, unknown>,
): Promise<Array<string | number>> {
	const call = { route: list.ids, path, query };
	const ids: unknown = await client.call(call);
	if (Array.isArray(ids)) return ids as Array<string | number>;
	throw unreadable(call, 'none', 'a list of ids was expected');
}

function isKind(error: unknown, kind: FailureKind): error is OvhError {
	return error instanceof OvhError && error.facts.kind === kind;
}

function withoutDetails(list: ObjectList, id: string | number, error: OvhError): IDataObject {
	const { method, path } = neededRule(error.facts);
	return {
		[list.idField ?? list.placeholder]: id,
		detailsMissing: `The token may list but not read this: add the right ${method} ${path}`,
	};
}
