import type { SmsAccount } from '../../ovh/model.generated';
import type { EventName } from '../../triggers/events';
import { type CallKind, formatAddress, parseAddress } from './address';
import { isFree, ownerOf, type Slot, SLOTS } from './slots';
import { withdraw } from './stack';

/** What activation or deactivation changes on the account. */
export interface Plan {
	/** Events whose places hold an address of the trigger then. */
	registered: EventName[];
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
}

/** What to change so that the trigger's addresses stand on the account. */
export function planActivation(account: SmsAccount, registrant: Registrant): Plan {
	const plan: Plan = { registered: [], changes: {} };
	for (const slot of SLOTS) {
		const present = slot.read(account);
		const wanted = registrant.kinds.includes(slot.kind);
		if (wanted) plan.registered.push(slot.event);
		if (wanted && isOwn(present, registrant)) continue;
		const cleared = withoutSelf(present, registrant);
		if (wanted) {
			const owner = refusedFor(cleared, registrant);
			if (owner) return { registered: [], changes: {}, taken: { slot, owner } };
			const { base, secret } = registrant;
			const address = formatAddress({ base, secret, kind: slot.kind, covered: cleared });
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
	registered: EventName[],
): Partial<SmsAccount> {
	const changes: Partial<SmsAccount> = {};
	for (const slot of SLOTS) {
		if (!registered.includes(slot.event)) continue;
		const present = slot.read(account);
		const rest = withdraw(present, secret);
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
	{ base, isTest, secret }: Pick<Registrant, 'base' | 'isTest' | 'secret'>,
): string | null {
	const rest = withdraw(present, secret);
	// An address of this node that its data does not know: they were lost, or it is that of a test.
	const top = parseAddress(rest);
	if (!top || !isSameNode(top.base, base) || (isTest && top.base !== base)) return rest;
	return withoutSelf(top.covered, { base, isTest, secret });
}
