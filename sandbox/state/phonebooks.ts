/** Model `sms.PhonebookContact`. */
export interface Contact {
	group: string;
	homeMobile: string | null;
	homePhone: string | null;
	id: number;
	name: string;
	surname: string;
	workMobile: string | null;
	workPhone: string | null;
}

export type NewContact = Partial<Contact> & Pick<Contact, 'group' | 'name' | 'surname'>;

/** Model `sms.Phonebook`, with its contacts. */
export interface Phonebook {
	bookKey: string;
	name: string;
	contacts: Map<number, Contact>;
	/** Contacts that an import adds from `readyAt` (milliseconds on the sandbox's clock). */
	imports: Array<{ readyAt: number; contacts: NewContact[] }>;
	/** The file that an export makes; null when none was asked for since the last change. */
	exported: { documentId: string; startedAt: number; expiresAt: number } | null;
	nextId: number;
}

const FIRST_ID = 301;

export function newPhonebook(bookKey: string, name: string): Phonebook {
	return {
		bookKey,
		name,
		contacts: new Map(),
		imports: [],
		exported: null,
		nextId: FIRST_ID,
	};
}

export function addContact(book: Phonebook, contact: NewContact): Contact {
	const { nextId: id } = book;
	book.nextId += 1;
	const added: Contact = {
		homeMobile: null,
		homePhone: null,
		workMobile: null,
		workPhone: null,
		...contact,
		id,
	};
	book.contacts.set(id, added);
	book.exported = null;
	return added;
}

/** The contacts now: an import that is over has added its own. */
export function contactsOf(book: Phonebook, now: number): Map<number, Contact> {
	const over = book.imports.filter(({ readyAt }) => now >= readyAt);
	book.imports = book.imports.filter(({ readyAt }) => now < readyAt);
	for (const { contacts } of over) for (const contact of contacts) addContact(book, contact);
	return book.contacts;
}
