import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { createBatch } from '../helpers/batches';
import type { WorkflowFile } from '../helpers/engine';
import { writesOf } from '../helpers/receivers';
import { ACCOUNT, numbers, sendWorkflow } from '../helpers/sending';
import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

const stage = setStage();
const [ADA] = numbers(1);
/** Sorting these takes time with the square of their number; the tests need few. */
const MARKS = `a${'\u0301\u0327'.repeat(16)}`;

/** What strangers may write: a form's field, a model's argument. */
const refusalOf = async (file: WorkflowFile, ...items: INodeExecutionData[]) => {
	const error = errorOf(await stage.run(file, items));
	expect(writesOf(stage)).toEqual([]);
	return error.message;
};
const send = (options: IDataObject = {}) =>
	sendWorkflow({
		to: '={{ $json.to }}',
		message: "={{ $json.text ?? 'Hi' }}",
		options: options as INode['parameters'],
	});
const list = (source: string) =>
	single({
		resource: 'receiverList',
		operation: 'create',
		account: byId(ACCOUNT),
		source,
		description: 'x',
		options: {},
	});
const file = (csv: string) => ({
	json: {},
	binary: { data: { data: Buffer.from(csv).toString('base64'), mimeType: 'text/csv' } },
});
const batch = createBatch({ recipients: 'items', message: 'Hi #name#' });

describe('a text that no person writes is refused, and not worked on', () => {
	test.each<[where: string, WorkflowFile, INodeExecutionData]>([
		['"Message"', send(), { json: { to: ADA, text: MARKS } }],
		['"Message"', send({ allowLeftovers: true }), { json: { to: ADA, text: MARKS } }],
		['"Message"', single({ resource: 'sms', operation: 'estimate', message: MARKS }), { json: {} }],
		['"name"', batch, { json: { number: ADA, name: MARKS } }],
		['"a\u0301', batch, { json: { number: ADA, name: 'Ada', [MARKS]: 'x' } }],
		['"name"', list('items'), { json: { number: ADA, name: MARKS } }],
		['"Input Binary Field"', list('file'), file(`number;name\n${ADA};${MARKS}\n`)],
	])('%s', async (where, workflow, item) => {
		const message = await refusalOf(workflow, item);
		expect(message).toContain(where);
		expect(message).toContain('more than 30 accents or other marks on one letter');
	});

	test('longer than any SMS', async () => {
		const message = await refusalOf(send({ maxParts: 1000 }), {
			json: { to: ADA, text: 'a'.repeat(255 * 153 + 1) },
		});
		expect(message).toContain('"Message" has 39016 characters, and no SMS has more than 39015');
	});
});

test('letters with several accents are sent', async () => {
	const text = 'Vie\u0302\u0323t, ma\u0301n\u0303ana';
	const [sent] = jsonOf(await stage.run(send(), [{ json: { to: ADA, text } }]));
	expect(sent).toMatchObject({ validReceivers: [ADA] });
	expect(stage.sandbox.sentTo(ADA)[0].message).toBe(text.normalize('NFC'));
});

describe('far more pieces than recipients are allowed are refused unread', () => {
	const junk = [ADA, ...Array.from({ length: 200 }, (_, index) => `x${index}`)];
	const most = { maxRecipients: 1 };

	test.each<[where: string, WorkflowFile, INodeExecutionData]>([
		['"To"', send(most), { json: { to: junk.join() } }],
		['"To"', send(most), { json: { to: JSON.stringify(junk) } }],
		['"To"', send(most), { json: { to: [junk] } }],
		['"To"', createBatch({ to: junk.join(), options: most }), { json: {} }],
		[
			'"Number Field"',
			createBatch({ recipients: 'items', options: most }),
			{ json: { number: junk.join() } },
		],
	])('%s', async (where, workflow, item) => {
		const message = await refusalOf(workflow, item);
		expect(message).toContain(
			`${where} holds 201 recipients, and the option "Max Recipients" allows 1 for each item`,
		);
	});

	test('one number in several spellings is one', async () => {
		const to = [ADA, ADA.replace('+', '00'), ADA.replace('+33', '+33 (0)'), 'not a number'].join();
		const [sent] = jsonOf(await stage.run(send(most), [{ json: { to } }]));
		expect(sent).toMatchObject({ validReceivers: [ADA] });
	});
});

test.each([
	['a text', '['.repeat(20_000) + ']'.repeat(20_000)],
	['a list', JSON.parse('['.repeat(2000) + ']'.repeat(2000))],
])('%s of lists within lists is no recipient', async (_, to) => {
	expect(await refusalOf(send(), { json: { to } })).toMatch(/^"To" holds no phone number/);
});
