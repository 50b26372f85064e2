import { conflict } from '../errors';
import { ovhDatetime } from '../state/time';
import { accountOf, found, NUMBER, virtualNumberOf, type Context, type Handlers } from './context';

const FIRST_ID = 1;

export const chatHandlers: Handlers = {
	[`GET ${NUMBER}/chatAccess`]: (context) => chatAccessOf(context),
	[`POST ${NUMBER}/chatAccess`]: (context) => {
		const { number } = virtualNumberOf(context);
		const { chatAccesses } = accountOf(context);
		if (chatAccesses.has(number)) throw conflict(`The number ${number} has a web access already`);
		const access = {
			creationDate: ovhDatetime(context.state.serverNow()),
			id: FIRST_ID + chatAccesses.size,
			url: `https://chat.example.org/${encodeURIComponent(number)}`,
		};
		chatAccesses.set(number, access);
		return access;
	},
	[`DELETE ${NUMBER}/chatAccess`]: (context) => {
		chatAccessOf(context);
		accountOf(context).chatAccesses.delete(context.params.number);
	},
};

function chatAccessOf(context: Context) {
	const { number } = virtualNumberOf(context);
	return found(accountOf(context).chatAccesses.get(number), 'number', number);
}
