import { accountOf, found, type Handlers } from './context';

export const senderHandlers: Handlers = {
	'GET /sms/{serviceName}/senders': (context) => [...accountOf(context).senders.keys()],
	'GET /sms/{serviceName}/senders/{sender}': (context) => {
		const { sender } = context.params;
		return found(accountOf(context).senders.get(sender), 'sender', sender);
	},
};
