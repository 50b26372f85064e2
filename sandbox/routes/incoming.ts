import { isBetween } from '../state/time';
import { accountOf, found, type Context, type Handlers } from './context';

export const incomingHandlers: Handlers = {
	'GET /sms/{serviceName}/incoming': (context) => filteredIncoming(context),
	'GET /sms/{serviceName}/incoming/{id}': (context) => incomingObject(context),
	'DELETE /sms/{serviceName}/incoming/{id}': (context) => deleteIncoming(context),
};

/** Ids of the received messages that pass the query's filters. */
export function filteredIncoming(context: Context, virtualNumber?: string): number[] {
	const { query } = context;
	return receivedBy(context, virtualNumber)
		.filter(
			(sms) =>
				isBetween(
					sms.creationDatetime,
					query['creationDatetime.from'],
					query['creationDatetime.to'],
				) &&
				(query.sender === undefined || sms.sender === query.sender) &&
				(query.tag === undefined || sms.tag === query.tag),
		)
		.map(({ id }) => id);
}

/** Model `sms.Incoming`. */
export function incomingObject(context: Context, virtualNumber?: string) {
	const id = Number(context.params.id);
	const sms = found(
		receivedBy(context, virtualNumber).find((candidate) => candidate.id === id),
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

export function deleteIncoming(context: Context, virtualNumber?: string): void {
	const { id } = incomingObject(context, virtualNumber);
	const { incoming } = accountOf(context);
	incoming.splice(
		incoming.findIndex((sms) => sms.id === id),
		1,
	);
}

function receivedBy(context: Context, virtualNumber?: string) {
	const { incoming } = accountOf(context);
	return virtualNumber === undefined
		? incoming
		: incoming.filter((sms) => sms.virtualNumber === virtualNumber);
}
