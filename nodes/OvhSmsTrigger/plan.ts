import type { SmsAccount } from '../../ovh/model.generated';
import { type CallKind, idOf, parseAddress } from './address';
import { isFree, ownerOf, type Slot, SLOTS } from './slots';
import { cover, withdraw } from './stack';
import type { Registered } from './state';

/** What activation or deactivation changes on the account. */
export interface Plan {
	registered: Registered;
	/** Fields of the account to change; empty where all stands as it should. */
	changes: Partial<SmsAccount>;
	/** A place that something else holds: nothing may be changed. */
	taken?: Taken;
}

export interface Taken {
	slot: Slot;
	owner: string;
}

/** Who registers, and how. */
export interface Registrant {
	secret: string;
	/** Address up to its last part. */
	base: string;
	/** Whether it registers for a test only, which leaves the active workflow's address alone. */
	isTest: boolean;
	/** Places that are to hold an address. */
	kinds: CallKind[];
	/** Whether addresses of others are covered. */
	replaceExisting: boolean;
	/** What an earlier activation left. */
	registered: Registered;
}

/** What to change so that the trigger's addresses stand on the account. */
export function planActivation(account: SmsAccount, registrant: Registrant): Plan {
	const plan: Plan = { registered: {}, changes: {} };
	for (const slot of SLOTS) {
		const present = slot.read(account);
		const wanted = registrant.kinds.includes(slot.kind);
		const earlier = registrant.registered[slot.event];
		if (wanted && isOwn(present, registrant)) {
			plan.registered[slot.event] = earlier ?? { covered: null };
			continue;
		}
		const cleared = withoutSelf(present, registrant, earlier?.covered);
		if (wanted) {
			const owner = refusedFor(cleared, registrant);
			if (owner) return { registered: {}, changes: {}, taken: { slot, owner } };
			const { base, secret } = registrant;
			const address = cover({ base, secret, kind: slot.kind }, cleared);
			plan.registered[slot.event] = { covered: cleared };
			Object.assign(plan.changes, slot.write(account, address));
		} else if (cleared !== present) {
			Object.assign(plan.changes, slot.write(account, cleared));
		}
	}
	return plan;
}

/** What to change so that the account is as if the trigger had not been there. */
export function planDeactivation(
	account: SmsAccount,
	secret: string,
	registered: Registered,
): Partial<SmsAccount> {
	const changes: Partial<SmsAccount> = {};
	for (const slot of SLOTS) {
		const mine = registered[slot.event];
		if (!mine) continue;
		const present = slot.read(account);
		const rest = withdraw(present, secret, mine.covered);
		if (rest !== present) Object.assign(changes, slot.write(account, rest));
	}
	return changes;
}

/** Whether an address is the one that this activation would register. */
export function isOwn(
	present: string | null,
	{ base, secret }: Pick<Registrant, 'base' | 'secret'>,
): boolean {
	const address = parseAddress(present);
	return address?.base === base && address.secret === secret;
}

/** Who holds a place that may not be taken. */
function refusedFor(present: string | null, registrant: Registrant): string | undefined {
	if (present === null || isFree(present)) return undefined;
	const top = parseAddress(present);
	if (registrant.isTest && top && isSameNode(top.base, registrant.base)) {
		return 'this very trigger, since its workflow is active';
	}
	return registrant.replaceExisting ? undefined : ownerOf(present);
}

/** Whether two addresses are of one node: production and test differ in the middle only. */
function isSameNode(one: string, other: string): boolean {
	const parts = (base: string): string => {
		const { origin, pathname } = new URL(base);
		return [origin, ...pathname.split('/').slice(-2)].join('/');
	};
	return parts(one) === parts(other);
}

/** What would stand there without this node's earlier activations, whatever became of their data. */
function withoutSelf(
	present: string | null,
	{ base, isTest, secret }: Registrant,
	covered: string | null | undefined,
): string | null {
	let rest = covered === undefined ? present : withdraw(present, secret, covered);
	// An address of this node that its data does not know: they were lost, or it is that of a test.
	for (;;) {
		const top = parseAddress(rest);
		if (!top || !isSameNode(top.base, base) || (isTest && top.base !== base)) return rest;
		rest = withdraw(rest, top.secret, top.below.get(idOf(top.secret)) ?? null);
	}
}
