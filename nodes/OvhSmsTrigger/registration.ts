import type { IHookFunctions } from 'n8n-workflow';

import { isObject, objectIn } from '../../ovh/answers';
import { type OvhClient, unreadable } from '../../ovh/client';
import { OvhError } from '../../ovh/errors';
import type { SmsAccount } from '../../ovh/model.generated';
import type { EventName } from '../../triggers/events';
import { readSample } from '../../triggers/sample';
import { openConnection, openSession, type Session, unusable } from '../../triggers/session';
import { newSecret, PLACEHOLDER } from './address';
import { inTurn } from '../../triggers/inTurn';
import { forget } from './memory';
import { type Plan, planActivation, planDeactivation, type Registrant, type Taken } from './plan';
import { firstProgress, keptProgress } from './progress';
import { callOwnAddress, MISSED, SAMPLE } from './selfCall';
import { SLOTS } from './slots';
import { stateOf, type TriggerState } from './state';

/** n8n's address of a trigger that has a webhook id. */
const HAS_ID = new RegExp(`/ovh-sms-[\\w-]+/${PLACEHOLDER}$`);

/** Whether the trigger's addresses stand on the account as its settings want them. */
export async function checkExists(this: IHookFunctions): Promise<boolean> {
	const { secret, registered } = stateOf(this);
	if (!secret || !registered || this.getMode() === 'manual') return false;
	const session = await openSession(this);
	try {
		const account = await readAccount(session.client, session.account);
		const registrant = registrantOf(this, session, secret);
		const plan = planActivation(account, registrant);
		// Where the place is taken, `create` follows and says whose it is.
		const exists = !plan.taken && Object.keys(plan.changes).length === 0;
		if (exists) callOwnAddress(this, registrant, MISSED);
		return exists;
	} catch (error) {
		throw session.failure(error);
	}
}

/** Registers the trigger's addresses, or says why it cannot. */
export async function create(this: IHookFunctions): Promise<boolean> {
	const session = await openSession(this);
	const state = stateOf(this);
	const isTest = this.getMode() === 'manual';
	try {
		await leaveOtherAccount(session, state);
		const secret = (state.registered && state.secret) || newSecret();
		const registrant = registrantOf(this, session, secret);
		checkReachable(this, session, registrant.base);
		const sample = isTest ? await readSample(session) : [];
		const progress = await (isTest ? firstProgress(session) : keptProgress(session, state));
		const plan = await register(session, registrant);
		// A test that has its sample can do without an address.
		if (plan.taken && sample.length === 0) throw taken(this, session, plan.taken);
		const { registered } = plan;
		Object.assign(state, { secret, registered, progress, account: session.account });
		delete state.deactivatedAt;
		// After a deactivation that failed, this process remembers it with other settings.
		forget(secret);
		if (sample.length > 0) callOwnAddress(this, registrant, SAMPLE);
		if (progress.writer === '') callOwnAddress(this, registrant, MISSED);
		return true;
	} catch (error) {
		throw session.failure(error);
	}
}

/** Gives back what stood on the account before. */
async function remove(this: IHookFunctions): Promise<boolean> {
	const state = stateOf(this);
	const { secret, registered, account } = state;
	if (!secret || !registered || !account) return true;
	const connection = await openConnection(this);
	try {
		await leave(connection.client, account, secret, registered);
	} catch (error) {
		throw connection.failure(error, account);
	}
	forget(secret);
	delete state.registered;
	state.deactivatedAt = connection.client.serverTimestamp();
	return true;
}

export { remove as delete };

async function leave(
	client: OvhClient,
	account: string,
	secret: string,
	registered: EventName[],
): Promise<void> {
	await inTurn(account, async () => {
		const details = await readAccount(client, account);
		await change(client, account, planDeactivation(details, secret, registered));
	});
}

/**
 * The settings may name another account by now: what was read of the last one says nothing about it.
 * Where the deactivation was lost, the addresses still stand there.
 */
async function leaveOtherAccount({ client, account }: Session, state: TriggerState): Promise<void> {
	const { secret, registered } = state;
	if (!state.account || state.account === account) return;
	if (secret && registered) await leave(client, state.account, secret, registered);
	delete state.registered;
	delete state.progress;
}

async function register({ client, account }: Session, registrant: Registrant): Promise<Plan> {
	return await inTurn(account, async () => {
		const plan = planActivation(await readAccount(client, account), registrant);
		await change(client, account, plan.changes);
		return plan;
	});
}

function registrantOf(context: IHookFunctions, session: Session, secret: string): Registrant {
	const url = context.getNodeWebhookUrl('default') ?? '';
	// Older lines leave a node of an imported file without an id of its own, and never find it then.
	if (!HAS_ID.test(url) || url.includes('undefined')) {
		throw unusable(
			context,
			'n8n gives this trigger no webhook address',
			'Delete the trigger from the workflow, add it anew and save the workflow.',
		);
	}
	const base = url.slice(0, -PLACEHOLDER.length - 1);
	return {
		secret,
		base,
		isTest: context.getMode() === 'manual',
		kinds: SLOTS.filter(({ event }) => session.events.has(event)).map(({ kind }) => kind),
		replaceExisting: context.getNodeParameter('options.replaceExisting', false) === true,
	};
}

async function readAccount(client: OvhClient, serviceName: string): Promise<SmsAccount> {
	const call = { route: 'GET /sms/{serviceName}' as const, path: { serviceName } };
	const account = objectIn(call, await client.call(call));
	if (isObject(account.smsResponse)) return account;
	throw unreadable(call, 'none', 'how the account answers replies was expected');
}

/** Writes only what changes. The same again changes nothing, so one lost answer is no harm. */
async function change(
	client: OvhClient,
	serviceName: string,
	changes: Partial<SmsAccount>,
): Promise<void> {
	if (Object.keys(changes).length === 0) return;
	const call = {
		route: 'PUT /sms/{serviceName}' as const,
		path: { serviceName },
		body: changes,
	};
	await client.call(call).catch(async (error: unknown) => {
		if (!(error instanceof OvhError) || error.facts.effect === 'none') throw error;
		await client.call(call);
	});
}

function checkReachable(context: IHookFunctions, { endpoint }: Session, base: string): void {
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

function taken(context: IHookFunctions, { account }: Session, { slot, owner }: Taken): Error {
	return unusable(
		context,
		`Something else gets the ${slot.name} of ${account}: ${owner}`,
		'Switch on "Replace Existing Address" to take its place while this workflow is active; it is put back afterwards. Or use the "OVHcloud SMS Polling Trigger", which needs no address.',
	);
}
