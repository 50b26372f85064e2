import type { SmsAccount } from '../../src/ovh/model.generated';
import { maskAddress } from '../../src/sms/mask';
import { type CallKind, formatAddress, parseAddress, seal, unseal, withoutNote } from './address';
import { isFree, OTHER_WAY, type Slot, CALLBACK_FIELDS } from './callbackFields';
import type { Covered } from './state';

/** A place of the account, and what is to stand there. */
export interface Change {
	slot: Slot;
	address: string | null;
}

/** A place that something else holds: nothing may be changed. */
export interface Taken {
	slot: Slot;
	owner: string;
	/** Whether it is another trigger of this package. */
	isTrigger: boolean;
}

export interface Plan {
	changes: Change[];
	/** What stood before in the places that hold an address of the trigger then. */
	covered: Covered;
	taken?: Taken;
}

/** Who registers, and how. */
export interface Registrant {
	secret: string;
	/** Address up to its last part. */
	base: string;
	/** Name of the workflow. */
	owner: string;
	/** The credential's, which what was covered is sealed with. */
	key: string;
	/** Places that are to hold an address. */
	kinds: CallKind[];
	/** Whether addresses of others are covered. */
	replaceExisting: boolean;
	/** What stood there before, as n8n knows it. */
	covered: Covered;
}

/** What to change so that the trigger's addresses, and no others of it, stand on the account. */
export function planActivation(account: SmsAccount, registrant: Registrant): Plan {
	const { base, secret, owner, key, kinds, replaceExisting } = registrant;
	const plan: Plan = { changes: [], covered: {} };
	for (const slot of CALLBACK_FIELDS) {
		const present = withoutIdle(slot.read(account));
		const isPresentOwn = isOwn(present, registrant);
		if (!kinds.includes(slot.kind)) {
			if (isPresentOwn) plan.changes.push({ slot, address: coveredBy(present, slot, registrant) });
			continue;
		}
		if (!isPresentOwn && !isFree(present) && !replaceExisting) {
			return { changes: [], covered: {}, taken: takenBy(slot, present, key) };
		}
		const covered = isPresentOwn
			? coveredBy(present, slot, registrant)
			: coverable(present, slot, registrant);
		plan.covered[slot.kind] = covered;
		const standing = parseAddress(present);
		if (standing?.base === base && standing.secret === secret) continue;
		const sealed = seal({ covered, owner }, key);
		const address = formatAddress({ base, kind: slot.kind, secret, sealed });
		plan.changes.push({ slot, address });
	}
	return plan;
}

/** What to change so that the account is as if the trigger had not been there. */
export function planDeactivation(
	account: SmsAccount,
	registrant: Pick<Registrant, 'base' | 'key' | 'covered'>,
): Change[] {
	const { base, key } = registrant;
	const changes: Change[] = [];
	for (const slot of CALLBACK_FIELDS) {
		const before = slot.read(account);
		const present = withoutIdle(before, base);
		if (present !== before) changes.push({ slot, address: present });
		const top = parseAddress(present);
		const note = unseal(top?.sealed, key);
		if (top?.base === base) {
			changes.push({ slot, address: coveredBy(present, slot, registrant) });
		} else if (top && note && parseAddress(note.covered)?.base === base) {
			// Another trigger has replaced it, and would put it back one day.
			const covered = coveredBy(note.covered, slot, registrant);
			const sealed = seal({ covered, owner: note.owner }, key);
			changes.push({ slot, address: formatAddress({ ...top, sealed }) });
		}
	}
	return changes;
}

/**
 * Whether an address is this node's, of whatever activation. With the same secret elsewhere it is
 * that of a copy of n8n's data, or of this n8n before it moved, which nobody can tell apart.
 */
function isOwn(
	present: string | null,
	{ base, secret, replaceExisting }: Pick<Registrant, 'base' | 'secret' | 'replaceExisting'>,
): boolean {
	const address = parseAddress(present);
	return address?.base === base || (replaceExisting && address?.secret === secret);
}

/** What an address of this node covers: by itself, or else by what n8n knows. */
function coveredBy(
	present: string | null,
	{ kind }: Slot,
	{ key, covered }: Pick<Registrant, 'key' | 'covered'>,
): string | null {
	const note = unseal(parseAddress(present)?.sealed, key);
	if (note) return note.covered;
	const known = covered[kind] ?? null;
	// That trigger may be gone by now: only the address itself is told of it.
	return parseAddress(known) ? null : known;
}

/**
 * What is put back one day. Of triggers that replace each other, no address holds more than one
 * other; and one that has taken this trigger's place is not put back, but what was there before both.
 */
function coverable(present: string | null, { kind }: Slot, registrant: Registrant): string | null {
	const { base, key, covered } = registrant;
	const note = unseal(parseAddress(present)?.sealed, key);
	if (note && parseAddress(note.covered)?.base === base) return covered[kind] ?? null;
	return note && !parseAddress(note.covered) ? present : present && withoutNote(present);
}

/**
 * Without an address of a trigger that nothing is passed on to, since somebody has switched it off.
 * @param base of the node whose address it may be; any by default
 */
function withoutIdle(present: string | null, base?: string): string | null {
	const [, way, address = null] = OTHER_WAY.exec(present ?? '') ?? [];
	const idle = parseAddress(address);
	if (!idle || (base !== undefined && idle.base !== base)) return present;
	return way === 'none' ? null : `${way}:`;
}

function takenBy(slot: Slot, present: string | null, key: string): Taken {
	const address = parseAddress(present);
	return { slot, owner: ownerOf(present ?? '', key), isTrigger: address !== undefined };
}

/** Whose a place is, without any secret of its address. */
function ownerOf(present: string, key: string): string {
	if (OTHER_WAY.test(present)) return 'the account answers replies with a text of its own';
	const address = parseAddress(present);
	if (!address) return `the address ${maskAddress(present)}`;
	const owner = unseal(address.sealed, key)?.owner;
	const trigger = `the OVHcloud SMS Trigger of n8n at ${address.base}`;
	return owner ? `the workflow "${owner}", ${trigger}` : trigger;
}
