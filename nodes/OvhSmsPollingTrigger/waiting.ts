import { decodeIds, encodeIds } from '../../triggers/idSet';
import { GIVEN_UP_DAYS } from '../../triggers/limits';

const DAY = 24 * 3600;

/** SMS that have not come to their final state, by the day since which they are waited for. */
export type Waiting = Record<string, string>;

/** All ids, those first that have waited longest. */
export function waitingIds(waiting: Waiting): number[] {
	return days(waiting).flatMap((day) => decodeIds(waiting[day]));
}

/** Since when the oldest has been waited for, in seconds since 1970. */
export function waitingSince(waiting: Waiting): number | undefined {
	const [oldest] = days(waiting);
	return oldest === undefined ? undefined : Number(oldest) * DAY;
}

/**
 * @param added begin to be waited for, where they are not already
 * @param done need not be waited for any more
 * @param now seconds since 1970
 */
export function updateWaiting(
	waiting: Waiting,
	added: Iterable<number>,
	done: Set<number>,
	now: number,
): Waiting {
	const known = new Set(waitingIds(waiting));
	const today = String(Math.floor(now / DAY));
	const fresh = [...added].filter((id) => !known.has(id));
	const kept = days(waiting)
		.filter((day) => Number(day) > Number(today) - GIVEN_UP_DAYS)
		.map((day) => [day, decodeIds(waiting[day])] as const);
	const all = new Map([...kept, [today, [...decodeIds(waiting[today] ?? ''), ...fresh]]]);
	return Object.fromEntries(
		[...all]
			.map(([day, ids]) => [day, encodeIds(ids.filter((id) => !done.has(id)))])
			.filter(([, ids]) => ids !== ''),
	);
}

function days(waiting: Waiting): string[] {
	return Object.keys(waiting).sort((a, b) => Number(a) - Number(b));
}
