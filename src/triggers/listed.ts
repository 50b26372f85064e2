import type { JsonObject, ObjectId } from '../ovh/answers';
import type { AnswerOf, RouteName } from '../ovh/call';
import { OBJECTS_PER_REQUEST, readBatch } from '../ovh/multiGet';
import { PAGE_SIZE, readPage } from '../ovh/pages';
import { pathOf, type Session } from './session';

/** A list whose objects have numbers, and what it was asked for. */
interface Listing<R extends RouteName> {
	ids: RouteName;
	object: R;
	query: Record<string, unknown>;
	/** All ids that it gave. */
	listed: number[];
	/** See `readBatch`. */
	missing?: 'ask' | 'leaveOut';
}

/**
 * Objects of a list that were never read, in the order of their ids: in pages where that takes fewer
 * requests than fifty at a time. What no page has is asked for by its id, so that a page which has
 * changed meanwhile loses and doubles nothing.
 *
 * Not for objects that were read before: a page may be some minutes old, and show a state that an
 * SMS has left.
 * @throws OvhError
 */
export async function readNew<R extends RouteName>(
	session: Session,
	listing: Listing<R>,
	wanted: number[],
): Promise<Array<AnswerOf<R>>> {
	const known = await fromPages(session, listing, wanted);
	const missing = wanted.filter((id) => !known.has(id));
	const { client } = session;
	const path = pathOf(session);
	const { object: route, missing: how } = listing;
	const rest = await readBatch(client, route, path, missing, undefined, how);
	for (const object of rest as unknown as JsonObject[]) known.set(object.id as ObjectId, object);
	return wanted.flatMap((id) => known.get(id) ?? []) as Array<AnswerOf<R>>;
}

async function fromPages<R extends RouteName>(
	session: Session,
	{ ids, query, listed }: Listing<R>,
	wanted: number[],
): Promise<Map<ObjectId, JsonObject>> {
	const { client } = session;
	const found = new Map<ObjectId, JsonObject>();
	const list = { ids, field: 'id', order: 'ASC' } as const;
	const numbers = pagesOf(listed, wanted);
	if (numbers.length >= wanted.length / OBJECTS_PER_REQUEST) return found;
	for (const number of numbers) {
		if (client.withoutPages.has(ids)) break;
		const page = await readPage(client, list, pathOf(session), query, number, PAGE_SIZE);
		if (!page || page.ids) client.withoutPages.add(ids);
		for (const object of page?.objects ?? []) found.set(object.id as ObjectId, object);
	}
	return found;
}

/** The pages that ids are on, when all of them are sorted. */
function pagesOf(listed: number[], wanted: number[]): number[] {
	const sorted = [...listed].sort((a, b) => a - b);
	const places = new Map(sorted.map((id, index) => [id, Math.floor(index / PAGE_SIZE) + 1]));
	return [...new Set(wanted.map((id) => places.get(id) ?? 1))];
}
