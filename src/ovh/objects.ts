import {
	expectIds,
	expectNumericIds,
	type JsonObject,
	type ObjectId,
	expectObjects,
} from './answers';
import { readBatch } from './multiGet';
import type { OvhClient } from './client';
import type { ApiCall, RouteName } from './call';
import type { OvhError } from './errors';
import { neededRule } from './address';
import { PAGE_SIZE, readFurtherPages, readPage } from './pages';

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
	/** How its whole objects come in pages, where OVHcloud has those: by number or by name. */
	pages?: 'byNumber' | 'byName';
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
): Promise<JsonObject[]> {
	const { limit, query } = options;
	if (list.pages) return await readPaged(client, list, path, options);
	if (list.object) {
		const ids = await readIds(client, list, path, query);
		return await readEach(client, list, path, inOrder(ids).slice(0, limit));
	}
	const call: ApiCall = { route: list.ids, path, query };
	const objects = expectObjects(call, await client.read(call));
	return newestFirst(objects).slice(0, limit);
}

/**
 * How many objects a list has.
 * @throws OvhError
 */
export async function countObjects(
	client: OvhClient,
	list: ObjectList,
	path: Record<string, unknown>,
	query?: Record<string, unknown>,
): Promise<number> {
	if (list.object) return (await readIds(client, list, path, query)).length;
	return (await readObjects(client, list, path, { query })).length;
}

/**
 * The same for a list that OVHcloud has in pages. One page that holds all that is wanted is enough.
 * More of them may change while they are read, so that then the list of ids decides, and what no
 * page had is asked for by its id.
 */
async function readPaged(
	client: OvhClient,
	list: ObjectList,
	path: Record<string, unknown>,
	{ limit = Infinity, query }: { limit?: number; query?: Record<string, unknown> },
): Promise<JsonObject[]> {
	const { pages } = list;
	const field = list.idField ?? list.placeholder;
	const paged = { ids: list.ids, field, order: pages === 'byNumber' ? 'DESC' : 'ASC' } as const;
	const size = pages === 'byNumber' ? Math.min(limit, PAGE_SIZE) : PAGE_SIZE;
	const knowsPages = !client.withoutPages.has(list.ids);
	const first = knowsPages ? await readPage(client, paged, path, query, 1, size) : undefined;
	const objects = first?.objects ?? [];
	const keys = objects.map((object) => object[field] as ObjectId);
	const isAll = first && !first.ids && objects.length < size;
	const isNewest = objects.length === limit && isInOrder(keys);
	if (isAll || isNewest) return inKeyOrder(byKey(objects, field)).slice(0, limit);
	const all = first?.ids ?? (await readIds(client, list, path, query));
	if (objects.length === 0) client.withoutPages.add(list.ids);
	const ids = inOrder(all).slice(0, limit);
	const hasPages = size === PAGE_SIZE && objects.length === size;
	const count = hasPages ? Math.ceil(ids.length / PAGE_SIZE) : 1;
	const further = await readFurtherPages(client, paged, path, query, count);
	const known = byKey([...objects, ...further], field);
	const missing = ids.filter((id) => !known.has(id));
	for (const [id, object] of byKey(await readEach(client, list, path, missing), field)) {
		known.set(id, object);
	}
	return ids.flatMap((id): JsonObject[] => {
		const object = known.get(id);
		return object ? [object] : [];
	});
}

function byKey(objects: JsonObject[], field: string): Map<ObjectId, JsonObject> {
	return new Map(objects.map((object) => [object[field] as ObjectId, object]));
}

function inKeyOrder(objects: Map<ObjectId, JsonObject>): JsonObject[] {
	return inOrder([...objects.keys()]).map((key) => objects.get(key) as JsonObject);
}

function isInOrder(ids: ObjectId[]): boolean {
	const sorted = inOrder(ids);
	return ids.every((id, index) => id === sorted[index]);
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
): Promise<JsonObject[]> {
	if (!list.object) throw new Error(`${list.ids} lists whole objects`);
	const objects: unknown[] = await readBatch(
		client,
		list.object,
		path,
		ids,
		(id, refusal) => withoutDetails(list, id, refusal) as never,
	);
	return objects as JsonObject[];
}

/** Makes a reader of a list, whose answer is checked as `expect` says. */
function reader<T>(expect: (call: ApiCall, answer: unknown) => T) {
	return async (
		client: OvhClient,
		list: Pick<ObjectList, 'ids'>,
		path: Record<string, unknown>,
		query?: Record<string, unknown>,
	): Promise<T> => {
		const call: ApiCall = { route: list.ids, path, query };
		return expect(call, await client.read(call));
	};
}

/**
 * The ids of a list, in OVHcloud's order.
 * @throws OvhError
 */
export const readIds = reader(expectIds);

/**
 * The same for a list whose ids are numbers.
 * @throws OvhError
 */
export const readNumericIds = reader(expectNumericIds);

/** Whole objects by the date that they have, if any; the API's own order is not documented. */
function newestFirst(objects: JsonObject[]): JsonObject[] {
	const createdAt = (object: JsonObject): number =>
		typeof object.createdAt === 'string' ? Date.parse(object.createdAt) || 0 : 0;
	return [...objects].sort((a, b) => createdAt(b) - createdAt(a));
}

function withoutDetails(list: ObjectList, id: ObjectId, error: OvhError): JsonObject {
	const { method, path } = neededRule(error.facts);
	const isPolicy = error.facts.kind === 'iam';
	const missing = isPolicy ? 'its policy lacks the action for' : 'add the right';
	return {
		[list.idField ?? list.placeholder]: id,
		detailsMissing: `The ${isPolicy ? 'service account' : 'token'} may list but not read this: ${missing} ${method} ${path}`,
	};
}
