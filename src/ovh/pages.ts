import { isId, isObject, type JsonObject, type ObjectId } from './answers';
import { type Reader, REFUSALS } from './multiGet';
import { type ApiCall, type RouteName, unreadable } from './call';
import { mapConcurrently } from './concurrency';
import { OvhError } from './errors';

/** Objects on a page: OVHcloud's default, so that a full page has exactly as many. */
export const PAGE_SIZE = 1000;

const CONCURRENT_READS = 5;

/** A list that OVHcloud's front end asks for whole objects in pages. */
export interface PagedList {
	/** Route that returns the ids without the pages' header. */
	ids: RouteName;
	/** Field that holds an object's id. */
	field: string;
	/** Numbers come newest first, names from A to Z. */
	order: 'DESC' | 'ASC';
}

/** What a list answers to the pages' header: objects, or ids where it knows no pages. */
export interface PageAnswer {
	objects: JsonObject[];
	ids?: ObjectId[];
}

/**
 * One page of a list; undefined where the API refuses the header. Not for deciding whether a message
 * was sent: a page may be some minutes old.
 * Source: ovh/manager, modules/sms (`CachedObjectList-Pages`); not seen with application keys.
 * @param number 1 for the first
 * @throws OvhError
 */
export async function readPage(
	client: Reader,
	{ ids, field, order }: PagedList,
	path: Record<string, unknown>,
	query: Record<string, unknown> | undefined,
	number: number,
	size: number,
): Promise<PageAnswer | undefined> {
	const headers = {
		'X-Pagination-Mode': 'CachedObjectList-Pages',
		'X-Pagination-Number': String(number),
		'X-Pagination-Size': String(size),
		'X-Pagination-Sort': field,
		'X-Pagination-Sort-Order': order,
		Pragma: 'no-cache',
	};
	const call: ApiCall = { route: ids, path, query, headers };
	const answer: unknown = await client.read(call).catch((error: unknown) => {
		if (error instanceof OvhError && isRefusal(error)) return undefined;
		throw error;
	});
	if (answer === undefined) return undefined;
	if (!Array.isArray(answer)) throw unreadable(call, 'none', 'a list was expected');
	if (answer.every((entry) => isObject(entry) && isId(entry[field]))) {
		return { objects: answer as JsonObject[] };
	}
	if (answer.every(isId)) return { objects: [], ids: answer };
	return undefined;
}

/**
 * The objects on the pages after the first, as far as the API gives them.
 * @param count of pages in all
 * @throws OvhError
 */
export async function readFurtherPages(
	client: Reader,
	list: PagedList,
	path: Record<string, unknown>,
	query: Record<string, unknown> | undefined,
	count: number,
): Promise<JsonObject[]> {
	const numbers = Array.from({ length: Math.max(0, count - 1) }, (_, index) => index + 2);
	const pages = await mapConcurrently(
		numbers,
		CONCURRENT_READS,
		async (number) => await readPage(client, list, path, query, number, PAGE_SIZE),
	);
	return pages.flatMap((page) => page?.objects ?? []);
}

function isRefusal({ facts: { kind } }: OvhError): boolean {
	return REFUSALS.includes(kind);
}
