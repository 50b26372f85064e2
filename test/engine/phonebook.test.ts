import { ACCOUNT, operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const { run, fail, requests } = operator(stage);

const create = async (name = 'Friends') => {
	const [book] = await run('phonebook', 'create', { name });
	return { book, bookKey: byId(String(book.bookKey)) };
};

const ADA = { name: 'Lovelace', surname: 'Ada', group: 'math' };

describe('phonebooks', () => {
	test('are created, listed, read, renamed and deleted', async () => {
		const { book, bookKey } = await create();
		expect(book).toMatchObject({ name: 'Friends', bookKey: expect.any(String) });
		const names = async () => (await run('phonebook', 'getAll')).map(({ name }) => name);
		expect(await names()).toContain('Friends');
		expect(await run('phonebook', 'get', { bookKey })).toEqual([book]);
		expect(await run('phonebook', 'update', { bookKey, name: 'Foes' })).toEqual([
			{ ...book, name: 'Foes' },
		]);
		expect(await run('phonebook', 'delete', { bookKey })).toEqual([
			{ deleted: true, id: book.bookKey },
		]);
		expect(await names()).not.toContain('Foes');
	});

	test('without a name are refused before anything is sent', async () => {
		const error = await fail('phonebook', 'create', { name: '={{ "" }}' });
		expect(error.message).toContain('"Name" is empty');
		expect(requests()).toEqual([]);
	});
});

describe('contacts', () => {
	test('are created, listed, read, changed and deleted', async () => {
		const { bookKey } = await create();
		const additionalFields = { workMobile: '+33612345678' };
		const [ada] = await run('contact', 'create', { bookKey, ...ADA, additionalFields });
		expect(ada).toMatchObject({ ...ADA, ...additionalFields, homePhone: null });
		const contactId = byId(String(ada.id));
		expect(await run('contact', 'getAll', { bookKey })).toEqual([ada]);
		expect(await run('contact', 'get', { bookKey, contactId })).toEqual([ada]);
		const updateFields = { group: 'poets', workMobile: '' };
		expect(await run('contact', 'update', { bookKey, contactId, updateFields })).toEqual([
			{ ...ada, group: 'poets', workMobile: '' },
		]);
		expect(await run('contact', 'delete', { bookKey, contactId })).toEqual([
			{ deleted: true, id: ada.id },
		]);
		expect(await run('contact', 'getAll', { bookKey })).toEqual([]);
	});

	test("are read without the placeholders of OVHcloud's control panel", async () => {
		const contact = { group: 'No group', name: 'Lovelace', surname: 'Ada', homePhone: '0033' };
		stage.sandbox.state.addPhonebook(ACCOUNT, 'panel', 'From the panel', [contact]);
		const [ada] = await run('contact', 'getAll', { bookKey: byId('panel') });
		expect(ada).toMatchObject({ group: '', name: 'Lovelace', homePhone: '', workPhone: null });
		const contactId = byId(String(ada.id));
		expect(await run('contact', 'get', { bookKey: byId('panel'), contactId })).toEqual([ada]);
	});

	test('are cleared by an empty text', async () => {
		const { bookKey } = await create();
		const additionalFields = { workMobile: '+33612345678' };
		const [ada] = await run('contact', 'create', { bookKey, ...ADA, additionalFields });
		await run('contact', 'update', {
			bookKey,
			contactId: byId(String(ada.id)),
			updateFields: { workMobile: '' },
		});
		const change = stage.sandbox.requests.find(({ method }) => method === 'PUT');
		expect(change?.body).toBe('{"workMobile":""}');
	});

	test('keep their numbers in E.164', async () => {
		const { bookKey } = await create();
		const additionalFields = { workMobile: '0033 6 12 34 56 78' };
		const [ada] = await run('contact', 'create', { bookKey, ...ADA, additionalFields });
		expect(ada.workMobile).toBe('+33612345678');
	});

	test('are created for each item, and the first bad one is named', async () => {
		const { bookKey } = await create();
		const input = [ADA, { ...ADA, surname: '' }].map((json) => ({ json }));
		const parameters = {
			bookKey,
			name: '={{ $json.name }}',
			surname: '={{ $json.surname }}',
			group: '={{ $json.group }}',
		};
		const error = await fail('contact', 'create', parameters, input);
		expect(error.message).toBe('"First Name" is empty [item 1]');
	});
});
