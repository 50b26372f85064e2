import { wholeIn } from '../ovh/json';

/**
 * Many whole numbers as one short text, since n8n saves a trigger's static data with each change:
 * the distances between them in base 36, and `~n` for n numbers in a row. Those beyond 2^53, which
 * are texts, stand behind an `=`.
 */
export function encodeIds(ids: Iterable<number>): string {
	const all = [...new Set(ids)];
	const sorted = all.filter(Number.isSafeInteger).sort((a, b) => a - b);
	const tokens: string[] = [];
	let last = 0;
	let row = 0;
	const endRow = (): void => {
		if (row > 0) tokens.push(`~${row.toString(36)}`);
		row = 0;
	};
	for (const id of sorted) {
		if (id - last === 1 && tokens.length > 0) {
			row += 1;
		} else {
			endRow();
			tokens.push((id - last).toString(36));
		}
		last = id;
	}
	endRow();
	const long = all.filter((id) => !Number.isSafeInteger(id)).map((id) => `=${id}`);
	return [...tokens, ...long].join(' ');
}

/** The numbers of `encodeIds`. */
export function decodeIds(text: string): number[] {
	const ids: number[] = [];
	let last = 0;
	for (const token of text.split(' ').filter(Boolean)) {
		if (token.startsWith('=')) {
			ids.push(wholeIn(token.slice(1)));
			continue;
		}
		const inRow = token.startsWith('~') ? parseInt(token.slice(1), 36) : 0;
		const steps = inRow > 0 ? Array<number>(inRow).fill(1) : [parseInt(token, 36)];
		for (const step of steps) ids.push((last += step));
	}
	return ids;
}

/** Days after which a trigger looks no further back: SMS are valid for 48 hours at most. */
export const DAYS_BACK = 5;

const DAY = 24 * 3600;

/** SMS that have not come to their final state, by the day since which they are followed. */
export type InFlight = Record<string, string>;

/** All ids, those first that have been followed longest. */
export function inFlightIds(inFlight: InFlight): number[] {
	return days(inFlight).flatMap((day) => decodeIds(inFlight[day] ?? ''));
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
		.map((day) => [day, decodeIds(inFlight[day] ?? '')] as const);
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
