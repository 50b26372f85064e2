import type { Fault, Faults } from '../http/faults';
import type { Breakage } from './protocol';

const SENDS = { method: 'POST', path: '/sms/*/jobs' };

/** Longer than any client waits. */
const SLOW_MS = 45_000;

/** OVHcloud has the message in all of them but one: at its rate limit, it takes none. */
export const BREAKAGES: Record<Breakage, Fault> = {
	lost: { ...SENDS, kind: 'resetAfter' },
	rateLimit: { ...SENDS, kind: 'status', status: 429, message: 'Too many requests', retryAfter: 5 },
	server: { ...SENDS, kind: 'status', status: 500, when: 'after', message: 'Internal error' },
	slow: { ...SENDS, kind: 'delay', ms: SLOW_MS },
};

const NAMES = Object.keys(BREAKAGES) as Breakage[];

/** The one that waits for the next message; null where none does. */
export function breakageIn(faults: Faults): Breakage | null {
	return NAMES.find((name) => faults.isWaiting(BREAKAGES[name])) ?? null;
}

/** Breaks the answer to the next message so, or in no way. */
export function breakNext(faults: Faults, breakage?: Breakage): void {
	for (const name of NAMES) faults.withdraw(BREAKAGES[name]);
	if (breakage) faults.add(BREAKAGES[breakage]);
}
