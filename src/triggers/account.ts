import { readIds } from '../ovh/objects';
import { expectObject } from '../ovh/answers';
import { readBatch } from '../ovh/multiGet';
import { unreadable } from '../ovh/call';
import type { SmsAccount, SmsSender } from '../ovh/model.generated';
import type { Kind } from './cursor';
import { eventItem } from './events';
import { maskAccount } from '../sms/mask';
import { pathOf, type Session } from './session';

/** Decisions of OVHcloud's moderators. */
const DECIDED = ['enable', 'refused'];

/** The credits fell below the threshold: once, until they have been above it again. */
export const lowCredit: Kind = {
	begin: async (session) => ({ creditsLeft: (await readAccount(session)).creditsLeft }),

	read: async (session, { creditsLeft = 0 }) => {
		const account = await readAccount(session);
		const fell = haveFallen(session, account, creditsLeft);
		const item = eventItem('lowCredit', session.account, maskAccount(account));
		return { items: fell ? [item] : [], changes: { creditsLeft: account.creditsLeft } };
	},
};

/** A sender was validated or refused. */
export const senderStatus: Kind = {
	begin: async (session) => ({ senders: statesOf(await readSenders(session)) }),

	read: async (session, { senders = {} }) => {
		const now = await readSenders(session);
		const decided = now.filter(
			({ sender, status }) => DECIDED.includes(status) && senders[sender] !== status,
		);
		return {
			items: decided.map((sender) => eventItem('senderStatus', session.account, sender)),
			changes: { senders: statesOf(now) },
		};
	},
};

/**
 * Also where they were above the threshold at both looks, as far as the API shows it: what
 * automatic recredit has bought, it bought because they had fallen.
 */
function haveFallen({ creditThreshold }: Session, account: SmsAccount, before: number): boolean {
	if (before < creditThreshold) return false;
	if (account.creditsLeft < creditThreshold) return true;
	const { creditsLeft, creditThresholdForAutomaticRecredit: boughtAt } = account;
	const bought = Number(account.automaticRecreditAmount ?? 0);
	return creditsLeft > before && creditsLeft <= boughtAt + bought && boughtAt < creditThreshold;
}

/**
 * The account.
 * @throws OvhError, also where the answer does not tell the credits
 */
export async function readAccount(session: Session): Promise<SmsAccount> {
	const call = { route: 'GET /sms/{serviceName}', path: pathOf(session) } as const;
	const account = expectObject(call, await session.client.read(call));
	if (typeof account.creditsLeft === 'number') return account;
	throw unreadable(call, 'none', 'the credits that are left were expected');
}

async function readSenders(session: Session): Promise<SmsSender[]> {
	const path = pathOf(session);
	const names = await readIds(session.client, { ids: 'GET /sms/{serviceName}/senders' }, path);
	const route = 'GET /sms/{serviceName}/senders/{sender}' as const;
	return await readBatch(session.client, route, path, names);
}

function statesOf(senders: SmsSender[]): Record<string, string> {
	return Object.fromEntries(senders.map(({ sender, status }) => [sender, status]));
}
