import type { JsonObject } from '../ovh/answers';

import { readIds, readNumericIds } from '../ovh/objects';
import { readBatch } from '../ovh/multiGet';
import { isFinal } from '../sms/deliveryStatus';
import { eventItem, type EventName, shownEvents } from './events';
import { passes } from './filters';
import { reportItems } from './deliveries';
import { readAccount } from './account';
import { maskAccount } from '../sms/mask';
import { pathOf, type Session } from './session';
import { datetimeOf, secondsOf } from './window';

/** Days that count as recent, for a test. */
export const RECENT_DAYS = 30;

/** Objects of one kind that are looked through: one request. */
const LOOKED_AT = 50;

/**
 * The most recent event of each chosen kind, as the workflow would get it; nothing is remembered.
 * @throws OvhError
 */
export async function readSample(session: Session): Promise<JsonObject[]> {
	const samples: JsonObject[] = [];
	for (const event of session.events) {
		const items = await READERS[event](session);
		const newest = items.find((item) => passes(item, session.filters));
		if (newest) samples.push(newest);
	}
	return shownEvents(samples, session);
}

/** Items of each kind, newest first. */
const READERS: Record<EventName, (session: Session) => Promise<JsonObject[]>> = {
	messageReceived: async (session) => {
		const ids = await recentIds(session, 'GET /sms/{serviceName}/incoming');
		const route = 'GET /sms/{serviceName}/incoming/{id}' as const;
		const objects = await readBatch(session.client, route, pathOf(session), ids);
		return objects.map((sms) => eventItem('messageReceived', session.account, sms));
	},
	deliveryReport: async (session) => {
		const ids = await recentIds(session, 'GET /sms/{serviceName}/outgoing');
		const route = 'GET /sms/{serviceName}/outgoing/{id}' as const;
		const messages = await readBatch(session.client, route, pathOf(session), ids);
		const wanted = messages.filter((sms) => !session.finalStatesOnly || isFinal(sms));
		return await reportItems(session.client, session.account, wanted);
	},
	optOut: async (session) => {
		const list = { ids: 'GET /sms/{serviceName}/blacklists' as const };
		const numbers = await readIds(session.client, list, pathOf(session));
		const route = 'GET /sms/{serviceName}/blacklists/{number}' as const;
		const some = numbers.slice(-LOOKED_AT);
		const entries = await readBatch(session.client, route, pathOf(session), some);
		return entries
			.sort((a, b) => secondsOf(b.dateCreation) - secondsOf(a.dateCreation))
			.map((entry) => eventItem('optOut', session.account, entry));
	},
	lowCredit: async (session) => {
		return [eventItem('lowCredit', session.account, maskAccount(await readAccount(session)))];
	},
	senderStatus: async (session) => {
		const list = { ids: 'GET /sms/{serviceName}/senders' as const };
		const names = await readIds(session.client, list, pathOf(session));
		const route = 'GET /sms/{serviceName}/senders/{sender}' as const;
		const senders = await readBatch(session.client, route, pathOf(session), names);
		return senders
			.filter(({ status }) => ['enable', 'refused'].includes(status))
			.map((sender) => eventItem('senderStatus', session.account, sender));
	},
};

async function recentIds(
	session: Session,
	ids: 'GET /sms/{serviceName}/incoming' | 'GET /sms/{serviceName}/outgoing',
): Promise<number[]> {
	const from = session.client.serverTimestamp() - RECENT_DAYS * 24 * 3600;
	const query = { 'creationDatetime.from': datetimeOf(from) };
	const listed = await readNumericIds(session.client, { ids }, pathOf(session), query);
	return listed.sort((a, b) => b - a).slice(0, LOOKED_AT);
}
