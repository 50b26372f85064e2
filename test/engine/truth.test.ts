import type { INode, INodeExecutionData, IRun } from 'n8n-workflow';

import { ACCOUNT, itemsTo, numbers, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { AT_ONCE, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

const stage = setStage(AT_ONCE);
const [ADA, BOB, EVE] = numbers(3);

/** The remarks beside the output, each with its kind. */
function remarksOf(run: IRun) {
	const [{ hints = [] }] = run.data.resultData.runData['OVHcloud SMS'];
	return hints.map(({ type, message }) => [type, message]);
}

const send = async (
	parameters: INode['parameters'],
	input?: INodeExecutionData[],
	settings: Partial<INode> = {},
) => await stage.run(sendWorkflow(parameters, settings), input);

describe('beside the output of Send SMS stands what it has done', () => {
	test('to one person', async () => {
		expect(remarksOf(await send({ to: ADA }))).toEqual([['info', `Sent to ${ADA}, 1 credit.`]]);
	});

	test('to all items together', async () => {
		const run = await send({ to: '={{ $json.to }}' }, itemsTo([ADA, BOB, EVE]));
		expect(remarksOf(run)).toEqual([['info', 'Sent to 3 of 3, 3 credits.']]);
	});

	test('a warning names whom it left out, and why', async () => {
		const run = await send({ to: `${ADA}, 0698765432, hello` });
		expect(remarksOf(run)).toEqual([
			[
				'warning',
				'Sent to 1 of 3, 1 credit. Not texted: 0698765432 (no country code), hello (no number).',
			],
		]);
	});

	test('whom OVHcloud refused is named, too', async () => {
		stage.sandbox.state.addToBlacklist(ACCOUNT, BOB);
		const run = await send({ to: `${ADA}, ${BOB}`, messageType: 'marketing' });
		expect(remarksOf(run)).toContainEqual([
			'warning',
			`Sent to 1 of 2, 1 credit. Not texted: ${BOB} (refused by OVHcloud).`,
		]);
	});

	test('many that were left out are counted', async () => {
		const to = [ADA, ...Array.from({ length: 1007 }, (_, index) => `nobody ${index}`)];
		const [[, text]] = remarksOf(await send({ to: to.join(',') }));
		expect(text).toContain('Sent to 1 of 1008, 1 credit.');
		expect(text).toContain('nobody 4 (no number) and 1,002 more.');
	});

	test('items that failed are counted', async () => {
		const input = itemsOf({ to: ADA }, { to: 'nobody' });
		const run = await send({ to: '={{ $json.to }}' }, input, { onError: 'continueRegularOutput' });
		expect(remarksOf(run)).toEqual([
			['warning', `Sent to ${ADA}, 1 credit. 1 of 2 items failed: see the error of each.`],
		]);
	});

	test('whose answer was lost is not called sent', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 500, method: 'POST', path: SEND_PATH });
		stage.sandbox.faults.add({ kind: 'status', status: 403, path: '/sms/*/outgoing', times: 9 });
		const run = await send({ to: ADA }, undefined, { onError: 'continueRegularOutput' });
		const [[type, text]] = remarksOf(run);
		expect(type).toBe('warning');
		expect(text).toMatch(/^Sent to 0 of 1, 0 credits\. Not known whether OVHcloud has it for \+/);
	});

	test('who had it before is not called sent once more', async () => {
		const parameters = { to: ADA, options: { onceKey: 'order-42' } };
		await send(parameters);
		const run = await send(parameters);
		expect(remarksOf(run)).toEqual([['info', `Sent to 0 of 1, 0 credits. ${ADA} had it already.`]]);
	});

	test('what leaves later is scheduled', async () => {
		const sendAt = new Date(Date.now() + 3_600_000).toISOString();
		expect(remarksOf(await send({ to: ADA, options: { sendAt } }))).toEqual([
			['info', `Scheduled for ${ADA}, 1 credit.`],
		]);
	});

	test('a dry run says that nothing was sent', async () => {
		const run = await send({ to: `${ADA}, ${BOB}`, options: { dryRun: true } });
		expect(remarksOf(run)).toEqual([['info', 'Nothing was sent: 2 SMS, 2 credits.']]);
		const message = 'x'.repeat(200);
		const long = await send({ to: `${ADA}, ${BOB}`, message, options: { dryRun: true } });
		expect(remarksOf(long)).toEqual([['info', 'Nothing was sent: 2 SMS in 4 parts, 4 credits.']]);
	});

	test('the same text to one phone from several items', async () => {
		const run = await send({ to: ADA }, itemsOf({}, {}, {}));
		expect(remarksOf(run)).toEqual([
			['info', 'Sent to 3 of 3, 3 credits.'],
			[
				'warning',
				`The same text went to ${ADA} three times: switch on "Execute Once" in the settings of this node, unless that is meant.`,
			],
		]);
		const different = await send(
			{ to: ADA, message: '={{ $json.text }}' },
			itemsOf({ text: 'One' }, { text: 'Two' }),
		);
		expect(remarksOf(different)).toEqual([['info', 'Sent to 2 of 2, 2 credits.']]);
	});

	test('no request is made for it', async () => {
		await send({ to: `${ADA}, hello` });
		const paths = stage.sandbox.requests.map(({ method, path }) => `${method} ${path}`);
		expect(paths.filter((path) => !path.includes('/auth/time'))).toEqual([`POST ${SEND_PATH}`]);
	});
});

describe('beside the output of a batch', () => {
	const create = (parameters: INode['parameters']) =>
		single({
			resource: 'batch',
			operation: 'create',
			account: byId(ACCOUNT),
			message: 'Hello',
			senderType: 'sender',
			sender: byId('BOUTIQUE'),
			...parameters,
		});

	test('stands how many it goes to, and who was left out', async () => {
		const run = await stage.run(create({ recipients: 'to', to: `${ADA}, ${ADA}, ${BOB}, hello` }));
		expect(remarksOf(run)).toEqual([
			[
				'warning',
				expect.stringMatching(
					/^Batch created for 2 recipients\. Left out: 1 duplicate, hello \(no number\)\.$/,
				),
			],
		]);
	});

	test('of a dry run stands that nothing was created', async () => {
		const options = { dryRun: true };
		const run = await stage.run(create({ recipients: 'to', to: `${ADA}, ${BOB}`, options }));
		expect(remarksOf(run)).toEqual([['info', 'Nothing was created: 2 SMS, 2 credits.']]);
	});
});

test('a receiver list says how many rows were left out, and why', async () => {
	const input = itemsOf(
		{ number: ADA },
		{ number: ADA },
		{ number: '0612345678' },
		{ number: 'hello' },
		{ number: '' },
	);
	const workflow = single({
		resource: 'receiverList',
		operation: 'create',
		account: byId(ACCOUNT),
		source: 'items',
		description: 'Customers',
	});
	expect(remarksOf(await stage.run(workflow, input))).toEqual([
		[
			'warning',
			'Stored 1 recipient from 5 rows. Left out: 1 duplicate, 0612345678 (no country code), hello (no number), (empty) (no number).',
		],
	]);
});

describe('what people look for stands first in the output', () => {
	test('of one recipient', async () => {
		const [output] = jsonOf(await send({ to: ADA }));
		expect(Object.keys(output).slice(0, 6)).toEqual([
			'status',
			'receiver',
			'id',
			'totalCreditsRemoved',
			'parts',
			'recipients',
		]);
		expect(output).toMatchObject({ status: 'accepted', receiver: ADA });
		expect(output.id).toBe((output.ids as number[])[0]);
	});

	test('of several', async () => {
		const [output] = jsonOf(await send({ to: `${ADA}, ${BOB}` }));
		expect(Object.keys(output).slice(0, 4)).toEqual([
			'status',
			'totalCreditsRemoved',
			'parts',
			'recipients',
		]);
		expect(output.status).toBe('accepted');
	});

	test.each([
		['somebody was left out', 'partial', { to: `${ADA}, hello` }],
		['it was a dry run', 'dryRun', { to: `${ADA}, hello`, options: { dryRun: true } }],
	])('the status, where %s', async (_, status, parameters) => {
		expect(jsonOf(await send(parameters))).toMatchObject([{ status }]);
	});

	test('the status, where everybody had it before', async () => {
		const parameters = { to: ADA, options: { onceKey: 'order-42' } };
		await send(parameters);
		expect(jsonOf(await send(parameters))).toMatchObject([{ status: 'alreadySent' }]);
	});
});
