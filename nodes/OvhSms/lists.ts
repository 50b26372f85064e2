import type { ObjectList } from '../../src/ovh/objects';

/** The API's lists of objects, by what they hold. */
export const lists = {
	accounts: {
		ids: 'GET /sms',
		object: 'GET /sms/{serviceName}',
		placeholder: 'serviceName',
		idField: 'name',
		pages: 'byName',
	},
	jobs: {
		ids: 'GET /sms/{serviceName}/jobs',
		object: 'GET /sms/{serviceName}/jobs/{id}',
		placeholder: 'id',
	},
	outgoing: {
		ids: 'GET /sms/{serviceName}/outgoing',
		object: 'GET /sms/{serviceName}/outgoing/{id}',
		placeholder: 'id',
		pages: 'byNumber',
	},
	incoming: {
		ids: 'GET /sms/{serviceName}/incoming',
		object: 'GET /sms/{serviceName}/incoming/{id}',
		placeholder: 'id',
		pages: 'byNumber',
	},
	batches: {
		ids: 'GET /sms/{serviceName}/batches',
		placeholder: 'id',
	},
	senders: {
		ids: 'GET /sms/{serviceName}/senders',
		object: 'GET /sms/{serviceName}/senders/{sender}',
		placeholder: 'sender',
		pages: 'byName',
	},
	availableSenders: {
		ids: 'GET /sms/{serviceName}/sendersAvailableForValidation',
		placeholder: 'sender',
	},
	blacklist: {
		ids: 'GET /sms/{serviceName}/blacklists',
		object: 'GET /sms/{serviceName}/blacklists/{number}',
		placeholder: 'number',
		pages: 'byName',
	},
	receiverLists: {
		ids: 'GET /sms/{serviceName}/receivers',
		object: 'GET /sms/{serviceName}/receivers/{slotId}',
		placeholder: 'slotId',
		pages: 'byNumber',
	},
	phonebooks: {
		ids: 'GET /sms/{serviceName}/phonebooks',
		object: 'GET /sms/{serviceName}/phonebooks/{bookKey}',
		placeholder: 'bookKey',
		pages: 'byName',
	},
	contacts: {
		ids: 'GET /sms/{serviceName}/phonebooks/{bookKey}/phonebookContact',
		object: 'GET /sms/{serviceName}/phonebooks/{bookKey}/phonebookContact/{id}',
		placeholder: 'id',
		pages: 'byNumber',
	},
	lookups: {
		ids: 'GET /sms/{serviceName}/hlr',
		object: 'GET /sms/{serviceName}/hlr/{id}',
		placeholder: 'id',
	},
	restrictions: {
		ids: 'GET /sms/{serviceName}/exceptions',
		placeholder: 'countrySuffixe',
	},
	templates: {
		ids: 'GET /sms/{serviceName}/templatesControl',
		object: 'GET /sms/{serviceName}/templatesControl/{name}',
		placeholder: 'name',
	},
	virtualNumbers: {
		ids: 'GET /sms/{serviceName}/virtualNumbers',
		object: 'GET /sms/{serviceName}/virtualNumbers/{number}',
		placeholder: 'number',
	},
	users: {
		ids: 'GET /sms/{serviceName}/users',
		object: 'GET /sms/{serviceName}/users/{login}',
		placeholder: 'login',
	},
} satisfies Record<string, ObjectList>;
