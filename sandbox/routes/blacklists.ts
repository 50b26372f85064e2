import { fromPath, inPath } from '../state/quirks';
import { accountOf, found, type Context, type Handlers } from './context';

export const blacklistHandlers: Handlers = {
	'GET /sms/{serviceName}/blacklists': (context) => {
		const { batchID, smsOutgoingID } = context.query;
		return [...accountOf(context).blacklist.values()]
			.filter((entry) => batchID === undefined || entry.batchID === batchID)
			.filter((entry) => smsOutgoingID === undefined || entry.smsOutgoingID === +smsOutgoingID)
			.map(({ number }) => inPath(context.state.quirks, number));
	},
	'GET /sms/{serviceName}/blacklists/{number}': (context) => {
		const entry = entryOf(context);
		return { ...entry, number: inPath(context.state.quirks, entry.number) };
	},
	'DELETE /sms/{serviceName}/blacklists/{number}': (context) => {
		accountOf(context).blacklist.delete(entryOf(context).number);
	},
};

function entryOf(context: Context) {
	const { number } = context.params;
	return found(
		accountOf(context).blacklist.get(fromPath(context.state.quirks, number)),
		'number',
		number,
	);
}
