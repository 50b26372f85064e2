import type { IDataObject } from 'n8n-workflow';

import { idsIn, type ObjectId, objectsIn } from '../ovh/answers';
import { readBatch } from '../ovh/batch';
import type { ApiCall, OvhClient, RouteName } from '../ovh/client';
import type { OvhError } from '../ovh/errors';
import { neededRule } from '../ovh/explain';

/** A list of the API: one route gives the ids, another one the object behind an id. */
export interface ObjectList {
	/** Route that returns the ids, or, without `object`, the objects themselves. */
	ids: RouteName;
	/** Route that returns one object. */
	object?: RouteName;
	/** The object's placeholder in that route, such as `id`; without that route, the field that names it. */
	placeholder: string;
	/** The object's own field that holds its id; the same word as the placeholder by default. */
	idField?: string;
}

/** Ids in the order in which they are returned: newest (highest number) first, names from A to Z. */
export function inOrder(ids: ObjectId[]): ObjectId[] {
	return [...ids].sort((a, b) =>
		typeof a === 'number' && typeof b === 'number' ? b - a : String(a).localeCompare(String(b)),
	);
}

/**
 * The objects of a list. Most of the API's lists hold ids only, and the objects are asked for; no
 * more of them than `limit`. An object that is deleted between the two is left out.
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
	const { limit, query } = options;
	if (list.object) {
		const ids = await readIds(client, list, path, query);
		return await readEach(client, list, path, inOrder(ids).slice(0, limit));
	}
	const call: ApiCall = { route: list.ids, path, query };
	const objects = objectsIn(call, await client.call(call));
	return newestFirst(objects as IDataObject[]).slice(0, limit);
}

/**
 * The objects behind ids, fifty with each request, in the order of the ids; see `readObjects`.
 * @throws OvhError
 */
export async function readEach(
	client: OvhClient,
	list: ObjectList,
	path: Record<string, unknown>,
	ids: ObjectId[],
): Promise<IDataObject[]> {
	if (!list.object) throw new Error(`${list.ids} lists whole objects`);
	const objects: unknown[] = await readBatch(
		client,
		list.object,
		path,
		ids,
		(id, refusal) => withoutDetails(list, id, refusal) as never,
	);
	return objects as IDataObject[];
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
): Promise<ObjectId[]> {
	const call: ApiCall = { route: list.ids, path, query };
	return idsIn(call, await client.call(call));
}

/** Whole objects by the date that they have, if any; the API's own order is not documented. */
function newestFirst(objects: IDataObject[]): IDataObject[] {
	const createdAt = (object: IDataObject): number =>
		typeof object.createdAt === 'string' ? Date.parse(object.createdAt) || 0 : 0;
	return [...objects].sort((a, b) => createdAt(b) - createdAt(a));
}

function withoutDetails(list: ObjectList, id: ObjectId, error: OvhError): IDataObject {
	const { method, path } = neededRule(error.facts);
	return {
		[list.idField ?? list.placeholder]: id,
		detailsMissing: `The token may list but not read this: add the right ${method} ${path}`,
	};
}
