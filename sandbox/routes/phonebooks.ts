import { randomUUID } from 'node:crypto';
import { addContact, contactsOf, newPhonebook, type NewContact } from '../state/phonebooks';
import { applyChanges } from './changes';
import { ACCOUNT, accountOf, found, type Context, type Handlers } from './context';
import { exportContacts, importContacts, phonebookOf } from './phonebookFiles';

const BOOKS = `${ACCOUNT}/phonebooks`;
const BOOK = `${BOOKS}/{bookKey}`;
const CONTACTS = `${BOOK}/phonebookContact`;

export const phonebookHandlers: Handlers = {
	[`GET ${BOOKS}`]: (context) => [...accountOf(context).phonebooks.keys()],
	[`POST ${BOOKS}`]: (context) => {
		const bookKey = randomUUID().replace(/-/g, '');
		const { name } = context.body as { name: string };
		accountOf(context).phonebooks.set(bookKey, newPhonebook(bookKey, name));
		return bookKey;
	},
	[`GET ${BOOK}`]: (context) => {
		const { bookKey, name } = phonebookOf(context);
		return { bookKey, name, phoneKey: '' };
	},
	[`PUT ${BOOK}`]: (context) => applyChanges('sms.Phonebook', phonebookOf(context), context.body),
	[`DELETE ${BOOK}`]: (context) => {
		accountOf(context).phonebooks.delete(phonebookOf(context).bookKey);
	},
	[`GET ${BOOK}/export`]: exportContacts,
	[`POST ${BOOK}/import`]: importContacts,

	[`GET ${CONTACTS}`]: (context) => [...contactsIn(context).keys()],
	[`POST ${CONTACTS}`]: (context) =>
		addContact(phonebookOf(context), context.body as NewContact).id,
	[`GET ${CONTACTS}/{id}`]: (context) => contactOf(context),
	[`PUT ${CONTACTS}/{id}`]: (context) => {
		applyChanges('sms.PhonebookContact', contactOf(context), context.body);
		phonebookOf(context).exported = null;
	},
	[`DELETE ${CONTACTS}/{id}`]: (context) => {
		contactsIn(context).delete(contactOf(context).id);
		phonebookOf(context).exported = null;
	},
};

function contactsIn(context: Context) {
	return contactsOf(phonebookOf(context), context.settings.now());
}

function contactOf(context: Context) {
	const id = Number(context.params.id);
	return found(contactsIn(context).get(id), 'id', id);
}
