import { DAYS_BACK, decodeIds, encodeIds } from './ids';

/**
 * How far a trigger has read a list of the API. Times are seconds since 1970 by OVHcloud's clock.
 * The next look begins some time before the newest object that was seen, since objects may show up
 * late and share a second; the ids that were seen in that time keep them from being taken twice.
 */
export interface Window {
	/** Nothing older is of interest: when the trigger was first activated, or some hours before. */
	floor: number;
	/** Date of the newest object that was seen; never later than OVHcloud's time at that look. */
	since: number;
	/** Ids that were seen, by the period (of the length of the overlap) that they are of. */
	seen: Record<string, string>;
}

/** An object of a list, and its date. */
export interface Dated {
	id: number;
	at: number;
}

const DAY = 24 * 3600;

/** Seconds without news after which the window moves on all the same, and forgets what it saw. */
const QUIET = 6 * 3600;

export function newWindow(floor: number): Window {
	return { floor, since: floor, seen: {} };
}

/** Where the next look begins: after a pause of the workflow, at most some days back. */
export function beginning({ floor, since }: Window, overlap: number, now: number): number {
	return Math.max(floor, since - overlap, now - DAYS_BACK * DAY);
}

/** The ids that need not be looked at again. */
export function seenIds(window: Window): Set<number> {
	return new Set(Object.values(window.seen).flatMap(decodeIds));
}

/**
 * The window after objects were seen. Ids older than the next look are forgotten. An object that is
 * dated ahead does not move the window past `now`: others would be passed over.
 * @param isWhole false where some of the list was left for later: it has to be listed again
 */
export function remember(
	window: Window,
	seen: Dated[],
	{ overlap, now, isWhole }: { overlap: number; now: number; isWhole: boolean },
): Window {
	const newest = seen.reduce((latest, { at }) => Math.max(latest, Math.min(at, now)), window.since);
	const moved = { ...window, since: isWhole ? Math.max(newest, now - QUIET) : window.since };
	const oldest = period(beginning(moved, overlap, now), overlap);
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
