import type { LocatedSms } from '../state/messages';
import { readReceiver, shortNumber } from '../state/numbers';
import { passesTag } from '../state/quirks';
import { ovhDatetime } from '../state/time';
import type { AcceptedSms } from '../state/types';
import {
	ACCOUNT,
	accountOf,
	isInPeriod,
	messageOf,
	NUMBER,
	partOf,
	under,
	USER,
	type Context,
	type Handlers,
} from './context';
import { jobFields } from './jobs';

export const outgoingHandlers: Handlers = under([ACCOUNT, USER, NUMBER], {
	'GET /outgoing': (context) => filteredOutgoing(context).map(({ sms }) => sms.id),
	'GET /outgoing/{id}': (context) => outgoingObject(messageOf(context, 'sent')),
	'DELETE /outgoing/{id}': (context) => {
		messageOf(context, 'sent').sms.deleted = true;
	},
});

/** The sent messages that pass the query's filters; all filters but the dates are exact matches. */
export function filteredOutgoing(context: Context): LocatedSms[] {
	const { query } = context;
	const receiver = query.receiver && (readReceiver(query.receiver) ?? query.receiver);
	const { name } = accountOf(context).details;
	return context.state.messages
		.at('sent', name, { ...partOf(context), batchID: query.batchID })
		.filter(
			({ sms, progress }) =>
				passesTag(context.state.quirks, sms, query.tag) &&
				same(shownSender(sms), query.sender) &&
				same(sms.receiver, receiver) &&
				same(progress.ptt, query.ptt) &&
				same(progress.deliveryReceipt, query.deliveryReceipt) &&
				same(sms.differedPeriod, query.differedDelivery) &&
				same(MESSAGE_ID, query.messageID) &&
				isInPeriod(context, ovhDatetime(sms.creation)),
		);
}

/** Empty with the short number (ovh/manager, modules/sms, history; read in November 2026). */
function shownSender({ account, sender }: AcceptedSms): string {
	return sender === shortNumber(account) ? '' : sender;
}

/** Only messages sent through SMPP have one. */
const MESSAGE_ID = null;

/** Model `sms.Outgoing`. */
function outgoingObject(located: LocatedSms) {
	const { sms, progress } = located;
	return {
		...jobFields(located),
		batchID: sms.batchID,
		deliveredAt: progress.deliveredAt === null ? null : ovhDatetime(progress.deliveredAt),
		messageID: MESSAGE_ID,
		sender: shownSender(sms),
		sentAt: progress.sentAt === null ? null : ovhDatetime(progress.sentAt),
		tag: sms.tag,
		tariffCode: sms.country.toUpperCase(),
	};
}

function same(value: string | number | null, filter: string | undefined): boolean {
	return filter === undefined || String(value) === filter;
}
