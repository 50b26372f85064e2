import { passesTag } from '../state/quirks';
import type { Incoming } from '../state/types';
import {
	ACCOUNT,
	accountOf,
	found,
	isInPeriod,
	NUMBER,
	partOf,
	under,
	USER,
	type Context,
	type Handlers,
} from './context';

export const incomingHandlers: Handlers = under([ACCOUNT, USER, NUMBER], {
	'GET /incoming': (context) => filteredIncoming(context).map(({ id }) => id),
	'GET /incoming/{id}': (context) => oneIncoming(context),
	'DELETE /incoming/{id}': (context) => {
		const { id } = oneIncoming(context);
		const { incoming } = accountOf(context);
		incoming.splice(
			incoming.findIndex((sms) => sms.id === id),
			1,
		);
	},
});

/** The received messages that pass the query's filters. */
export function filteredIncoming(context: Context): Incoming[] {
	const { query } = context;
	return receivedBy(context).filter(
		(sms) =>
			isInPeriod(context, sms.creationDatetime) &&
			(query.sender === undefined || sms.sender === query.sender) &&
			passesTag(context.state.quirks, sms, query.tag),
	);
}

/** Model `sms.Incoming`. */
function oneIncoming(context: Context): Incoming {
	const id = Number(context.params.id);
	const sms = found(
		receivedBy(context).find((sms) => sms.id === id && !context.state.quirks.unreadable.has(id)),
		'id',
		id,
	);
	return {
		creationDatetime: sms.creationDatetime,
		credits: sms.credits,
		id: sms.id,
		message: sms.message,
		sender: sms.sender,
		tag: sms.tag,
	};
}

function receivedBy(context: Context) {
	const { user, virtualNumber } = partOf(context);
	return accountOf(context).incoming.filter(
		(sms) =>
			(user === undefined || sms.user === user) &&
			(virtualNumber === undefined || sms.virtualNumber === virtualNumber),
	);
}
