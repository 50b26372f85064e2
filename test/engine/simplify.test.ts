import type { IDataObject, INode } from 'n8n-workflow';

import { ACCOUNT } from '../helpers/operations';
import { readOutputSchema } from '../helpers/outputSchema';
import { numbers } from '../helpers/sending';
import { AT_ONCE, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

const stage = setStage(AT_ONCE);
const [ADA] = numbers(1);

const run = async (
	operation: string,
	parameters: INode['parameters'],
	typeVersion: number,
): Promise<IDataObject> => {
	const all = { resource: 'batch', operation, account: byId(ACCOUNT), ...parameters };
	const [output] = jsonOf(await stage.run(single(all, { typeVersion })));
	return output;
};

const NEW = {
	recipients: 'to',
	to: ADA,
	message: 'Hello',
	senderType: 'sender',
	sender: byId('BOUTIQUE'),
};

describe('a node of version 1.1 simplifies the batch that it creates', () => {
	test('to what people look for, the status first', async () => {
		const output = await run('create', NEW, 1.1);
		expect(Object.keys(output)[0]).toBe('status');
		expect(output).toMatchObject({ account: ACCOUNT, message: 'Hello', invalidReceivers: [] });
		expect(output).not.toHaveProperty('accountID');
		expect(Object.keys(readOutputSchema('batch', 'create', 'v1.1.0').properties ?? {})).toEqual(
			expect.arrayContaining(Object.keys(output)),
		);
	});

	test('unless it is switched off', async () => {
		expect(await run('create', { ...NEW, simplify: false }, 1.1)).toHaveProperty('accountID');
	});

	test('but not one of version 1, whose workflow may read the other fields', async () => {
		expect(await run('create', NEW, 1)).toHaveProperty('accountID');
		expect(await run('create', { ...NEW, simplify: true }, 1)).toHaveProperty('accountID');
	});
});

test.each([
	[1, true],
	[1.1, false],
])('version %d gives the whole renamed batch: %s', async (typeVersion, isWhole) => {
	const { id } = await run('create', NEW, 1);
	const renamed = await run('update', { batchId: byId(String(id)), name: 'May' }, typeVersion);
	expect(renamed.name).toBe('May');
	expect('accountID' in renamed).toBe(isWhole);
});
