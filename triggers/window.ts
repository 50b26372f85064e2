import { decodeIds, encodeIds } from './idSet';

/**
 * How far a trigger has read a list of the API. Times are seconds since 1970 by OVHcloud's clock.
 * The next look begins some time before the newest object that was seen, since objects may show up
 * late and share a second; the ids that were seen in that time keep them from being taken twice.
 */
export interface Window {
	/** Nothing older is of interest: when the trigger was first activated, or some hours before. */
	floor: number;
	/** Date of the newest object that was seen. */
	since: number;
	/** Ids that were seen, by the period (of the length of the overlap) that they are of. */
	seen: Record<string, string>;
}

/** An object of a list, and its date. */
export interface Dated {
	id: number;
	at: number;
}

export function newWindow(floor: number): Window {
	return { floor, since: floor, seen: {} };
}

/** The same, with nothing older of interest than `floor`. */
export function notBefore(window: Window, floor: number): Window {
	return { ...window, floor: Math.max(window.floor, floor) };
}

/** Where the next look begins. */
export function beginning({ floor, since }: Window, overlap: number): number {
	return Math.max(floor, since - overlap);
}

/** The ids that need not be looked at again. */
export function seenIds(window: Window): Set<number> {
	return new Set(Object.values(window.seen).flatMap(decodeIds));
}

/** Whether an object was seen with the date that it has now. */
export function isSeen(window: Window, { id, at }: Dated, overlap: number): boolean {
	return decodeIds(window.seen[period(at, overlap)] ?? '').includes(id);
}

/**
 * The window after objects were seen. Ids older than the next look are forgotten.
 * @param mayMove false where some of the list was left for later: it has to be listed again
 */
export function remember(window: Window, seen: Dated[], overlap: number, mayMove = true): Window {
	const newest = seen.reduce((latest, { at }) => Math.max(latest, at), window.since);
	const moved = { ...window, since: mayMove ? newest : window.since };
	const oldest = period(beginning(moved, overlap), overlap);
	const byPeriod = new Map(
		Object.entries(window.seen).map(([name, ids]) => [Number(name), new Set(decodeIds(ids))]),
	);
	for (const { id, at } of seen) {
		const name = Math.max(period(at, overlap), oldest);
		byPeriod.set(name, (byPeriod.get(name) ?? new Set()).add(id));
	}
	const kept = [...byPeriod].filter(([name]) => name >= oldest);
	return {
		...moved,
		seen: Object.fromEntries(kept.map(([name, ids]) => [String(name), encodeIds(ids)])),
	};
}

/** What two readers of the same list have seen. */
export function mergeWindows(one: Window, other: Window): Window {
	const names = new Set([...Object.keys(one.seen), ...Object.keys(other.seen)]);
	return {
		floor: Math.max(one.floor, other.floor),
		since: Math.max(one.since, other.since),
		seen: Object.fromEntries(
			[...names].map((name) => [
				name,
				encodeIds([...decodeIds(one.seen[name] ?? ''), ...decodeIds(other.seen[name] ?? '')]),
			]),
		),
	};
}

function period(at: number, overlap: number): number {
	return Math.floor(at / overlap);
}

/** A date of the API as seconds since 1970; 0 where it is none. */
export function secondsOf(datetime: unknown): number {
	return Math.floor((Date.parse(String(datetime)) || 0) / 1000);
}

/** Seconds since 1970 as the API takes them in a filter. */
export function datetimeOf(seconds: number): string {
	return new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00');
}
