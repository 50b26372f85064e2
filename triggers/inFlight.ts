import { decodeIds, encodeIds } from './idSet';
import { DAYS_BACK } from './window';

const DAY = 24 * 3600;

/** SMS that have not come to their final state, by the day since which they are followed. */
export type InFlight = Record<string, string>;

/** All ids, those first that have been followed longest. */
export function inFlightIds(inFlight: InFlight): number[] {
	return days(inFlight).flatMap((day) => decodeIds(inFlight[day]));
}

/** Since when the oldest has been followed, in seconds since 1970. */
export function inFlightSince(inFlight: InFlight): number | undefined {
	const [oldest] = days(inFlight);
	return oldest === undefined ? undefined : Number(oldest) * DAY;
}

/**
 * @param added are followed from now on, where they are not already
 * @param done need not be followed any more
 * @param now seconds since 1970
 */
export function follow(
	inFlight: InFlight,
	added: Iterable<number>,
	done: Set<number>,
	now: number,
): InFlight {
	const known = new Set(inFlightIds(inFlight));
	const today = String(Math.floor(now / DAY));
	const fresh = [...added].filter((id) => !known.has(id));
	const kept = days(inFlight)
		.filter((day) => Number(day) > Number(today) - DAYS_BACK)
		.map((day) => [day, decodeIds(inFlight[day])] as const);
	const all = new Map([...kept, [today, [...decodeIds(inFlight[today] ?? ''), ...fresh]]]);
	return Object.fromEntries(
		[...all]
			.map(([day, ids]) => [day, encodeIds(ids.filter((id) => !done.has(id)))])
			.filter(([, ids]) => ids !== ''),
	);
}

function days(inFlight: InFlight): string[] {
	return Object.keys(inFlight).sort((a, b) => Number(a) - Number(b));
}
