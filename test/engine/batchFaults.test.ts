import type { INode } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { createBatch, creditsLeft, storedBatches, textsTo } from '../helpers/batches';
import { runFaster } from '../helpers/fasterTime';
import { callsOf, storedLists } from '../helpers/receivers';
import { ACCOUNT, numbers, RETRY } from '../helpers/sending';
import { AT_ONCE, errorOf, jsonOf, setStage } from '../helpers/stage';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(60));

let afterRequest: (line: string) => void;

const stage = setStage({ ...AT_ONCE, log: (line) => afterRequest(line) });
const BATCHES = `/sms/${ACCOUNT}/batches`;
const LISTS = `/sms/${ACCOUNT}/receivers`;
const [ADA, BOB] = numbers(2);
const PEOPLE = [{ json: { number: ADA, name: 'Ada' } }, { json: { number: BOB, name: 'Bob' } }];

beforeEach(() => {
	afterRequest = () => undefined;
	storedLists(stage).clear();
});

const merged = (settings: Partial<INode> = {}, options: INode['parameters'] = {}) =>
	createBatch({ recipients: 'items', message: 'Hi #name#', options }, settings);
const single = (settings: Partial<INode> = {}) =>
	createBatch({ to: '={{ $json.number }}' }, settings);

/** A fault that meets the creation of a batch. */
const onCreate = (fault: Fault): Fault => ({ ...fault, method: 'POST', path: BATCHES });
const creations = () => callsOf(stage).filter((call) => call === `POST ${BATCHES}`).length;

const ACCEPTED: Array<[string, Fault]> = [
	['a reset', { kind: 'resetAfter' }],
	['a 502 page', { kind: 'status', status: 502, html: true, when: 'after' }],
	['a 404 page', { kind: 'status', status: 404, html: true, when: 'after' }],
	['a 409 page', { kind: 'status', status: 409, html: true, when: 'after' }],
	['an answer that is cut off', { kind: 'brokenJson' }],
	['silence', { kind: 'silence', when: 'after' }],
];
const NOT_ACCEPTED: Array<[string, Fault]> = [
	['a reset', { kind: 'resetBefore' }],
	['an internal error', { kind: 'status', status: 500 }],
];

describe('a batch whose answer is lost after OVHcloud took it', () => {
	test.each(ACCEPTED)('by %s is found, and nobody gets a second SMS', async (_, fault) => {
		stage.sandbox.faults.add(onCreate(fault));
		const run = await stage.run(merged({}, { timeout: 1 }), PEOPLE);
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({ status: 'COMPLETED', totalRecords: 2, listDeleted: true }),
		]);
		expect(creations()).toBe(1);
		expect(storedBatches(stage)).toHaveLength(1);
		expect([textsTo(stage, ADA), textsTo(stage, BOB)]).toEqual([['Hi Ada'], ['Hi Bob']]);
		expect(creditsLeft(stage)).toBe(98);
		expect(storedLists(stage).size).toBe(0);
	});

	test('is told from the same batch of another item', async () => {
		const same = [{ json: { number: ADA } }, { json: { number: ADA } }];
		const placed = stage.sandbox.faults.add(onCreate({ kind: 'resetAfter', times: 2 }));
		const ids = jsonOf(await stage.run(single(), same)).map(({ id }) => id);
		expect(placed.hits).toBe(2);
		expect(new Set(ids).size).toBe(2);
		expect(storedBatches(stage)).toHaveLength(2);
		expect(textsTo(stage, ADA)).toHaveLength(2);
	});

	test('is not taken for an older one of the same text', async () => {
		await stage.run(single(), [PEOPLE[0]]);
		for (const batch of storedBatches(stage)) batch.creation -= 60_000;
		stage.sandbox.faults.add(onCreate({ kind: 'resetBefore' }));
		const error = errorOf(await stage.run(single(), [PEOPLE[0]]));
		expect(error.description).toContain("looked at OVHcloud's batches for a minute");
		expect(textsTo(stage, ADA)).toHaveLength(1);
	});

	test('that the token may not look for is not repeated, by no try', async () => {
		const keys = stage.sandbox.addToken({ rules: [{ method: 'POST', path: BATCHES }] });
		stage.sandbox.faults.add(onCreate({ kind: 'resetAfter' }));
		const error = errorOf(await stage.run(single(RETRY), [PEOPLE[0]], keys));
		expect(error.message).toContain('Not known whether OVHcloud has it');
		expect(error.description).toContain('the token lacks the right GET /sms/*/batches');
		expect(creations()).toBe(1);
		expect(textsTo(stage, ADA)).toHaveLength(1);
	});
});

describe('a batch that OVHcloud never took', () => {
	test.each(NOT_ACCEPTED)('because of %s fails, saying that nobody knows', async (_, fault) => {
		stage.sandbox.faults.add(onCreate(fault));
		const error = errorOf(await stage.run(merged(), PEOPLE));
		expect(error.message).toContain('Not known whether OVHcloud has it');
		expect(error.description).toContain('this one does not show there; it may show later');
		expect(error.description).not.toContain('nothing was sent');
		expect(error.description).toContain('is still in slot 1');
		expect(creations()).toBe(1);
		expect(storedBatches(stage)).toEqual([]);
	});

	test('is created once by Retry On Fail, from the same list', async () => {
		stage.sandbox.faults.add(onCreate({ kind: 'resetBefore' }));
		const run = await stage.run(merged(RETRY), PEOPLE);
		expect(jsonOf(run)).toEqual([expect.objectContaining({ listDeleted: true })]);
		expect(callsOf(stage).filter((call) => call === `POST ${LISTS}`)).toHaveLength(1);
		expect(storedBatches(stage)).toHaveLength(1);
		expect([textsTo(stage, ADA), textsTo(stage, BOB)]).toEqual([['Hi Ada'], ['Hi Bob']]);
		expect(storedLists(stage).size).toBe(0);
	});

	test('is repeated at once after "too many requests"', async () => {
		stage.sandbox.faults.add(onCreate({ kind: 'status', status: 429, retryAfter: 0, times: 3 }));
		expect(jsonOf(await stage.run(merged(), PEOPLE))).toHaveLength(1);
		expect(storedBatches(stage)).toHaveLength(1);
	});
});

describe('Retry On Fail', () => {
	test('creates no second batch for the items that have theirs', async () => {
		const items = [...PEOPLE, { json: { number: numbers(3)[2] } }];
		afterRequest = () => {
			if (creations() !== 1) return;
			afterRequest = () => undefined;
			stage.sandbox.faults.add(onCreate({ kind: 'status', status: 403, message: 'Not now' }));
		};
		expect(jsonOf(await stage.run(single(RETRY), items))).toHaveLength(3);
		expect(creations()).toBe(4);
		expect(storedBatches(stage)).toHaveLength(3);
		expect(items.map(({ json }) => textsTo(stage, json.number).length)).toEqual([1, 1, 1]);
	});

	test('makes the list anew when the batch was refused', async () => {
		stage.sandbox.faults.add(onCreate({ kind: 'status', status: 403, message: 'Not now' }));
		expect(jsonOf(await stage.run(merged(RETRY), PEOPLE))).toHaveLength(1);
		expect(storedBatches(stage)).toHaveLength(1);
		expect(storedLists(stage).size).toBe(0);
	});
});

describe('what goes wrong after the batch was created', () => {
	test('a look that fails does not hide the batch, and leaves the list', async () => {
		const fault: Fault = { kind: 'status', status: 403, times: Infinity };
		stage.sandbox.faults.add({ ...fault, method: 'GET', path: `${BATCHES}/*` });
		const [batch] = jsonOf(await stage.run(merged({}, { waitForCompletion: 1 }), PEOPLE));
		expect(batch).toMatchObject({
			status: 'PENDING',
			slotId: 1,
			listDeleted: false,
			detailsMissing: expect.stringContaining('The batch was created, but') as string,
		});
		expect(batch).not.toHaveProperty('statistics');
	});

	test('a list that cannot be deleted is named', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 403, method: 'DELETE', path: `${LISTS}/*` });
		const run = await stage.run(merged(), PEOPLE);
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({ status: 'COMPLETED', slotId: 1, listDeleted: false }),
		]);
	});
});

describe('an account whose batches take their time', () => {
	const slow = setStage({ ...AT_ONCE, batchStepMs: 1500 });

	test('keeps the list until it is read, and is waited for', async () => {
		storedLists(slow).clear();
		const run = await slow.run(merged({}, { waitForCompletion: 20 }), PEOPLE);
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({
				status: 'COMPLETED',
				listDeleted: true,
				statistics: expect.objectContaining({ sent: 2, credits: 2 }) as object,
			}),
		]);
		const calls = callsOf(slow);
		const reads = calls.filter((call) => call === `GET ${BATCHES}/{uuid}`);
		expect(reads.length).toBeGreaterThanOrEqual(3);
		expect(calls.indexOf(`DELETE ${LISTS}/1`)).toBeGreaterThan(calls.indexOf(reads[0]));
	});
});

describe('an account that shows its batches late', () => {
	const late = setStage({ ...AT_ONCE, visibleAfterMs: 100_000 });
	const created = () => callsOf(late).filter((call) => call === `POST ${BATCHES}`).length;

	test.each(ACCEPTED)('has one of them after a lost answer: %s', async (_, fault) => {
		storedLists(late).clear();
		late.sandbox.faults.add(onCreate(fault));
		const output = jsonOf(await late.run(merged(RETRY, { timeout: 1 }), PEOPLE));
		expect(output).toEqual([expect.objectContaining({ totalRecords: 2 })]);
		expect(created()).toBe(1);
		expect(storedBatches(late)).toHaveLength(1);
	});

	test('has one of them, though OVHcloud answers with 502 each time', async () => {
		const fault: Fault = { kind: 'status', status: 502, when: 'after', times: Infinity };
		late.sandbox.faults.add(onCreate(fault));
		expect(jsonOf(await late.run(single(RETRY), [PEOPLE[0]]))).toHaveLength(1);
		expect(created()).toBe(1);
	});
});
