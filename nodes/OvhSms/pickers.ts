import { type Fields, search } from '../../operations/search';
import { lists } from './lists';

/** An SMS as it is told from others in a list. */
const messageLabel =
	(who: string) =>
	({ [who]: number, message, id }: Fields): string =>
		`${String(number)}: ${String(message).slice(0, 40)} (${String(id)})`;

/** The words that are there, as `name · description`. */
const words = (...values: unknown[]): string => values.filter(Boolean).join(' · ');

const senderLabel = ({ sender, status, type }: Fields): string =>
	`${String(sender)} (${[type, status].filter(Boolean).join(', ')})`;

/** The lists behind the node's resource locators. */
export const listSearch = {
	searchAccounts: search({
		...lists.accounts,
		label: ({ name, description, creditsLeft }) =>
			`${words(name, description)} (${String(creditsLeft)} credits)`,
	}),
	searchSenders: search({
		...lists.senders,
		offers: ({ status }) => status === 'enable',
		label: senderLabel,
	}),
	searchAllSenders: search({ ...lists.senders, label: senderLabel }),
	searchVirtualNumbers: search({ ...lists.virtualNumbers, label: ({ number }) => String(number) }),
	searchJobs: search({ ...lists.jobs, label: messageLabel('receiver') }),
	searchOutgoing: search({ ...lists.outgoing, label: messageLabel('receiver') }),
	searchIncoming: search({ ...lists.incoming, label: messageLabel('sender') }),
	searchBatches: search({
		...lists.batches,
		label: ({ name, status, totalRecords }) =>
			`${words(name, status)} (${String(totalRecords)} SMS)`,
	}),
	searchBlacklist: search({ ...lists.blacklist, label: ({ number }) => String(number) }),
	searchReceiverLists: search({
		...lists.receiverLists,
		label: ({ slotId, description, records }) =>
			`${words(slotId, description)} (${String(records)} records)`,
	}),
	searchPhonebooks: search({ ...lists.phonebooks, label: ({ name }) => String(name) }),
	searchContacts: search({
		...lists.contacts,
		needs: { parameter: 'bookKey', displayName: 'Phonebook' },
		label: ({ surname, name, group }) => words([surname, name].filter(Boolean).join(' '), group),
	}),
	searchLookups: search({
		...lists.lookups,
		label: ({ msisdn, status, id }) => `${words(msisdn, status)} (${String(id)})`,
	}),
	searchTemplates: search({
		...lists.templates,
		label: ({ name, status }) => `${String(name)} (${String(status)})`,
	}),
	searchUsers: search({ ...lists.users, label: ({ login }) => String(login) }),
};
