import type { INode, INodeExecutionData } from 'n8n-workflow';

import { createBatch, creditsLeft, storedBatches, textsTo } from '../helpers/batches';
import { outputOf } from '../helpers/engine';
import { callsOf, storedLists } from '../helpers/receivers';
import { ACCOUNT, numbers } from '../helpers/sending';
import { AT_ONCE, errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage(AT_ONCE);
const BATCHES = `/sms/${ACCOUNT}/batches`;
const LISTS = `/sms/${ACCOUNT}/receivers`;
const [ADA, BOB] = numbers(2);

beforeEach(() => storedLists(stage).clear());

describe('Create with the input items', () => {
	const merged = (parameters: INode['parameters'] = {}, settings: Partial<INode> = {}) =>
		createBatch({ recipients: 'items', message: 'Hi #name#: #code#', ...parameters }, settings);
	const PEOPLE = itemsOf(
		{ number: ADA, name: 'Ada', code: 7, other: { not: 'used' } },
		{ number: BOB, name: 'Zoë', code: 'B2' },
	);

	test('is one mail-merge, linked to every item, that leaves no list behind', async () => {
		const run = await stage.run(merged(), PEOPLE);
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({
				account: ACCOUNT,
				status: 'COMPLETED',
				totalRecords: 2,
				estimatedCredits: 2,
				invalidReceivers: [],
				duplicates: 0,
				listDeleted: true,
				replaced: [{ character: 'ë', by: 'e', count: 1 }],
			}),
		]);
		expect(jsonOf(run)[0]).not.toHaveProperty('slotId');
		expect(outputOf(run, 'OVHcloud SMS')[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
		expect(textsTo(stage, ADA)).toEqual(['Hi Ada: 7']);
		expect(textsTo(stage, BOB)).toEqual(['Hi Zoe: B2']);
		expect(storedLists(stage).size).toBe(0);
		expect(callsOf(stage)).toEqual([
			`GET ${LISTS}`,
			'POST /me/document',
			'PUT /storage/documents/{uuid}',
			'PUT /me/document/{uuid}',
			`POST ${LISTS}`,
			`POST ${BATCHES}`,
			`GET ${BATCHES}/{uuid}`,
			`DELETE ${LISTS}/1`,
		]);
	});

	test('uploads only the columns that the text uses, and each same message once', async () => {
		await stage.run(
			merged({ message: 'Hi #name#' }),
			itemsOf({ number: ADA, name: 'Ada', order: 1 }, { number: ADA, name: 'Ada', order: 2 }),
		);
		const upload = stage.sandbox.requests.find(({ method }) => method === 'PUT');
		expect(upload?.body).toBe(`number;name\n${ADA};Ada\n`);
		expect(textsTo(stage, ADA)).toEqual(['Hi Ada']);
	});

	test('sends ten thousand personal texts with a handful of requests', async () => {
		const account = stage.sandbox.state.accounts.get(ACCOUNT);
		if (account) account.details.creditsLeft = 20_000;
		const people = numbers(10_000).map((number, index) => ({
			json: { number, name: `Person ${index}`, code: index % 100 ? 'short' : 'x'.repeat(160) },
		}));
		const run = await stage.run(merged({ options: { maxCredits: 10_100 } }), people);
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({ totalRecords: 10_000, estimatedCredits: 10_100 }),
		]);
		expect(stage.sandbox.requests.length).toBeLessThanOrEqual(12);
		expect(creditsLeft(stage)).toBe(9900);
		for (const index of [0, 4321, 4300, 9999]) {
			const { number, name, code } = people[index].json;
			expect(textsTo(stage, number)).toEqual([`Hi ${name}: ${code}`]);
		}
		expect(outputOf(run, 'OVHcloud SMS')[0].pairedItem).toHaveLength(10_000);
	}, 120_000);

	test('keeps the list where that is wanted', async () => {
		const [batch] = jsonOf(await stage.run(merged({ options: { keepList: true } }), PEOPLE));
		expect(batch).toMatchObject({ slotId: 1, listDeleted: false });
		expect([...storedLists(stage).keys()]).toEqual([1]);
	});

	test('takes the number from another field', async () => {
		const options = { numberField: 'phone', defaultCountry: 'FR' };
		const items = itemsOf({ phone: '0610000000', name: 'Ada', code: 1 });
		await stage.run(merged({ options }), items);
		expect(textsTo(stage, ADA)).toEqual(['Hi Ada: 1']);
	});

	test.each<[string, INode['parameters'], INodeExecutionData['json'], string]>([
		['a missing field', {}, { number: BOB, name: 'Bob' }, 'the placeholder #code#'],
		['a field without value', {}, { number: BOB, name: null, code: 1 }, 'the placeholder #name#'],
		['an object', {}, { number: BOB, name: {}, code: 1 }, '"name" is an object'],
		['an emoji', {}, { number: BOB, name: '🎉', code: 1 }, '"name" holds characters'],
		[
			'a long text',
			{ options: { maxParts: 1 } },
			{ number: BOB, name: 'x'.repeat(160), code: 1 },
			'"Message" takes 2 SMS parts',
		],
		[
			'a link through a short number',
			{ senderType: 'shortNumber' },
			{ number: BOB, name: 'www.x.fr', code: 1 },
			'holds "www.x.fr',
		],
		[
			'another text',
			{ message: '=Hi {{ $json.name.toUpperCase() }}' },
			{ number: BOB, name: 'Bob' },
			'"Message" differs from that of the first item',
		],
		[
			'another sender',
			{ sender: byId('={{ $json.sender ?? "BOUTIQUE" }}') },
			{ number: BOB, name: 'Bob', code: 1, sender: 'OTHER' },
			'"Sender" differs from that of the first item',
		],
		[
			'another tag',
			{ options: { tag: '={{ $json.name }}' } },
			{ number: BOB, name: 'Bob', code: 1 },
			'"Options" differs from that of the first item',
		],
	])('creates nothing for %s in one item, and names it', async (_, parameters, json, message) => {
		const items = [PEOPLE[0], { json }];
		const error = errorOf(await stage.run(merged(parameters), items));
		expect(error.message).toContain(message);
		expect(error.message).toContain('[item 1]');
		expect(error.itemIndex).toBe(1);
		const run = await stage.run(merged(parameters, { onError: 'continueErrorOutput' }), items);
		expect(jsonOf(run, 0)).toEqual([]);
		expect(jsonOf(run, 1).map(({ error: shown }) => String(shown))).toEqual([
			expect.stringContaining('(in item 1), and all items are handled together'),
			expect.stringContaining('[item 1]'),
		]);
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('takes the list away again when OVHcloud refuses the batch', async () => {
		const error = errorOf(await stage.run(merged({ sender: byId('NOBODY') }), PEOPLE));
		expect(error.message).toContain('NOBODY');
		expect(storedBatches(stage)).toEqual([]);
		expect(storedLists(stage).size).toBe(0);
	});

	test('sends from one item with a tool’s input as from many', async () => {
		await stage.run(merged(), PEOPLE.slice(0, 1));
		expect(textsTo(stage, ADA)).toEqual(['Hi Ada: 7']);
	});
});
