import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { badRequest } from '../errors';
import { contactsOf, type NewContact, type Phonebook } from '../state/phonebooks';
import { taskStatus } from '../state/tasks';
import { ovhDatetime } from '../state/time';
import { accountOf, found, type Context } from './context';
import { documentBytes } from './receiverLists';

/** The columns of OVHcloud's file are not published; here they are the contact's fields. */
const COLUMNS = [
	'surname',
	'name',
	'group',
	'homePhone',
	'homeMobile',
	'workPhone',
	'workMobile',
] as const;
const FILE_LIFETIME_MS = 24 * 60 * 60 * 1000;

export function phonebookOf(context: Context): Phonebook {
	const { bookKey } = context.params;
	return found(accountOf(context).phonebooks.get(bookKey), 'bookKey', bookKey);
}

/** The first call starts the file; later ones show it until it is done. @returns `telephony.PcsFile` */
export function exportContacts(context: Context) {
	const { state, settings } = context;
	const book = phonebookOf(context);
	const now = settings.now();
	const contacts = [...contactsOf(book, now).values()];
	if (!book.exported || now >= book.exported.expiresAt) {
		const documentId = `phonebook-${book.bookKey}-${now}`;
		const text = stringify(contacts, { header: true, columns: [...COLUMNS], delimiter: ';' });
		state.storage.write(documentId, Buffer.from(text), settings.taskDelayMs);
		book.exported = { documentId, startedAt: now, expiresAt: now + FILE_LIFETIME_MS };
	}
	const { documentId, startedAt, expiresAt } = book.exported;
	const status = taskStatus(startedAt, now, settings.taskDelayMs);
	return {
		filename: `${book.name}.csv`,
		status,
		url: status === 'done' ? state.storage.getUrl(documentId) : '',
		urlExpirationDatetime: ovhDatetime(expiresAt + state.serverNow() - now),
	};
}

/** Adds the contacts of an uploaded document, after a while. @returns model `telephony.Task` */
export function importContacts(context: Context) {
	const { settings } = context;
	const { documentId } = context.body as { documentId: string };
	const book = phonebookOf(context);
	const contacts = readContacts(documentBytes(context, documentId));
	book.imports.push({ readyAt: settings.now() + settings.taskDelayMs, contacts });
	return {
		action: 'phonebookImport',
		message: null,
		objectCreated: null,
		serviceType: 'sms',
		status: settings.taskDelayMs === 0 ? 'done' : 'todo',
		taskId: book.imports.length,
	};
}

function readContacts(bytes: Buffer): NewContact[] {
	const rows = parse(bytes, {
		bom: true,
		columns: true,
		delimiter: ';',
		skip_empty_lines: true,
		relax_column_count: true,
	}) as unknown as Array<Record<string, string | undefined>>;
	return rows.map((row, index) => {
		if (row.name === undefined && row.surname === undefined) {
			throw badRequest(`No name and no surname on line ${index + 2} (separator ;)`);
		}
		const phone = (column: string) => row[column] || null;
		return {
			group: row.group ?? '',
			name: row.name ?? '',
			surname: row.surname ?? '',
			homeMobile: phone('homeMobile'),
			homePhone: phone('homePhone'),
			workMobile: phone('workMobile'),
			workPhone: phone('workPhone'),
		};
	});
}
