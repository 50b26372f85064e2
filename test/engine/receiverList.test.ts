import type { INode, INodeExecutionData } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { ALL_RIGHTS } from '../../src/ovh/endpoints';
import { outputOf } from '../helpers/engine';
import { runFaster } from '../helpers/fasterTime';
import { callsOf, storedLists, writesOf } from '../helpers/receivers';
import { ACCOUNT, RETRY } from '../helpers/sending';
import { errorOf, hintsOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

// A lost answer is looked for during a minute, and the list made again after two.
afterAll(runFaster(60));

let afterRequest: () => void;

const stage = setStage({ log: () => afterRequest() });
const LISTS = `/sms/${ACCOUNT}/receivers`;

beforeEach(() => {
	afterRequest = () => undefined;
	storedLists(stage).clear();
});

const list = (
	operation: string,
	parameters: INode['parameters'] = {},
	settings: Partial<INode> = {},
) =>
	single({ resource: 'receiverList', operation, account: byId(ACCOUNT), ...parameters }, settings);
const create = (parameters: INode['parameters'] = {}, settings: Partial<INode> = {}) =>
	list('create', { source: 'items', description: 'Customers', ...parameters }, settings);

const ADA = { number: '06 12 34 56 78', name: 'Ada' };
const BOB = { number: '+33612345679', name: 'Zoë' };
const PEOPLE = itemsOf(ADA, BOB);
const FRENCH = { options: { defaultCountry: 'FR' } };

const csvIn = async (slot = 1) => {
	const { table } = storedLists(stage).get(slot) as { table: { rows: object[] } };
	return table.rows;
};
const fileItem = (text: string | Buffer, field = 'data'): INodeExecutionData => ({
	json: {},
	binary: {
		[field]: { data: Buffer.from(text).toString('base64'), mimeType: 'text/csv' },
	},
});

describe('Create from the input items', () => {
	test('makes one list of them all, linked to each', async () => {
		const run = await stage.run(create(FRENCH), PEOPLE);
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({
				slotId: 1,
				description: 'Customers',
				records: 2,
				autoUpdate: false,
				invalidReceivers: [],
				duplicates: 0,
				replaced: [{ character: 'ë', by: 'e', count: 1 }],
			}),
		]);
		expect(outputOf(run, 'OVHcloud SMS')[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
		expect(await csvIn()).toEqual([
			{ number: '+33612345678', name: 'Ada' },
			{ number: '+33612345679', name: 'Zoe' },
		]);
		expect(callsOf(stage)).toEqual([
			`GET ${LISTS}`,
			'POST /me/document',
			'PUT /storage/documents/{uuid}',
			'PUT /me/document/{uuid}',
			`POST ${LISTS}`,
		]);
	});

	test('lets its file expire in a day, or names it where the token may not', async () => {
		const { documents } = stage.sandbox.state;
		const first = await stage.run(create(FRENCH), PEOPLE);
		expect(hintsOf(first)).toEqual(['Stored 2 recipients from 2 rows.']);
		const { expirationDate } = documents.find(documents.ids()[0])!;
		const hours = (Date.parse(expirationDate ?? '') - Date.now()) / 3_600_000;
		expect(Math.round(hours)).toBe(24);
		const rules = ALL_RIGHTS.filter(
			({ method, path }) => method !== 'PUT' || !path.startsWith('/me/'),
		);
		const second = await stage.run(create(FRENCH), PEOPLE, stage.sandbox.addToken({ rules }));
		expect(jsonOf(second)).toMatchObject([{ slotId: 2, records: 2 }]);
		expect(hintsOf(second)).toContainEqual(
			expect.stringContaining(`as document ${documents.ids()[1]}:`),
		);
	});

	test('takes the first free slot, or the one that is asked for', async () => {
		await stage.run(create(FRENCH), PEOPLE);
		const next = jsonOf(await stage.run(create({ ...FRENCH, description: 'More' }), PEOPLE));
		expect(next[0].slotId).toBe(2);
		const options = { ...FRENCH.options, slotId: 7 };
		expect(jsonOf(await stage.run(create({ options }), PEOPLE))[0].slotId).toBe(7);
		expect(errorOf(await stage.run(create({ options }), PEOPLE)).message).toBe(
			'"Slot ID" is 7, and there is a list in this slot already [item 0]',
		);
	});

	test('says what to do when all nine slots are used', async () => {
		for (let slot = 1; slot <= 9; slot++) {
			await stage.run(create({ options: { ...FRENCH.options, slotId: slot } }), PEOPLE);
		}
		const before = stage.sandbox.requests.length;
		const error = errorOf(await stage.run(create(FRENCH), PEOPLE));
		expect(error.message).toBe(
			'"Receiver List" has no free place: all 9 slots of the account are used [item 0]',
		);
		expect(error.description).toContain('Delete a list');
		expect(callsOf(stage, before)).toEqual([`GET ${LISTS}`]);
	});

	test('takes the next free slot when another execution was faster', async () => {
		const fault: Fault = { kind: 'status', status: 409, method: 'POST', path: LISTS };
		stage.sandbox.faults.add(fault);
		expect(jsonOf(await stage.run(create(FRENCH), PEOPLE))[0].slotId).toBe(2);
	});

	test('reports invalid numbers and duplicates', async () => {
		const run = await stage.run(
			create(FRENCH),
			itemsOf(ADA, ADA, { number: 'nobody', name: 'No' }, BOB),
		);
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({ records: 2, invalidReceivers: ['nobody'], duplicates: 1 }),
		]);
	});

	test('uses only the columns and the number field that are named', async () => {
		const options = { numberField: 'phone', columns: 'city' };
		const items = itemsOf({ phone: '+33612345678', city: 'Lille', nested: { no: 1 } });
		await stage.run(create({ options }), items);
		expect(await csvIn()).toEqual([{ number: '+33612345678', city: 'Lille' }]);
	});
});

describe('Create with an item that cannot be used', () => {
	const wrong = itemsOf(ADA, { ...BOB, name: 'Bob 🎉' });

	test('names field and item, and creates nothing', async () => {
		const error = errorOf(await stage.run(create(FRENCH), wrong));
		expect(error.message).toBe(
			'"name" holds characters that a receiver list cannot carry: "🎉" [item 1]',
		);
		expect(error.itemIndex).toBe(1);
		expect(stage.sandbox.requests).toEqual([]);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'fails every item with %s, each saying why',
		async (onError) => {
			const run = await stage.run(create(FRENCH, { onError }), wrong);
			const entries = outputOf(run, 'OVHcloud SMS', onError === 'continueErrorOutput' ? 1 : 0);
			expect(entries.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
			const messages = entries.map(({ json, error }) => error?.message ?? json.error);
			expect(messages[0]).toContain('"🎉" (in item 1), and all items are handled together');
			expect(messages[1]).toContain('"🎉" [item 1]');
			expect(stage.sandbox.requests).toEqual([]);
		},
	);

	test.each<[INode['parameters'], string]>([
		[{ description: '={{ "" }}' }, '"Description" is empty [item 0]'],
		[
			{ description: '={{ $json.name }}' },
			'"Description" differs from that of the first item, and all items are handled together [item 1]',
		],
		[{ options: { columns: 'nmae' } }, '"Columns" names "nmae", which no item has [item 0]'],
		[{ options: { numberField: 'tel' } }, '"Phone Field" is "tel", which no item has [item 0]'],
		[{ options: { slotId: 10 } }, '"Slot ID" must be a whole number from 1 up to 9 [item 0]'],
		[{ options: { characters: 'odd' } }, '"Characters" cannot be "odd" [item 0]'],
		[
			{ options: { characters: 'reject' } },
			'"name" holds characters that a receiver list cannot carry: "ë" [item 1]',
		],
	])('creates nothing for %j', async (parameters, message) => {
		expect(errorOf(await stage.run(create(parameters), PEOPLE)).message).toBe(message);
		expect(stage.sandbox.requests).toEqual([]);
	});
});

describe('Create from a file', () => {
	const fromFile = (parameters: INode['parameters'] = {}) =>
		create({ source: 'file', binaryPropertyName: 'data', ...parameters });

	test('checks and normalises what a spreadsheet has written', async () => {
		const file = Buffer.from('Téléphone,Nom\r\n06 12 34 56 78,Zo\xe9\r\n', 'latin1');
		const windows = Buffer.from('phone,name\r\n06 12 34 56 78,Zo\xe9\r\n', 'latin1');
		const options = { ...FRENCH.options, numberField: 'phone' };
		const [made] = jsonOf(await stage.run(fromFile({ options }), [fileItem(windows)]));
		expect(made).toMatchObject({ records: 1, slotId: 1 });
		expect(await csvIn()).toEqual([{ number: '+33612345678', name: 'Zoé' }]);
		const error = errorOf(await stage.run(fromFile({ options }), [fileItem(file)]));
		expect(error.message).toBe('"Phone Field" is "phone", which no item has');
		expect(error.description).toContain('"Téléphone"');
	});

	test('makes a list of each item’s file', async () => {
		const items = [fileItem('number\n+33612345678\n'), fileItem('number\n+33612345679\n')];
		const run = await stage.run(fromFile(), items);
		expect(jsonOf(run).map(({ slotId }) => slotId)).toEqual([1, 2]);
	});

	test.each<[string, INodeExecutionData, string]>([
		['another field', fileItem('number\n', 'csv'), '"Input Binary Field" names "data"'],
		['no file', { json: {} }, '"Input Binary Field" names "data", and this item has no file'],
		['a wrong line', fileItem('number;a\n+33612345678;b;c\n'), 'has more fields in line 2'],
		['an emoji', fileItem('number;a\n+33612345678;🎉\n'), '"🎉" (line 2)'],
	])('refuses %s before anything is created', async (_, item, message) => {
		expect(errorOf(await stage.run(fromFile(), [item])).message).toContain(message);
		expect(stage.sandbox.requests).toEqual([]);
	});
});

test('Create from an address lets OVHcloud read the file', async () => {
	const { state } = stage.sandbox;
	const { id } = state.documents.createWith('list.csv', 'number\n+33612345678\n', 0);
	const run = await stage.run(
		create({ source: 'url', csvUrl: state.storage.getUrl(id), autoUpdate: true }),
	);
	expect(jsonOf(run)).toEqual([
		expect.objectContaining({ records: 1, autoUpdate: true, canAutoUpdate: true }),
	]);
	const refused = errorOf(await stage.run(create({ source: 'url', csvUrl: '={{ "" }}' })));
	expect(refused.message).toBe('"CSV URL" is empty');
});

describe('a Create whose answer is lost', () => {
	test.each<[string, Fault]>([
		['reset after it was created', { kind: 'resetAfter' }],
		['a 502 page after it was created', { kind: 'status', status: 502, html: true, when: 'after' }],
		['an answer that is cut off', { kind: 'brokenJson' }],
	])('%s is found on the account', async (_, fault) => {
		stage.sandbox.faults.add({ ...fault, method: 'POST', path: LISTS });
		expect(jsonOf(await stage.run(create(FRENCH), PEOPLE))).toEqual([
			expect.objectContaining({ slotId: 1, records: 2 }),
		]);
		expect([...storedLists(stage).keys()]).toEqual([1]);
	});

	const lostBefore: Fault = { kind: 'resetBefore', method: 'POST', path: LISTS };

	test('and that does not show fails, saying that nobody knows', async () => {
		stage.sandbox.faults.add(lostBefore);
		const error = errorOf(await stage.run(create(FRENCH), PEOPLE));
		expect(error.message).toContain('Not known whether OVHcloud has it');
		expect(error.description).toContain("looked at OVHcloud's receiver lists for a minute");
		expect(storedLists(stage).size).toBe(0);
	});

	test('and that left no trace is created once by the next try', async () => {
		stage.sandbox.faults.add(lostBefore);
		expect(jsonOf(await stage.run(create(FRENCH, RETRY), PEOPLE))).toHaveLength(1);
		expect([...storedLists(stage).keys()]).toEqual([1]);
	});

	test('is not taken for the list of another item', async () => {
		afterRequest = () => {
			if (storedLists(stage).size === 0) return;
			afterRequest = () => undefined;
			stage.sandbox.faults.add(lostBefore);
		};
		const items = [fileItem('number\n+33612345678\n'), fileItem('number\n+33612345679\n')];
		const file = create({ source: 'file', binaryPropertyName: 'data' }, RETRY);
		expect(jsonOf(await stage.run(file, items)).map(({ slotId }) => slotId)).toEqual([1, 2]);
		expect(await csvIn(2)).toEqual([{ number: '+33612345679' }]);
	});

	test('keeps the address of the upload out of the execution’s data', async () => {
		stage.sandbox.faults.add({ kind: 'resetBefore', method: 'POST', path: LISTS });
		const data = JSON.stringify(await stage.run(create(FRENCH), PEOPLE));
		expect(data).toContain('"made:');
		expect(data).not.toContain('temp_url');
	});
});

describe('the other operations', () => {
	beforeEach(async () => {
		await stage.run(create(FRENCH), PEOPLE);
		await stage.run(create({ ...FRENCH, description: 'Friends' }), PEOPLE);
	});
	const slotId = byId('1');

	test('list, read and rename', async () => {
		const all = jsonOf(await stage.run(list('getAll')));
		expect(all.map(({ slotId: slot, description }) => [slot, description])).toEqual([
			[2, 'Friends'],
			[1, 'Customers'],
		]);
		expect(jsonOf(await stage.run(list('get', { slotId })))).toEqual([
			expect.objectContaining({ slotId: 1, records: 2 }),
		]);
		const updateFields = { description: 'Shop' };
		expect(jsonOf(await stage.run(list('update', { slotId, updateFields })))).toEqual([
			expect.objectContaining({ slotId: 1, description: 'Shop' }),
		]);
	});

	test('Clean tells its price, or takes the credits', async () => {
		const clean = async (freemium: boolean, priceOnly: boolean) =>
			jsonOf(await stage.run(list('clean', { slotId, freemium, priceOnly })))[0];
		expect(await clean(false, true)).toEqual({ taskId: 0, totalCreditsRemoved: 0.2 });
		expect(await clean(true, false)).toMatchObject({ totalCreditsRemoved: 0 });
		expect(stage.sandbox.state.accounts.get(ACCOUNT)?.details.creditsLeft).toBe(100);
		expect(await clean(false, false)).toMatchObject({ totalCreditsRemoved: 0.2 });
		expect(stage.sandbox.state.accounts.get(ACCOUNT)?.details.creditsLeft).toBe(99.8);
	});

	test('Clean is free unless asked otherwise', async () => {
		const run = await stage.run(list('clean', { slotId }));
		expect(jsonOf(run)[0]).toMatchObject({ totalCreditsRemoved: 0 });
	});

	test('Delete frees the slot', async () => {
		expect(jsonOf(await stage.run(list('delete', { slotId })))).toEqual([{ deleted: true, id: 1 }]);
		expect([...storedLists(stage).keys()]).toEqual([2]);
		const error = errorOf(await stage.run(list('get', { slotId })));
		expect(error.message).toContain('OVHcloud does not find this object');
	});

	test('an empty slot is refused before any request', async () => {
		const before = writesOf(stage).length;
		const error = errorOf(await stage.run(list('delete', { slotId: byId('={{ "" }}') })));
		expect(error.message).toBe('"Receiver List" is empty');
		expect(writesOf(stage)).toHaveLength(before);
	});
});
