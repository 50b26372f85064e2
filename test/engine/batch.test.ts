import type { INode } from 'n8n-workflow';

import {
	batchWorkflow,
	createBatch,
	creditsLeft,
	storedBatches,
	textsTo,
} from '../helpers/batches';
import { outputOf } from '../helpers/engine';
import { callsOf, storedLists, writesOf } from '../helpers/receivers';
import { ACCOUNT, numbers } from '../helpers/sending';
import { AT_ONCE, errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage(AT_ONCE);
const BATCHES = `/sms/${ACCOUNT}/batches`;
const [ADA, BOB] = numbers(2);

beforeEach(() => storedLists(stage).clear());

describe('Create with numbers', () => {
	test('sends each item’s text to its numbers, one batch each', async () => {
		const run = await stage.run(
			createBatch({ to: '={{ $json.to }}', message: '=Hi {{ $json.name }}' }),
			itemsOf({ to: [ADA, `00${ADA.slice(1)}`, 'nobody'], name: 'Ada' }, { to: BOB, name: 'Bob' }),
		);
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({
				account: ACCOUNT,
				status: 'PENDING',
				message: 'Hi Ada',
				totalRecords: 1,
				estimatedCredits: 1,
				invalidReceivers: ['nobody'],
				duplicates: 1,
			}),
			expect.objectContaining({ message: 'Hi Bob', invalidReceivers: [], duplicates: 0 }),
		]);
		expect(outputOf(run, 'OVHcloud SMS').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(textsTo(stage, ADA)).toEqual(['Hi Ada']);
		expect(textsTo(stage, BOB)).toEqual(['Hi Bob']);
		expect(callsOf(stage)).toEqual([`POST ${BATCHES}`, `POST ${BATCHES}`]);
	});

	test('carries every option', async () => {
		const sendAt = new Date(Date.now() + 3_600_000).toISOString();
		const options = {
			name: 'Sale',
			tag: 'sale-1',
			class: 'PHONE',
			sendAt,
			characters: 'replaceAlways',
			defaultCountry: 'FR',
			maxParts: 1,
			maxCredits: 1,
		};
		const run = await stage.run(
			createBatch({ to: '06 10 00 00 00', message: 'Forêt', messageType: 'marketing', options }),
		);
		const [{ sentAt, ...batch }] = jsonOf(run);
		expect(batch).toMatchObject({
			name: 'Sale',
			replaced: [{ character: 'ê', by: 'e', count: 1 }],
		});
		expect(Math.abs(Date.parse(String(sentAt)) - Date.parse(sendAt))).toBeLessThan(120_000);
		const { body } = stage.sandbox.requests.at(-1) ?? {};
		expect(JSON.parse(body ?? '')).toEqual({
			class: 'PHONE',
			deferred: expect.any(String) as string,
			from: 'BOUTIQUE',
			message: 'Foret',
			name: 'Sale',
			noStop: false,
			tag: 'sale-1',
			to: ['+33610000000'],
		});
		expect(Date.parse(String(JSON.parse(body ?? '').deferred))).toBe(
			Math.floor(Date.parse(sendAt) / 1000) * 1000,
		);
	});

	test('leaves a text as it is where replacing would take a part more, with the STOP clause', async () => {
		const options = { characters: 'replaceAlways' };
		const message = '…'.repeat(53);
		const text = async (messageType: string) => {
			await stage.run(createBatch({ to: ADA, message, messageType, options }));
			return (JSON.parse(stage.sandbox.requests.at(-1)?.body ?? '') as { message: string }).message;
		};
		expect(await text('marketing')).toBe(message);
		expect(await text('transactional')).toBe('...'.repeat(53));
	});

	test('sends from a short number where that is chosen', async () => {
		await stage.run(createBatch({ to: ADA, senderType: 'shortNumber' }));
		expect(JSON.parse(stage.sandbox.requests.at(-1)?.body ?? '')).toEqual({
			message: 'Hello',
			noStop: true,
			senderForResponse: true,
			to: [ADA],
		});
	});

	test('waits until the batch is completed, and adds its statistics', async () => {
		const run = await stage.run(createBatch({ to: ADA, options: { waitForCompletion: 30 } }));
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({
				status: 'COMPLETED',
				statistics: expect.objectContaining({ delivered: 1, credits: 1 }) as object,
			}),
		]);
	});

	test.each<[INode['parameters'], string]>([
		[{ to: '={{ "" }}' }, '"To" is empty'],
		[{ to: 'nobody' }, '"To" holds no phone number: "nobody"'],
		[{ message: '={{ "" }}' }, '"Message" is empty'],
		[{ sender: byId('={{ "" }}') }, '"Sender" is empty'],
		[{ sender: byId('MUCHTOOLONGNAME') }, 'longer than 11 characters'],
		[{ options: { sendAt: '2020-01-01T00:00:00Z' } }, '"Send At" is in the past'],
		[{ options: { class: 'SOFT' } }, '"Class (Deprecated)" cannot be "SOFT"'],
		[{ options: { maxParts: 1 }, message: 'x'.repeat(161) }, '"Message" takes 2 SMS parts'],
		[{ options: { characters: 'reject' }, message: 'ê' }, 'outside the 7-bit alphabet'],
		[{ senderType: 'shortNumber', message: 'www.x.fr' }, 'refuses links and contact details'],
		[{ options: { waitForCompletion: -1 } }, '"Wait for Completion" must be a whole number'],
	])('creates nothing for %j', async (parameters, message) => {
		const error = errorOf(await stage.run(createBatch({ to: ADA, ...parameters })));
		expect(error.message).toContain(message);
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('holds the whole run against the credits allowed, before anything is created', async () => {
		const file = createBatch({ to: '={{ $json.to }}', options: { maxCredits: 2.5 } });
		const people = numbers(3).map((to) => ({ json: { to } }));
		const error = errorOf(await stage.run(file, people));
		expect(error.message).toBe(
			'"Max Credits" allows 2.5 credits, and this run would take 3 [item 0]',
		);
		expect(writesOf(stage)).toEqual([]);
	});

	test('creates nothing at all while an item cannot be used, unless the node continues', async () => {
		const to = { to: '={{ $json.to }}' };
		const items = itemsOf({ to: ADA }, { to: 'nobody' });
		expect(errorOf(await stage.run(createBatch(to), items)).message).toContain('[item 1]');
		expect(stage.sandbox.requests).toEqual([]);
		const run = await stage.run(createBatch(to, { onError: 'continueErrorOutput' }), items);
		expect(jsonOf(run, 0)).toHaveLength(1);
		expect(jsonOf(run, 1)).toEqual([
			expect.objectContaining({ error: expect.stringContaining('"nobody"') as string }),
		]);
		expect(storedBatches(stage)).toHaveLength(1);
	});
});

describe('the other operations', () => {
	const later = new Date(Date.now() + 3_600_000).toISOString();
	const created = async (options: INode['parameters'] = {}) => {
		const [{ id }] = jsonOf(await stage.run(createBatch({ to: ADA, options })));
		return byId(String(id));
	};

	test('list the batches, simplified or whole', async () => {
		await created({ name: 'first' });
		await created({ name: 'second' });
		const simple = jsonOf(await stage.run(batchWorkflow('getAll')));
		expect(simple.map(({ name }) => name).sort()).toEqual(['first', 'second']);
		expect(Object.keys(simple[0])).toHaveLength(10);
		const [whole] = jsonOf(await stage.run(batchWorkflow('getAll', { simplify: false })));
		expect(whole).toHaveProperty('processedRecords');
		expect(jsonOf(await stage.run(batchWorkflow('getAll', { limit: 1 })))).toHaveLength(1);
	});

	test('read one, and wait until it is completed', async () => {
		const batchId = await created();
		const options = { waitForCompletion: 10 };
		const [batch] = jsonOf(await stage.run(batchWorkflow('get', { batchId, options })));
		expect(batch).toMatchObject({ id: batchId.value, status: 'COMPLETED' });
	});

	test('count its messages', async () => {
		const batchId = await created();
		expect(jsonOf(await stage.run(batchWorkflow('getStatistics', { batchId })))).toEqual([
			expect.objectContaining({ id: batchId.value, sent: 1, delivered: 1, credits: 1 }),
		]);
	});

	test('rename it', async () => {
		const batchId = await created();
		expect(jsonOf(await stage.run(batchWorkflow('update', { batchId, name: 'New' })))).toEqual([
			expect.objectContaining({ id: batchId.value, name: 'New' }),
		]);
	});

	test('cancel it before it went out, and not after', async () => {
		const batchId = await created({ sendAt: later });
		const [cancelled] = jsonOf(await stage.run(batchWorkflow('cancel', { batchId })));
		expect(cancelled.status).toMatch(/^(TO_CANCEL|CANCELING|CANCELED)$/);
		expect(cancelled).toMatchObject({ deleted: true, id: expect.any(String) as string });
		expect(creditsLeft(stage)).toBe(100);
		const tooLate = batchWorkflow('cancel', { batchId: await created() });
		expect(errorOf(await stage.run(tooLate)).message).toContain('conflicts');
	});

	test('delete one that is over', async () => {
		const batchId = await created();
		expect(jsonOf(await stage.run(batchWorkflow('delete', { batchId })))).toEqual([
			{ deleted: true, id: batchId.value },
		]);
		expect(storedBatches(stage)).toEqual([]);
		const error = errorOf(await stage.run(batchWorkflow('get', { batchId })));
		expect(error.message).toContain('does not find this object');
	});
});
