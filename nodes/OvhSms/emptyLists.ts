import { NO_ACCOUNT } from '../../src/operations/account';
import type { EmptyList, Fields } from '../../src/operations/search';

/** Why a list has nothing to choose from, and what to do about it. */
export const emptyLists = {
	accounts: { what: 'This credential sees no SMS account', advice: NO_ACCOUNT },
	sendersThatSend,
	senders: {
		what: 'This account has no sender',
		advice: 'Ask for one with Sender → Create: OVHcloud validates it within 72 hours.',
	},
	virtualNumbers: {
		what: 'This account has no virtual number',
		advice:
			'Order one in the Control Panel of OVHcloud (Telecom → SMS). To send without one, choose another Sender Type.',
	},
	jobs: {
		what: 'No SMS is scheduled on this account',
		advice: 'Here stands what waits to be sent. What has left is under Sent SMS.',
	},
	outgoing: {
		what: 'This account has sent no SMS yet',
		advice: 'An SMS shows here some seconds after it has left.',
	},
	incoming: {
		what: 'This account has received no SMS yet',
		advice: 'People can reply to what comes from a short number or a virtual number only.',
	},
	batches: {
		what: 'This account has no batch',
		advice: 'Batch → Create makes one. Single messages are under Sent SMS.',
	},
	blacklist: {
		what: 'Nobody has opted out on this account',
		advice: 'A number shows here as soon as its owner answers STOP.',
	},
	receiverLists: {
		what: 'This account has no receiver list',
		advice:
			'Receiver List → Create makes one, of the input items or of a CSV file. A batch can also go to the input items without a list.',
	},
	phonebooks: {
		what: 'This account has no phonebook',
		advice: 'Phonebook → Create makes one.',
	},
	contacts: {
		what: 'This phonebook has no contact',
		advice: 'Contact → Create adds one.',
	},
	lookups: {
		what: 'No number was looked up on this account',
		advice: 'Number Lookup → Look Up makes a lookup.',
	},
	templates: {
		what: 'This account has no template',
		advice: 'Template → Create hands one in for validation.',
	},
	users: {
		what: 'This account has no API user',
		advice:
			'API User → Create adds one. This node needs none: it works with the keys of the credential.',
	},
} satisfies Record<string, EmptyList>;

/** Senders that cannot send yet are named: people look for the one that they have asked for. */
function sendersThatSend(senders: Fields[]): { what: string; advice: string } {
	const named = (status: string) =>
		senders.filter((sender) => sender.status === status).map(({ sender }) => String(sender));
	const [waiting, refused] = [named('waitingValidation'), named('refused')];
	return {
		what: 'No sender of this account can send yet',
		advice: [
			waiting.length > 0 &&
				`Waiting for OVHcloud's validation (up to 72 hours): ${waiting.join(', ')}.`,
			refused.length > 0 && `Refused: ${refused.join(', ')}; Sender → Get says why.`,
			waiting.length === 0 && 'Ask for one with Sender → Create.',
			'With an account in France, Sender Type "Short Number" works at once, without validation.',
		]
			.filter(Boolean)
			.join(' '),
	};
}
