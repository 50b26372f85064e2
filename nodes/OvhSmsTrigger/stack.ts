import { formatAddress, idOf, parseAddress, type TriggerAddress } from './address';

/**
 * What is to stand on the account once an address is registered over the present one.
 * @returns the new address
 */
export function cover(own: Omit<TriggerAddress, 'below'>, present: string | null): string {
	const below = new Map<string, string | null>();
	if (present) below.set(idOf(own.secret), present);
	return formatAddress({ ...own, below });
}

/**
 * What is to stand on the account once a trigger has gone.
 * @param present what stands there now
 * @param secret the trigger's
 * @param covered what it covered, as it remembers; the address itself knows, too
 * @returns what was there before it, if its own address stands on top; the address above with a
 * note, if that is another trigger's; and whatever else somebody has set, as it is
 */
export function withdraw(
	present: string | null,
	secret: string,
	covered: string | null,
): string | null {
	const top = parseAddress(present);
	if (!top) return present;
	const id = idOf(secret);
	if (top.secret !== secret) {
		top.below.set(id, covered);
		return formatAddress(top);
	}
	const gone = new Map(top.below);
	const next = gone.get(id) ?? covered;
	gone.delete(id);
	return firstStanding(next, gone);
}

/** The first address from here down that was not withdrawn, with the notes on those below it. */
function firstStanding(from: string | null, gone: Map<string, string | null>): string | null {
	let address = from;
	const notes = new Map(gone);
	for (;;) {
		const parsed = parseAddress(address);
		if (!parsed) return address;
		const id = idOf(parsed.secret);
		const own = parsed.below.get(id);
		for (const [other, below] of parsed.below) if (other !== id) notes.set(other, below);
		if (!notes.has(id)) {
			const kept = own === undefined ? [] : [[id, own] as const];
			return formatAddress({ ...parsed, below: new Map([...kept, ...notes]) });
		}
		address = notes.get(id) ?? own ?? null;
		notes.delete(id);
	}
}
