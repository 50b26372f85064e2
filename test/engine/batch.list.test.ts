import type { INode } from 'n8n-workflow';

import { createBatch, storedBatches, textsTo } from '../helpers/batches';
import { storedLists, writesOf } from '../helpers/receivers';
import { ACCOUNT, numbers } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

const stage = setStage();
const BATCHES = `/sms/${ACCOUNT}/batches`;
const [ADA, BOB] = numbers(2);

beforeEach(() => storedLists(stage).clear());

describe('Create with a receiver list', () => {
	const toList = (parameters: INode['parameters'] = {}) =>
		createBatch({ recipients: 'receiverList', slotId: byId('1'), ...parameters });
	const store = async () =>
		await stage.run(
			single({
				resource: 'receiverList',
				operation: 'create',
				account: byId(ACCOUNT),
				source: 'items',
				description: 'x',
			}),
			itemsOf({ number: ADA, name: 'Ada' }, { number: BOB, name: 'B'.repeat(160) }),
		);

	test('puts the columns into the text of each recipient, and leaves the list there', async () => {
		await store();
		const [batch] = jsonOf(await stage.run(toList({ message: 'Hi #name#' })));
		expect(batch).toMatchObject({ slotID: '1', totalRecords: 2, estimatedCredits: 3 });
		expect(textsTo(stage, ADA)).toEqual(['Hi Ada']);
		expect([...storedLists(stage).keys()]).toEqual([1]);
	});

	test('names a placeholder that is no column, and a list that is not there', async () => {
		await store();
		const before = writesOf(stage).length;
		const error = errorOf(await stage.run(toList({ message: 'Hi #nmae#' })));
		expect(error.message).toBe(
			'"Message" has the placeholder #nmae#, and there is no value for "nmae"',
		);
		expect(error.description).toContain('"number", "name"');
		const missing = errorOf(await stage.run(toList({ slotId: byId('4') })));
		expect(missing.message).toContain('does not find this object');
		expect(writesOf(stage)).toHaveLength(before);
	});

	test('counts parts and credits after merging', async () => {
		await store();
		const before = writesOf(stage).length;
		const parts = errorOf(
			await stage.run(toList({ message: 'Hi #name#', options: { maxParts: 1 } })),
		);
		expect(parts.message).toContain('"Message" takes 2 SMS parts');
		const credits = errorOf(
			await stage.run(toList({ message: 'Hi #name#', options: { maxCredits: 2 } })),
		);
		expect(credits.message).toContain('allows 2 credits, and this run would take 3');
		expect(writesOf(stage)).toHaveLength(before);
	});

	test('works without the right to read the list, except for a limit of credits', async () => {
		await store();
		const keys = stage.sandbox.addToken({
			rules: ['GET', 'POST'].map((method) => ({
				method: method as 'GET',
				path: `${BATCHES}*`,
			})),
		});
		const run = await stage.run(toList({ message: 'Hi #name#' }), undefined, keys);
		expect(jsonOf(run)).toHaveLength(1);
		const limited = toList({ message: 'Hi #name#', options: { maxCredits: 100 } });
		expect(errorOf(await stage.run(limited, undefined, keys)).message).toContain(
			'"Max Credits" cannot be checked',
		);
		expect(storedBatches(stage)).toHaveLength(1);
	});
});
