import { send } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { act, get, timed } = callerAt(clock);
const BOOKS = `${ACCOUNT}/phonebooks`;

/** Makes a phonebook. @returns its path */
const newBook = async () =>
	`${BOOKS}/${String((await act('POST', BOOKS, { name: 'Suppliers' })).json)}`;

const ADA = { group: 'a', name: 'Ada', surname: 'Lovelace', homeMobile: '+33612345678' };

test('the demo has one with two contacts', async () => {
	await open({ now: clock.now });
	const [bookKey] = (await get(BOOKS)) as string[];
	const contacts = `${BOOKS}/${bookKey}/phonebookContact`;
	const ids = (await get(contacts)) as number[];
	expect(ids).toHaveLength(2);
	const path = `${contacts}/${ids.join(',')}`;
	expect((await timed({ path, headers: { 'X-Ovh-Batch': ',' } })).json).toMatchObject([
		{ value: { name: 'Ada' } },
		{ value: { name: 'Bob' } },
	]);
});

test('phonebooks are made, renamed and deleted', async () => {
	await open({ now: clock.now });
	const before = (await get(BOOKS)) as string[];
	const book = await newBook();
	expect(await get(BOOKS)).toHaveLength(before.length + 1);
	expect(await get(book)).toMatchObject({ name: 'Suppliers', bookKey: book.split('/').pop() });
	await act('PUT', book, { name: 'Partners', bookKey: 'x' });
	expect(await get(book)).toMatchObject({ name: 'Partners', bookKey: book.split('/').pop() });
	expect(await act('DELETE', book)).toMatchObject({ status: 200 });
	expect(await timed({ path: book })).toMatchObject({ status: 404 });
	expect(await get(BOOKS)).toEqual(before);
});

test('contacts are made, changed and deleted', async () => {
	await open({ now: clock.now });
	const contacts = `${await newBook()}/phonebookContact`;
	const id = (await act('POST', contacts, ADA)).json as number;
	expect(await get(contacts)).toEqual([id]);
	expect(await get(`${contacts}/${id}`)).toEqual({
		...ADA,
		id,
		homePhone: null,
		workMobile: null,
		workPhone: null,
	});
	await act('PUT', `${contacts}/${id}`, { homeMobile: null, workMobile: '+33612345679', id: 5 });
	expect(await get(`${contacts}/${id}`)).toMatchObject({
		id,
		homeMobile: null,
		workMobile: '+33612345679',
		name: 'Ada',
	});
	expect(await act('POST', contacts, { ...ADA, homeMobile: 'soon' })).toMatchObject({
		status: 400,
	});
	expect(await act('POST', contacts, { ...ADA, surname: undefined })).toMatchObject({
		status: 400,
	});
	expect(await act('DELETE', `${contacts}/${id}`)).toMatchObject({ status: 200 });
	expect(await get(contacts)).toEqual([]);
});

test('what one phonebook exports another one imports, in a while', async () => {
	await open({ now: clock.now, taskDelayMs: 10_000 });
	const book = await newBook();
	await act('POST', `${book}/phonebookContact`, ADA);
	const exported = async () =>
		(await get(`${book}/export?format=csv`)) as { status: string; url: string };
	expect(await exported()).toMatchObject({ status: 'todo', url: '', filename: 'Suppliers.csv' });
	clock.forward(10);
	const { status, url } = await exported();
	expect(status).toBe('done');
	const { text } = await send(url, 'GET', {});
	expect(text).toContain('Lovelace;Ada;a;');

	const document = (await act('POST', '/me/document', { name: 'x' })).json as {
		id: string;
		putUrl: string;
	};
	await send(document.putUrl, 'PUT', {}, text);
	const other = await newBook();
	expect(await act('POST', `${other}/import`, { documentId: document.id })).toMatchObject({
		status: 200,
		json: { status: 'todo', message: null },
	});
	expect(await get(`${other}/phonebookContact`)).toEqual([]);
	clock.forward(10);
	const [id] = (await get(`${other}/phonebookContact`)) as number[];
	expect(await get(`${other}/phonebookContact/${id}`)).toMatchObject(ADA);
});

test('an export shows what changed since the last one', async () => {
	await open({ now: clock.now });
	const book = await newBook();
	const text = async () => {
		const { url } = (await get(`${book}/export?format=csv`)) as { url: string };
		return (await send(url, 'GET', {})).text;
	};
	expect(await text()).not.toContain('Ada');
	const id = (await act('POST', `${book}/phonebookContact`, ADA)).json as number;
	expect(await text()).toContain('Ada');
	clock.forward(1);
	await act('PUT', `${book}/phonebookContact/${id}`, { name: 'Augusta' });
	expect(await text()).toContain('Augusta');
});
