import { isId, isObject, type ObjectId, expectObject } from './answers';
import type { AnswerOf, ApiCall, RouteName } from './call';
import { mapConcurrently } from './concurrency';
import { type FailureKind, OvhError } from './errors';

/** Objects that OVHcloud's own front end reads with one request. */
export const OBJECTS_PER_REQUEST = 50;

/** Requests that are asked for at the same time; the client may allow fewer. */
const CONCURRENT_READS = 5;

/** What can stand between ids; the first that no id holds. OVHcloud's front end uses both. */
const SEPARATORS = [',', '|'];

/** What an API says that does not know the header, or a token that may read single objects only. */
export const REFUSALS: FailureKind[] = [
	'badRequest',
	'forbidden',
	'right',
	'iam',
	'notFound',
	'unreadable',
];

/** Anything that reads from the API. */
export interface Reader {
	read<R extends RouteName>(call: ApiCall<R>): Promise<AnswerOf<R>>;
}

/** One entry of the answer to a request with the header `X-Ovh-Batch`. */
interface BatchEntry {
	key: ObjectId;
	value?: unknown;
}

function isEntry(entry: unknown): entry is BatchEntry {
	return isObject(entry) && isId(entry.key);
}

/** Routes that refuse the header, by client: a client lives as long as a run. */
const refusing = new WeakMap<Reader, Set<RouteName>>();

export function batchesOf<T>(ids: T[]): T[][] {
	return Array.from({ length: Math.ceil(ids.length / OBJECTS_PER_REQUEST) }, (_, index) =>
		ids.slice(index * OBJECTS_PER_REQUEST, (index + 1) * OBJECTS_PER_REQUEST),
	);
}

/**
 * The objects behind ids, fifty with each request, in the order of the ids. Where that is refused,
 * and for an object that the answer lacks, one request each. An object that does not exist any
 * more is left out.
 * Source: ovh-ux/ovh-api-services; how it goes with restricted tokens is not known.
 * @param route ends in a placeholder, such as `{id}`
 * @param withoutRight stands in for the objects where the token lacks the right to read them;
 * without it that is an error like any other
 * @param missing what the answer says it has nothing for: `ask` for each by itself, or `leaveOut`
 * @throws OvhError
 */
export async function readBatch<R extends RouteName>(
	api: Reader,
	route: R,
	path: Record<string, unknown>,
	ids: ObjectId[],
	withoutRight?: (id: ObjectId, refusal: OvhError) => AnswerOf<R>,
	missing: 'ask' | 'leaveOut' = 'ask',
): Promise<Array<AnswerOf<R>>> {
	let refusal: OvhError | undefined;
	const readOne = async (id: ObjectId): Promise<AnswerOf<R> | undefined> => {
		if (refusal && withoutRight) return withoutRight(id, refusal);
		const call = { route, path: { ...path, [placeholderOf(route)]: id } };
		return await readObject(api, call).catch((error: unknown) => {
			const kind = error instanceof OvhError ? error.facts.kind : undefined;
			if (kind === 'notFound') return undefined;
			if (!withoutRight || (kind !== 'right' && kind !== 'iam')) throw error;
			refusal = error as OvhError;
			return withoutRight(id, refusal);
		});
	};
	const batches = await mapConcurrently(batchesOf(ids), CONCURRENT_READS, async (batch) => {
		const known = await readTogether(api, route, path, batch);
		return await mapConcurrently(batch, CONCURRENT_READS, async (id) => {
			const isTold = missing === 'leaveOut' && known.has(String(id));
			return known.get(String(id)) ?? (isTold ? undefined : await readOne(id));
		});
	});
	return batches.flat().filter((object) => object !== undefined) as Array<AnswerOf<R>>;
}

async function readObject<R extends RouteName>(
	api: Reader,
	call: ApiCall<R>,
): Promise<AnswerOf<R>> {
	const answer: unknown = await api.read(call);
	return expectObject(call, answer as object) as AnswerOf<R>;
}

/** The objects by id, as far as one request for all of them gives them; undefined: it has none. */
async function readTogether<R extends RouteName>(
	api: Reader,
	route: R,
	path: Record<string, unknown>,
	ids: ObjectId[],
): Promise<Map<string, AnswerOf<R> | undefined>> {
	const separator = SEPARATORS.find((mark) => !ids.some((id) => String(id).includes(mark)));
	if (ids.length < 2 || !separator || refusing.get(api)?.has(route)) return new Map();
	const entries: unknown = await api
		.read({
			route,
			path: { ...path, [placeholderOf(route)]: ids.join(separator) },
			headers: { 'X-Ovh-Batch': separator },
		})
		.catch((error: unknown) => {
			const kind = error instanceof OvhError ? error.facts.kind : undefined;
			// A gateway may choke on the long address; the next one may pass.
			if (kind === 'server') return null;
			if (kind && REFUSALS.includes(kind)) return undefined;
			throw error;
		});
	const found: unknown[] = Array.isArray(entries) ? entries : [];
	const answered = found.filter(isEntry);
	const objects = new Map(
		answered.map(({ key, value }) => {
			const object = isObject(value) ? (value as unknown as AnswerOf<R>) : undefined;
			return [String(key), object] as const;
		}),
	);
	if (answered.length === 0 && entries !== null) remember(api, route);
	return objects;
}

function remember(api: Reader, route: RouteName): void {
	refusing.set(api, (refusing.get(api) ?? new Set()).add(route));
}

/** The placeholder of the object that a route is about, the last one: `id` of `…/{id}/cancel`. */
export function placeholderOf(route: RouteName): string {
	return /\{(\w+)\}[^{}]*$/.exec(route)?.[1] ?? 'id';
}
