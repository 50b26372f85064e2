import { type Fields, search } from '../../src/operations/search';
import { withoutPlaceholders } from '../../src/sms/contactPlaceholders';
import { SHORT_NUMBER } from '../../src/sms/shortNumber';
import { aboutVirtualNumber } from '../../src/sms/virtualNumbers';
import { lists } from './lists';

/** Whether there is something to read in a field. */
const isShown = (value: unknown): boolean =>
	(typeof value === 'string' && value !== '') || typeof value === 'number';

/** A field that has to be there. */
const shown = (value: unknown): string => (isShown(value) ? String(value) : '?');

/** An SMS as it is told from others in a list. */
const messageLabel =
	(who: string) =>
	({ [who]: number, message, id }: Fields): string =>
		`${shown(number)}: ${shown(message).slice(0, 40)} (${shown(id)})`;

/** The words that are there, as `name · description`. */
const words = (...values: unknown[]): string => values.filter(isShown).map(shown).join(' · ');

const senderLabel = ({ sender, status, type }: Fields): string =>
	`${shown(sender)} (${[type, status].filter(isShown).join(', ')})`;

/** The lists behind the node's resource locators. */
export const listSearch = {
	searchAccounts: search({
		...lists.accounts,
		label: ({ name, description, creditsLeft }) =>
			`${words(name, description)} (${shown(creditsLeft)} credits)`,
	}),
	searchSenders: search({
		...lists.senders,
		// Virtual numbers stand among the senders, and send by a route of their own.
		offers: ({ status, type }) => status === 'enable' && type !== 'virtual',
		label: senderLabel,
	}),
	searchAllSenders: search({ ...lists.senders, label: senderLabel }),
	searchSendersOfSent: search({
		...lists.senders,
		first: [{ name: 'Short Number', value: SHORT_NUMBER }],
		label: senderLabel,
	}),
	searchVirtualNumbers: search({
		...lists.virtualNumbers,
		label: ({ number }) => words(number, aboutVirtualNumber(shown(number))),
	}),
	searchJobs: search({ ...lists.jobs, label: messageLabel('receiver') }),
	searchOutgoing: search({ ...lists.outgoing, label: messageLabel('receiver') }),
	searchIncoming: search({ ...lists.incoming, label: messageLabel('sender') }),
	searchBatches: search({
		...lists.batches,
		label: ({ name, status, totalRecords }) =>
			`${words(name, status)} (${shown(totalRecords)} SMS)`,
	}),
	searchBlacklist: search({ ...lists.blacklist, label: ({ number }) => shown(number) }),
	searchReceiverLists: search({
		...lists.receiverLists,
		label: ({ slotId, description, records }) =>
			`${words(slotId, description)} (${shown(records)} records)`,
	}),
	searchPhonebooks: search({ ...lists.phonebooks, label: ({ name }) => shown(name) }),
	searchContacts: search({
		...lists.contacts,
		needs: { parameter: 'bookKey', displayName: 'Phonebook' },
		label: (contact) => {
			const { surname, name, group } = withoutPlaceholders(contact);
			return words([surname, name].filter(isShown).join(' '), group);
		},
	}),
	searchLookups: search({
		...lists.lookups,
		label: ({ msisdn, status, id }) => `${words(msisdn, status)} (${shown(id)})`,
	}),
	searchTemplates: search({
		...lists.templates,
		label: ({ name, status }) => `${shown(name)} (${shown(status)})`,
	}),
	searchUsers: search({ ...lists.users, label: ({ login }) => shown(login) }),
};
