import { formatAddress, parseAddress } from './address';

/**
 * What is to stand on the account once a trigger has gone: what was there before it, if its own
 * address stands on top; the address above without it, if that is another trigger's; and whatever
 * else somebody has set meanwhile, as it is.
 * @param present what stands there now
 * @param secret the trigger's
 */
export function withdraw(present: string | null, secret: string): string | null {
	const top = parseAddress(present);
	if (!top) return present;
	if (top.secret === secret) return top.covered;
	const covered = withdraw(top.covered, secret);
	return covered === top.covered ? present : formatAddress({ ...top, covered });
}
