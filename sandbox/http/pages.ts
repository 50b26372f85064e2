import type { FastifyRequest } from 'fastify';
import { OvhError } from '../errors';
import type { Quirks } from '../state/quirks';

/** What the header `X-Pagination-Mode` has for whole objects in pages. */
const MODE = 'CachedObjectList-Pages';

const DEFAULT_SIZE = 1000;
const CACHED_MS = 5 * 60 * 1000;

/**
 * The lists that OVHcloud's own front end asks for whole objects in pages, each with the field that
 * names its objects (ovh/manager, modules/sms, `telecom-sms.service.js`; read in November 2026). Jobs it asks
 * by their ids, but the header is no matter of one list: the front end sends it to those of all
 * products (`fetchIceberg` takes any route; telephony, cloud projects, payment methods).
 */
const FIELDS: Record<string, string> = {
	'/sms': 'name',
	'/sms/{serviceName}/jobs': 'id',
	'/sms/{serviceName}/outgoing': 'id',
	'/sms/{serviceName}/incoming': 'id',
	'/sms/{serviceName}/blacklists': 'number',
	'/sms/{serviceName}/senders': 'sender',
	'/sms/{serviceName}/receivers': 'slotId',
	'/sms/{serviceName}/phonebooks': 'bookKey',
	'/sms/{serviceName}/phonebooks/{bookKey}/phonebookContact': 'id',
};

/** One page of a list, as a request asks for it. */
export interface Page {
	/** 1 for the first. */
	number: number;
	size: number;
	/** Of the ids; undefined: the list's own order. */
	order: 'ASC' | 'DESC' | undefined;
	/** Whether a list of the last minutes will do. */
	mayBeCached: boolean;
}

/** What the request asks for; undefined where it does not, or the list has no pages. */
export function pageOf(request: FastifyRequest, route: string, quirks: Quirks): Page | undefined {
	const header = (name: string) => request.headers[name] as string | undefined;
	if (header('x-pagination-mode') !== MODE || request.method !== 'GET') return undefined;
	if (!(route in FIELDS) || quirks.pages === 'ids') return undefined;
	if (quirks.pages === 'refused') throw new OvhError(400, 'Invalid pagination mode');
	const isSorted = header('x-pagination-sort') === FIELDS[route] && quirks.pages !== 'unsorted';
	return {
		number: Number(header('x-pagination-number') ?? 1),
		size: Number(header('x-pagination-size') ?? DEFAULT_SIZE),
		order: isSorted ? (header('x-pagination-sort-order') === 'DESC' ? 'DESC' : 'ASC') : undefined,
		mayBeCached: header('pragma') !== 'no-cache' || quirks.pages === 'stale',
	};
}

type Id = string | number;

/** The lists that were asked for in pages in the last minutes, by their address and order. */
export type PageCache = Map<string, { at: number; objects: Promise<unknown[]> }>;

interface Source {
	/** The list's address, its query included. */
	address: string;
	/** Milliseconds. */
	now: number;
	ids: Id[];
	read: (id: string) => Promise<unknown>;
}

/** The objects of a page, and the headers beside them. */
export async function answerPage(page: Page, source: Source, cache: PageCache) {
	const { number, size, mayBeCached } = page;
	const ids = ordered(source.ids, page);
	const part = <T>(all: T[]) => all.slice((number - 1) * size, number * size);
	const objects = mayBeCached
		? part(await cachedObjects(page, { ...source, ids }, cache))
		: await readAll(part(ids), source.read);
	const headers = {
		'x-pagination-elements': String(ids.length),
		'x-pagination-total': String(Math.ceil(ids.length / size)),
		'x-pagination-number': String(number),
		'x-pagination-size': String(size),
	};
	return { objects, headers };
}

/** All objects of a list, as they are or as they were up to five minutes ago. */
async function cachedObjects(
	{ order }: Page,
	{ address, now, ids, read }: Source,
	cache: PageCache,
): Promise<unknown[]> {
	const key = `${order} ${address}`;
	const known = cache.get(key);
	if (known && now - known.at < CACHED_MS) return await known.objects;
	const objects = readAll(ids, read);
	cache.set(key, { at: now, objects });
	return await objects;
}

/** What is listed and cannot be read is left out. */
async function readAll(ids: Id[], read: (id: string) => Promise<unknown>): Promise<unknown[]> {
	const objects: unknown[] = [];
	for (const id of ids) {
		const object = await read(String(id)).catch((error: unknown) => {
			if (error instanceof OvhError && error.status === 404) return undefined;
			throw error;
		});
		// Later changes do not show in what was answered before.
		if (object !== undefined) objects.push(structuredClone(object));
	}
	return objects;
}

function ordered(ids: Id[], { order }: Page): Id[] {
	if (order === undefined) return ids;
	const sorted = [...ids].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
	return order === 'DESC' ? sorted.reverse() : sorted;
}
