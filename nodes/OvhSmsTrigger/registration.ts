import { type IHookFunctions, sleep } from 'n8n-workflow';

import { OvhError } from '../../src/ovh/errors';
import { committed, type Cursor, latest, PART } from '../../src/triggers/cursor';
import { beginEvents } from '../../src/triggers/readEvents';
import {
	accountOf,
	nameOf,
	openConnection,
	openSession,
	type TriggerSession,
	unusable,
} from '../triggers/session';
import { hashOf, newSeed, secretFrom } from './address';
import { endLooks } from './looks';
import { serialize, readAccount, writePlaces } from './places';
import { planActivation, planDeactivation, type Registrant, type Taken } from './plan';
import { baseOf, callOwnAddress, EVERYTHING, listenForTest, stopListening } from './selfCall';
import { CALLBACK_FIELDS } from './callbackFields';
import { type Covered, stateOf, type TriggerState } from './state';

/** Milliseconds after which addresses are given back that could not be at the deactivation. */
const GIVE_BACK_MS = [1, 5, 15, 60, 240].map((minutes) => minutes * 60_000);

/** Failures after which an account may be there all the same. */
const PASSING: string[] = ['connection', 'timeout', 'server', 'rateLimit', 'unreadable', 'clock'];

/** Characters of the workflow's name that an address holds. */
const MOST_OF_NAME = 40;

/** The last activation or deactivation of each trigger in this process. */
const turns = new Map<string, object>();

/** Whether the trigger's addresses stand on the account as its settings want them. */
export async function checkExists(this: IHookFunctions): Promise<boolean> {
	const { seed, places = {}, cursor = {} } = stateOf(this);
	if (!seed || this.getMode() === 'manual') return false;
	const base = requireBase(this);
	const session = await openSession(this);
	const isElsewhere = Object.keys(places).some((account) => account !== session.account);
	const isKnown = [...session.events].every((event) => cursor[PART[event]] !== undefined);
	if (!places[session.account] || isElsewhere || !isKnown) return false;
	const secret = secretFrom(seed, session.secret);
	try {
		const account = await readAccount(session.client, session.account);
		const plan = planActivation(account, registrantOf(this, session, { base, secret, places }));
		// Where the place is taken, `create` follows and says whose it is.
		if (plan.taken || plan.changes.length > 0) return false;
	} catch (error) {
		const failure = session.failure(error);
		if (this.getActivationMode() !== 'init') throw failure;
		// n8n would give the workflow up that it starts with, where OVHcloud is only away.
		this.logger.warn(`OVHcloud SMS Trigger: its addresses were not checked: ${failure.message}`);
	}
	callOwnAddress(this, base, secret, EVERYTHING);
	return true;
}

/** Registers the trigger's addresses, or says why it cannot. */
export async function create(this: IHookFunctions): Promise<boolean> {
	const session = await openSession(this);
	const state = stateOf(this);
	const base = requireBase(this);
	let attempted: Record<string, Covered> = {};
	try {
		if (this.getMode() === 'manual') {
			const secret = secretFrom(newSeed(), session.secret);
			state.secretHash = hashOf(secret);
			await listenForTest(this, session, base, secret);
			return true;
		}
		checkReachable(this, session, base);
		newTurn(this);
		const seed = state.seed ?? newSeed();
		const secret = secretFrom(seed, session.secret);
		const { [session.account]: known = {}, ...others } = state.places ?? {};
		const left = await leaveAll(this, base, others, true);
		const begun = await beginEvents(session, cursorOf(this, state));
		const places = { [session.account]: known };
		const registrant = registrantOf(this, session, { base, secret, places });
		attempted = { ...left, [session.account]: known };
		const covered = await register(this, session, registrant);
		// What a look of an earlier activation finds, with other settings maybe, is not given out.
		endLooks(nameOf(this));
		Object.assign(state, {
			seed,
			secretHash: hashOf(secret),
			places: { ...left, [session.account]: covered },
			cursor: withBeginnings(nameOf(this), cursorOf(this, state), begun),
		});
		callOwnAddress(this, base, secret, EVERYTHING);
		void leaveLater(this, base, left);
		return true;
	} catch (error) {
		// n8n's `delete` follows, which may know nothing of what this activation has done so far.
		state.places = { ...state.places, ...attempted };
		void leaveLater(this, base, attempted);
		throw session.failure(error);
	}
}

/** How far the trigger has given out what happened, also by calls while it is being activated. */
function cursorOf(context: IHookFunctions, { cursor = {} }: TriggerState): Cursor {
	return latest(nameOf(context), cursor);
}

/**
 * A cursor with the beginnings of what it has no part of. Where there are none, it stays as it is:
 * another process may have looked meanwhile, and what it knows is newer.
 */
function withBeginnings(trigger: string, cursor: Cursor, begun: Cursor): Cursor {
	if (cursor.account !== begun.account) return committed(trigger, begun);
	const known = Object.entries(cursor).filter(([part]) => part in begun);
	const isSame = [cursor, begun].every(
		({ ...parts }) => Object.keys(parts).length === known.length,
	);
	return isSame
		? cursor
		: committed(trigger, { ...begun, ...(Object.fromEntries(known) as Cursor) });
}

/** Gives back what stood on the account before; where OVHcloud is away, when it is back. */
async function remove(this: IHookFunctions): Promise<boolean> {
	const state = stateOf(this);
	stopListening(state.secretHash);
	endLooks(nameOf(this));
	if (!state.places) return true;
	newTurn(this);
	const base = requireBase(this);
	const account = accountOf(this);
	// A call that n8n had loaded before the activation may have saved what was known then.
	const places = { ...(account && { [account]: {} }), ...state.places };
	state.places = await leaveAll(this, base, places, false);
	void leaveLater(this, base, state.places);
	return true;
}

export { remove as delete };

/**
 * Takes the trigger's addresses away from accounts. Where that fails, n8n would keep the address for
 * itself and tell nobody why, so it is only logged.
 * @param mayBeGone whether accounts that are gone or forbidden are left behind for good
 * @returns those that it has still to be done for
 */
async function leaveAll(
	context: IHookFunctions,
	base: string,
	places: Record<string, Covered>,
	mayBeGone: boolean,
	isInTime = (): boolean => true,
): Promise<Record<string, Covered>> {
	const left: Record<string, Covered> = {};
	for (const [account, covered] of Object.entries(places)) {
		try {
			const { client, secret: key } = await openConnection(context);
			await serialize(account, async () => {
				if (!isInTime()) return;
				const details = await readAccount(client, account);
				const changes = planDeactivation(details, { base, key, covered });
				const kept = await writePlaces(client, account, details, changes);
				if (kept === 'changed') throw new Error('OVHcloud does not keep what is written');
			});
		} catch (error) {
			const isPassing = error instanceof OvhError && PASSING.includes(error.facts.kind);
			if (isPassing || !mayBeGone) left[account] = covered;
			context.logger.error(
				`OVHcloud SMS Trigger: its addresses still stand on ${account}: ${error instanceof Error ? error.message : String(error)}`,
			);
		}
	}
	return left;
}

/** Until the trigger is activated or deactivated again: then that sees to them. */
async function leaveLater(
	context: IHookFunctions,
	base: string,
	places: Record<string, Covered>,
): Promise<void> {
	const turn = turns.get(nameOf(context));
	const isInTime = (): boolean => turns.get(nameOf(context)) === turn;
	let left = places;
	for (const milliseconds of GIVE_BACK_MS) {
		if (Object.keys(left).length === 0) return;
		await sleep(milliseconds);
		if (!isInTime()) return;
		left = await leaveAll(context, base, left, false, isInTime);
	}
}

async function register(
	context: IHookFunctions,
	{ client, account }: TriggerSession,
	registrant: Registrant,
): Promise<Covered> {
	return await serialize(account, async () => {
		const before = await readAccount(client, account);
		const { changes, covered, taken } = planActivation(before, registrant);
		if (taken) throw refusal(context, account, taken);
		const kept = await writePlaces(client, account, before, changes);
		if (kept === 'changed') {
			throw unusable(
				context,
				`OVHcloud does not keep n8n's address on ${account} as it is`,
				`All is as before. Maybe it is too long for OVHcloud (${registrant.base.length + 34} characters): give n8n a shorter one (environment variable WEBHOOK_URL), or use the "OVHcloud SMS Polling Trigger", which needs none.`,
			);
		}
		if (kept === 'withoutNote') {
			context.logger.warn(
				`OVHcloud SMS Trigger: OVHcloud cuts addresses; what stood on ${account} before is kept by n8n alone`,
			);
		}
		return covered;
	});
}

function registrantOf(
	context: IHookFunctions,
	session: TriggerSession,
	{ base, secret, places }: Pick<Registrant, 'base' | 'secret'> & Pick<TriggerState, 'places'>,
): Registrant {
	return {
		base,
		secret,
		owner: (context.getWorkflow().name ?? '').slice(0, MOST_OF_NAME),
		key: session.secret,
		kinds: CALLBACK_FIELDS.filter(({ event }) => session.events.has(event)).map(({ kind }) => kind),
		replaceExisting: context.getNodeParameter('options.replaceExisting', false) === true,
		covered: places?.[session.account] ?? {},
	};
}

function requireBase(context: IHookFunctions): string {
	const base = baseOf(context);
	if (base) return base;
	throw unusable(
		context,
		'n8n gives this trigger no webhook address',
		'Delete the trigger from the workflow, add it anew and save the workflow.',
	);
}

function checkReachable(context: IHookFunctions, { endpoint }: TriggerSession, base: string): void {
	const { hostname } = new URL(base);
	const isPrivate = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[)/.test(
		hostname,
	);
	if (!isPrivate || endpoint.name === 'custom') return;
	throw unusable(
		context,
		`OVHcloud cannot call n8n at ${new URL(base).origin}`,
		'Give n8n a public address (environment variable WEBHOOK_URL), or use the "OVHcloud SMS Polling Trigger", which needs none.',
	);
}

function refusal(context: IHookFunctions, account: string, taken: Taken): Error {
	const { slot, owner, isTrigger } = taken;
	return unusable(
		context,
		`Something else gets the ${slot.name} of ${account}: ${owner}`,
		isTrigger
			? 'OVHcloud calls one address only: let one trigger start one workflow and part the events there with a Switch, or use the "OVHcloud SMS Polling Trigger", of which any number can watch an account. If that trigger is gone for good, switch on "Replace Existing Address".'
			: 'Switch on "Replace Existing Address" to take its place while this workflow is active; it is put back afterwards. Or use the "OVHcloud SMS Polling Trigger", which needs no address.',
	);
}

/** From now on, what an earlier activation has still to do is not done any more. */
function newTurn(context: IHookFunctions): void {
	turns.set(nameOf(context), {});
}
