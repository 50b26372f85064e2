import { accountOf, found, type Context, type Handlers } from './context';

export const blacklistHandlers: Handlers = {
	'GET /sms/{serviceName}/blacklists': (context) => {
		const { batchID, smsOutgoingID } = context.query;
		return [...accountOf(context).blacklist.values()]
			.filter((entry) => batchID === undefined || entry.batchID === batchID)
			.filter((entry) => smsOutgoingID === undefined || entry.smsOutgoingID === +smsOutgoingID)
			.map(({ number }) => number);
	},
	'GET /sms/{serviceName}/blacklists/{number}': (context) => entryOf(context),
	'DELETE /sms/{serviceName}/blacklists/{number}': (context) => {
		accountOf(context).blacklist.delete(entryOf(context).number);
	},
};

function entryOf(context: Context) {
	const { number } = context.params;
	return found(accountOf(context).blacklist.get(number), 'number', number);
}
