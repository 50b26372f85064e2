import type { INode } from 'n8n-workflow';

import { createBatch } from '../helpers/batches';
import { numbers, sendWorkflow } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const sends = () => stage.sandbox.requests.filter(({ method }) => method === 'POST');
const VALUE = '={{ $json.value }}';

/** A parameter, what its expression gives, and what the error says. */
const REFUSED: Array<[string, INode['parameters'], unknown, string]> = [
	['an object as the text', { message: VALUE }, { a: 1 }, '"Message" holds an object'],
	['a list as the text', { message: VALUE }, ['a'], '"Message" is a list'],
	['an object in the text', { message: `${VALUE}!` }, { a: 1 }, '"Message" holds an object'],
	['another message type', { messageType: VALUE }, 'Marketing', 'cannot be "Marketing"'],
	['no message type', { messageType: VALUE }, null, '"Message Type" cannot be ""'],
	['minutes as the moment', { options: { sendAt: VALUE } }, 15, '"Send At" is not a date and time'],
	['an hour as the moment', { options: { sendAt: VALUE } }, '23:59', 'is not a date and time'],
	['a year as the moment', { options: { sendAt: VALUE } }, '2099', 'is not a date and time'],
	['no limit', { options: { maxCredits: VALUE } }, null, '"Max Credits" is empty'],
	['no number as the limit', { options: { maxCredits: VALUE } }, 'ten', 'must be a number'],
	['true as the limit', { options: { maxCredits: VALUE } }, true, 'must be a number'],
];

const ONLY_SEND: typeof REFUSED = [
	[
		'another kind of sender',
		{ senderType: VALUE, virtualNumber: byId('+33700000001') },
		'short',
		'"Sender Type" cannot be "short"',
	],
	[
		'no answer to "Dry Run"',
		{ options: { dryRun: VALUE } },
		null,
		'"Dry Run" must be true or false',
	],
	['"yes" to "Dry Run"', { options: { dryRun: VALUE } }, 'yes', '"Dry Run" must be true or false'],
	[
		'another way with refused numbers',
		{ options: { onInvalidReceivers: VALUE } },
		'Fail',
		'"On Invalid Receivers" cannot be "Fail"',
	],
	['an unknown priority', { options: { priority: VALUE } }, 'urgent', 'cannot be "urgent"'],
	['an unknown class', { options: { class: VALUE } }, 'x', 'cannot be "x"'],
	['an object as the tag', { options: { tag: VALUE } }, { a: 1 }, '"Tag" holds an object'],
];

describe('an expression that gives something else than was meant sends nothing at all', () => {
	test.each([...REFUSED, ...ONLY_SEND])('%s', async (_, parameters, value, message) => {
		const error = errorOf(await stage.run(sendWorkflow(parameters), itemsOf({ value } as never)));
		expect(error.message).toContain(message);
		expect(sends()).toEqual([]);
	});

	test.each(REFUSED)('%s, for a batch', async (_, parameters, value, message) => {
		const file = createBatch({ to: numbers(1)[0], ...parameters });
		const error = errorOf(await stage.run(file, itemsOf({ value } as never)));
		expect(error.message).toContain(message);
		expect(sends()).toEqual([]);
	});

	test('a virtual number for a batch, where none is chosen', async () => {
		const file = createBatch({ to: numbers(1)[0], senderType: VALUE });
		const run = stage.run(file, itemsOf({ value: 'virtualNumber' }));
		await expect(run).rejects.toThrow('"Virtual Number" is required');
		expect(sends()).toEqual([]);
	});

	test('also where it is the second item’s', async () => {
		const [to, other] = numbers(2);
		const file = sendWorkflow({ to: '={{ $json.to }}', options: { priority: VALUE } });
		const items = itemsOf({ to, value: 'high' }, { to: other, value: 'urgent' });
		expect(errorOf(await stage.run(file, items)).itemIndex).toBe(1);
		expect(sends()).toEqual([]);
	});
});

test('"Dry Run" from a text, as a form or an address gives it, is a dry run', async () => {
	const file = sendWorkflow({ options: { dryRun: VALUE } });
	const [item] = jsonOf(await stage.run(file, itemsOf({ value: 'true' })));
	expect(item).toMatchObject({ totalCreditsRemoved: 0, recipients: [{ status: 'dryRun' }] });
	expect(sends()).toEqual([]);
});

test('options that cannot be read are the failure of their item, also of the only one', async () => {
	const options = { tag: "={{ $('Nowhere').item.json.x }}" };
	const run = await stage.run(sendWorkflow({ options }, { onError: 'continueErrorOutput' }));
	expect(run.data.resultData.error).toBeUndefined();
	expect(jsonOf(run, 1)).toEqual([{ error: "Referenced node doesn't exist" }]);
});
