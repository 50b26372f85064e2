import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../../src/operations/properties';

/** The parameters that pick an object, by what they pick. */
export const locators = {
	job: locator({
		name: 'jobId',
		displayName: 'Scheduled SMS',
		description: 'The message that waits to be sent',
		search: 'searchJobs',
		placeholder: '26929925',
	}),
	outgoing: locator({
		name: 'outgoingId',
		displayName: 'Sent SMS',
		description: 'The message that was sent; Send gives its ID in "ids"',
		search: 'searchOutgoing',
		placeholder: '26929925',
	}),
	incoming: locator({
		name: 'incomingId',
		displayName: 'Received SMS',
		description: 'The message that was received',
		search: 'searchIncoming',
		placeholder: '1045001',
	}),
	batch: locator({
		name: 'batchId',
		displayName: 'Batch',
		description: 'The batch of messages',
		search: 'searchBatches',
		placeholder: '5b1bd5fe-9ad2-4d8e-b35b-d4f0c4f1ef4e',
	}),
	sender: locator({
		name: 'sender',
		displayName: 'Sender',
		description: 'The sender name or number',
		search: 'searchAllSenders',
		placeholder: 'MYSHOP',
	}),
	senderOfSent: locator({
		name: 'sender',
		displayName: 'Sender',
		description: 'The sender name or number, or the short number',
		search: 'searchSendersOfSent',
		placeholder: 'MYSHOP',
	}),
	blacklisted: locator({
		name: 'number',
		displayName: 'Number',
		description: 'The phone number that opted out, with its country code',
		search: 'searchBlacklist',
		placeholder: '+33612345678',
	}),
	receiverList: locator({
		name: 'slotId',
		displayName: 'Receiver List',
		description: 'The list of recipients, which OVHcloud calls a slot',
		search: 'searchReceiverLists',
		placeholder: '12',
	}),
	phonebook: locator({
		name: 'bookKey',
		displayName: 'Phonebook',
		description: 'The phonebook',
		search: 'searchPhonebooks',
		placeholder: 'xx12345-ovh-2-f0b1',
	}),
	contact: locator({
		name: 'contactId',
		displayName: 'Contact',
		description: 'The contact of the phonebook',
		search: 'searchContacts',
		placeholder: '1234',
	}),
	lookup: locator({
		name: 'lookupId',
		displayName: 'Number Lookup',
		description: 'The lookup of a number',
		search: 'searchLookups',
		placeholder: '1234',
	}),
	template: locator({
		name: 'templateName',
		displayName: 'Template',
		description: 'The template',
		search: 'searchTemplates',
		placeholder: 'order-shipped',
	}),
	virtualNumber: locator({
		name: 'number',
		displayName: 'Virtual Number',
		description: 'The virtual number of the account',
		search: 'searchVirtualNumbers',
		placeholder: '+33700000001',
	}),
	user: locator({
		name: 'login',
		displayName: 'API User',
		description: 'The user of the account',
		search: 'searchUsers',
		placeholder: 'shop',
	}),
	targetAccount: locator({
		name: 'smsAccountTarget',
		displayName: 'Target Account',
		description: 'The SMS account that gets the credits; it must belong to the same customer',
		search: 'searchAccounts',
		placeholder: 'sms-ab12345-2',
	}),
} satisfies Record<string, INodeProperties>;
