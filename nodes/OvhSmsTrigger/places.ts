import { isObject, expectObject } from '../../src/ovh/answers';
import { type OvhClient } from '../../src/ovh/client';
import { unreadable } from '../../src/ovh/call';
import type { SmsAccount } from '../../src/ovh/model.generated';
import { withoutNote } from './address';
import type { Change } from './plan';

/** How OVHcloud keeps what was written. */
export type Kept = 'whole' | 'withoutNote' | 'changed';

export async function readAccount(client: OvhClient, serviceName: string): Promise<SmsAccount> {
	const call = { route: 'GET /sms/{serviceName}' as const, path: { serviceName } };
	const account = expectObject(call, await client.read(call));
	if (isObject(account.smsResponse)) return account;
	throw unreadable(call, 'none', 'how the account answers replies was expected');
}

/**
 * Changes places of an account, and reads them back: how long an address may be is not documented,
 * nor whether null clears one. What came back changed is written once more, shorter: an address
 * without what it covers, '' in place of null. If that comes back changed, too, all is put back.
 * @throws OvhError
 */
export async function writePlaces(
	client: OvhClient,
	serviceName: string,
	before: SmsAccount,
	changes: Change[],
): Promise<Kept> {
	if (changes.length === 0) return 'whole';
	const first = await write(client, serviceName, before, changes, null);
	const changed = differing(first, changes);
	if (changed.length === 0) return 'whole';
	const shorter = changed.map(({ slot, address }) => ({
		slot,
		address: address && withoutNote(address),
	}));
	const second = await write(client, serviceName, first, shorter, '');
	if (differing(second, shorter).length === 0) return 'withoutNote';
	const undo = changes.map(({ slot }) => ({ slot, address: slot.read(before) }));
	await write(client, serviceName, second, undo, '');
	return 'changed';
}

async function write(
	client: OvhClient,
	serviceName: string,
	present: SmsAccount,
	changes: Change[],
	nothing: null | '',
): Promise<SmsAccount> {
	const path = { serviceName };
	const fields = changes.map(({ slot, address }) => slot.write(present, address, nothing));
	const body = Object.assign({}, ...fields) as Partial<SmsAccount>;
	await client.call({ route: 'PUT /sms/{serviceName}', path, body, idempotent: true });
	return await readAccount(client, serviceName);
}

function differing(account: SmsAccount, changes: Change[]): Change[] {
	return changes.filter(({ slot, address }) => slot.read(account) !== address);
}

const queues = new Map<string, Promise<unknown>>();

/**
 * Does work of one name one after the other, within this process: reading an account and then
 * writing to it must not mix with another trigger's.
 */
export async function serialize<T>(name: string, work: () => Promise<T>): Promise<T> {
	const before = queues.get(name) ?? Promise.resolve();
	const mine = before.then(work, work);
	queues.set(name, mine);
	try {
		return await mine;
	} finally {
		if (queues.get(name) === mine) queues.delete(name);
	}
}
