import type { LocatedSms } from '../state/messages';
import { readReceiver } from '../state/numbers';
import { isBetween, ovhDatetime } from '../state/time';
import { accountOf, found, type Context, type Handlers } from './context';
import { jobFields } from './jobs';

export const outgoingHandlers: Handlers = {
	'GET /sms/{serviceName}/outgoing': (context) => filteredOutgoing(context),
	'GET /sms/{serviceName}/outgoing/{id}': (context) => outgoingObject(oneOutgoing(context)),
	'DELETE /sms/{serviceName}/outgoing/{id}': (context) => {
		oneOutgoing(context).sms.deleted = true;
	},
};

/** Ids of the sent messages that pass the query's filters; all filters are exact matches. */
export function filteredOutgoing(context: Context, virtualNumber?: string): number[] {
	const { query } = context;
	const receiver = query.receiver && (readReceiver(query.receiver) ?? query.receiver);
	return sentMessages(context, virtualNumber)
		.map(outgoingObject)
		.filter(
			(sms) =>
				isBetween(
					sms.creationDatetime,
					query['creationDatetime.from'],
					query['creationDatetime.to'],
				) &&
				same(sms.tag, query.tag) &&
				same(sms.sender, query.sender) &&
				same(sms.receiver, receiver) &&
				same(sms.ptt, query.ptt) &&
				same(sms.deliveryReceipt, query.deliveryReceipt) &&
				same(sms.differedDelivery, query.differedDelivery) &&
				same(sms.batchID, query.batchID) &&
				same(sms.messageID, query.messageID),
		)
		.map(({ id }) => id);
}

export function oneOutgoing(context: Context, virtualNumber?: string): LocatedSms {
	const id = Number(context.params.id);
	const sent = sentMessages(context, virtualNumber).find(({ sms }) => sms.id === id);
	return found(sent, 'id', id);
}

/** Model `sms.Outgoing`. */
export function outgoingObject(located: LocatedSms) {
	const { sms, progress } = located;
	return {
		...jobFields(located),
		batchID: null,
		deliveredAt: progress.deliveredAt === null ? null : ovhDatetime(progress.deliveredAt),
		messageID: null,
		sender: sms.sender,
		sentAt: progress.sentAt === null ? null : ovhDatetime(progress.sentAt),
		tag: sms.tag,
		tariffCode: sms.country.toUpperCase(),
	};
}

function sentMessages(context: Context, virtualNumber?: string): LocatedSms[] {
	const { name } = accountOf(context).details;
	return context.state.messages.at('sent', name, virtualNumber);
}

function same(value: string | number | null, filter: string | undefined): boolean {
	return filter === undefined || String(value) === filter;
}
