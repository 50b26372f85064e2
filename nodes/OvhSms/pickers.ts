import { type Fields, search } from '../../src/operations/search';
import { withoutPlaceholders } from '../../src/sms/contactPlaceholders';
import { SHORT_NUMBER } from '../../src/sms/shortNumber';
import { aboutVirtualNumber } from '../../src/sms/virtualNumbers';
import { emptyLists } from './emptyLists';
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

/** What the API's states of senders and templates mean. */
const STATES: Record<string, string> = {
	disable: 'switched off',
	enable: 'validated',
	refused: 'refused',
	waitingValidation: 'waiting for validation',
};

const stateOf = (status: unknown): unknown => STATES[String(status)] ?? status;

const senderLabel = ({ sender, status }: Fields): string => words(sender, stateOf(status));

/** The lists behind the node's resource locators. */
export const listSearch = {
	searchAccounts: search({
		...lists.accounts,
		empty: emptyLists.accounts,
		// n8n keeps the label with the workflow: what changes by itself would soon be wrong.
		label: ({ name, description }) => words(name, description),
	}),
	searchSenders: search({
		...lists.senders,
		empty: emptyLists.sendersThatSend,
		// Virtual numbers stand among the senders, and send by a route of their own.
		offers: ({ status, type }) => status === 'enable' && type !== 'virtual',
		label: senderLabel,
	}),
	searchAllSenders: search({ ...lists.senders, empty: emptyLists.senders, label: senderLabel }),
	searchSendersOfSent: search({
		...lists.senders,
		empty: emptyLists.senders,
		first: [{ name: 'Short Number', value: SHORT_NUMBER }],
		label: senderLabel,
	}),
	searchVirtualNumbers: search({
		...lists.virtualNumbers,
		empty: emptyLists.virtualNumbers,
		label: ({ number }) => words(number, aboutVirtualNumber(shown(number))),
	}),
	searchJobs: search({ ...lists.jobs, empty: emptyLists.jobs, label: messageLabel('receiver') }),
	searchOutgoing: search({
		...lists.outgoing,
		empty: emptyLists.outgoing,
		label: messageLabel('receiver'),
	}),
	searchIncoming: search({
		...lists.incoming,
		empty: emptyLists.incoming,
		label: messageLabel('sender'),
	}),
	searchBatches: search({
		...lists.batches,
		empty: emptyLists.batches,
		label: ({ name, status, totalRecords }) =>
			`${words(name, shown(status).toLowerCase().replaceAll('_', ' '))} (${shown(totalRecords)} SMS)`,
	}),
	searchBlacklist: search({
		...lists.blacklist,
		empty: emptyLists.blacklist,
		label: ({ number }) => shown(number),
	}),
	searchReceiverLists: search({
		...lists.receiverLists,
		empty: emptyLists.receiverLists,
		label: ({ slotId, description, records }) =>
			`${words(slotId, description)} (${shown(records)} recipients)`,
	}),
	searchPhonebooks: search({
		...lists.phonebooks,
		empty: emptyLists.phonebooks,
		label: ({ name }) => shown(name),
	}),
	searchContacts: search({
		...lists.contacts,
		empty: emptyLists.contacts,
		needs: { parameter: 'bookKey', displayName: 'Phonebook' },
		label: (contact) => {
			const { surname, name, group } = withoutPlaceholders(contact);
			return words([surname, name].filter(isShown).join(' '), group);
		},
	}),
	searchLookups: search({
		...lists.lookups,
		empty: emptyLists.lookups,
		label: ({ msisdn, status, id }) => `${words(msisdn, status)} (${shown(id)})`,
	}),
	searchTemplates: search({
		...lists.templates,
		empty: emptyLists.templates,
		label: ({ name, status }) => words(name, stateOf(status)),
	}),
	searchUsers: search({
		...lists.users,
		empty: emptyLists.users,
		label: ({ login }) => shown(login),
	}),
};
