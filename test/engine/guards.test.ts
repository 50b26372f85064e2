import type { IDataObject, INode } from 'n8n-workflow';

import { agentTool, type Caller } from '../helpers/agentTool';
import { createBatch } from '../helpers/batches';
import { storedLists, writesOf } from '../helpers/receivers';
import { itemsTo, numbers, sendWorkflow } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const [ADA, BOB] = numbers(2);
const LONDON = '+447400123456';
const GUADELOUPE = '+590690123456';
const CONTINUE: Partial<INode> = { onError: 'continueRegularOutput' };

const refusalOf = async (...run: Parameters<typeof stage.run>) => errorOf(await stage.run(...run));

describe('Allowed Countries of the node', () => {
	const send = (to: string, options: IDataObject = { allowedCountries: ['FR'] }) =>
		sendWorkflow({ to, options: options as INode['parameters'] });

	test.each([
		['in another country', LONDON, 'United Kingdom'],
		['without its plus', '00447400123456', 'United Kingdom'],
		['with blanks and signs', '+44 (0) 7400 123456', 'United Kingdom'],
		['overseas, written as if in France', '+33690123456', 'Guadeloupe'],
		['overseas', GUADELOUPE, 'Guadeloupe'],
		['of no country', '+881612345678', ''],
	])('refuse a number %s, before anybody is texted', async (_, number, country) => {
		const error = await refusalOf(send(`${ADA}, ${number}`));
		expect(error.message).toMatch(/^"To" /);
		expect(error.message).toContain(country);
		expect(writesOf(stage)).toEqual([]);
	});

	test('refuse the whole run where it stops, and the item where it continues', async () => {
		const file = (settings: Partial<INode>) =>
			sendWorkflow({ to: '={{ $json.to }}', options: { allowedCountries: ['FR'] } }, settings);
		expect((await refusalOf(file({}), itemsTo([ADA, LONDON]))).itemIndex).toBe(1);
		expect(writesOf(stage)).toEqual([]);
		const [first, second] = jsonOf(await stage.run(file(CONTINUE), itemsTo([ADA, LONDON])));
		expect(first).toMatchObject({ validReceivers: [ADA] });
		expect(second.error).toBe(
			`"To" holds ${LONDON} (United Kingdom), and the option "Allowed Countries" allows only France [item 1]`,
		);
		expect(stage.sandbox.sentTo(LONDON)).toEqual([]);
	});

	test('take numbers of all countries that they name, also as a text', async () => {
		const options = { allowedCountries: 'fr, GB' };
		const [sent] = jsonOf(await stage.run(send(`${ADA},${LONDON}`, options)));
		expect(sent).toMatchObject({ validReceivers: [ADA, LONDON] });
	});

	test.each([
		[[], 'is empty'],
		['', 'is empty'],
		[['FR', 'XX'], 'holds "XX", which is not a country'],
	])('that are %j are refused', async (allowedCountries, message) => {
		expect((await refusalOf(send(ADA, { allowedCountries }))).message).toContain(message);
		expect(writesOf(stage)).toEqual([]);
	});

	test('hold for batches to numbers and of items', async () => {
		const options = { allowedCountries: ['FR'] };
		const to = await refusalOf(createBatch({ to: `${ADA},${LONDON}`, options }));
		const merged = createBatch({ recipients: 'items', options });
		const items = await refusalOf(merged, itemsOf({ number: ADA }, { number: LONDON }));
		expect([to.message, items.message]).toEqual([
			expect.stringContaining('"To" holds +44'),
			expect.stringContaining('"Phone Field" holds +44'),
		]);
		expect(items.itemIndex).toBe(1);
		expect(writesOf(stage)).toEqual([]);
	});

	test('hold for a batch to a stored list, whose numbers are read', async () => {
		storedLists(stage).clear();
		const make = { resource: 'receiverList', operation: 'create', source: 'items' };
		const list = createBatch({ ...make, description: 'x', options: {} });
		const toList = createBatch({
			recipients: 'receiverList',
			slotId: byId('1'),
			options: { allowedCountries: ['FR'] },
		});
		await stage.run(list, itemsOf({ number: ADA }, { number: LONDON }));
		const before = writesOf(stage).length;
		expect((await refusalOf(toList)).message).toContain('"Receiver List" holds +44');
		expect(writesOf(stage)).toHaveLength(before);
		storedLists(stage).clear();
		await stage.run(list, itemsOf({ number: ADA }));
		expect(jsonOf(await stage.run(toList))).toMatchObject([{ totalRecords: 1 }]);
	});
});

describe('Max Recipients', () => {
	test('refuses an item with more different numbers, before anybody is texted', async () => {
		const many = numbers(501).join(',');
		const error = await refusalOf(sendWorkflow({ to: many, options: { maxRecipients: 1 } }));
		expect(error.message).toBe(
			'"To" holds 501 recipients, and the option "Max Recipients" allows 1 for each item',
		);
		expect(writesOf(stage)).toEqual([]);
		const batch = await refusalOf(createBatch({ to: many, options: { maxRecipients: 500 } }));
		expect(batch.message).toContain('holds 501 recipients');
		expect(writesOf(stage)).toEqual([]);
	});

	test('counts each number once, and each item by itself', async () => {
		const file = sendWorkflow({ to: '={{ $json.to }}', options: { maxRecipients: 1 } });
		const run = await stage.run(file, itemsOf({ to: `${ADA}, ${ADA}` }, { to: BOB }));
		expect(jsonOf(run)).toMatchObject([{ validReceivers: [ADA] }, { validReceivers: [BOB] }]);
	});

	test.each([
		['', 'is empty'],
		[0, 'must be a whole number above 0'],
		['many', 'must be a whole number above 0'],
	])('that is %j is refused', async (maxRecipients, message) => {
		const error = await refusalOf(sendWorkflow({ to: ADA, options: { maxRecipients } }));
		expect(error.message).toContain(`"Max Recipients" ${message}`);
		expect(writesOf(stage)).toEqual([]);
	});

	describe.each<Caller>(['agent', 'older agent', 'MCP'])('of a tool (%s)', (caller) => {
		const call = async (parameters: INode['parameters'], to: string) => {
			const file = sendWorkflow({ to: "={{ $fromAI('to', '', 'string') }}", ...parameters });
			const { parameters: all } = file.nodes[1];
			const settings = { onError: 'continueRegularOutput' } as const;
			const tool = agentTool(stage.engine, stage.credential(), all, settings, caller);
			return JSON.parse(await tool({ to })) as IDataObject[];
		};

		test('is 1 where nothing else is said, and the refusal tells how to raise it', async () => {
			const [refused] = await call({}, `${ADA}, ${BOB}`);
			expect(refused.error).toMatch(
				/holds 2 recipients.*may text 1 for each call.*"Max Recipients"/,
			);
			expect(writesOf(stage)).toEqual([]);
			expect(await call({}, ADA)).toMatchObject([{ validReceivers: [ADA] }]);
		});

		test('is what the option says', async () => {
			const options = { maxRecipients: 2 };
			const [sent] = await call({ options }, `${ADA}, ${BOB}`);
			expect(sent).toMatchObject({ validReceivers: [ADA, BOB] });
		});

		test('holds for batches, too', async () => {
			const batch = { resource: 'batch', operation: 'create', recipients: 'to' };
			const [refused] = await call(batch, `${ADA}, ${BOB}`);
			expect(refused.error).toContain('holds 2 recipients');
			expect(writesOf(stage)).toEqual([]);
		});
	});

	test('counts the calls of an hour through MCP, where there is no execution', async () => {
		const most = 2;
		const [, , cleo] = numbers(3);
		const { parameters } = sendWorkflow({
			to: "={{ $fromAI('to', '', 'string') }}",
			options: { maxRecipients: most },
		}).nodes[1];
		const settings = { name: 'A tool of its own', onError: 'continueRegularOutput' } as const;
		const tool = agentTool(stage.engine, stage.credential(), parameters, settings, 'MCP');
		const answers = [];
		for (const to of [ADA, BOB, ADA, cleo]) answers.push(...JSON.parse(await tool({ to })));
		expect(answers.map(({ error }: IDataObject) => Boolean(error))).toEqual([
			false,
			false,
			false,
			true,
		]);
		expect((answers[3] as IDataObject).error).toMatch(/beside the 2 of the last hour.*allows 2/);
		expect(stage.sandbox.sentTo(cleo)).toEqual([]);

		const now = Date.now;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000);
		await tool({ to: cleo });
		clock.mockRestore();
		expect(stage.sandbox.sentTo(cleo)).toHaveLength(1);
	});

	test.each<IDataObject>([{ maxRecipients: 2 }, { maxRecipients: 9, maxCredits: 2 }])(
		'%j through MCP hold for any hour, not for one that begins with a call',
		async (options) => {
			const { parameters } = sendWorkflow({
				to: "={{ $fromAI('to', '', 'string') }}",
				options: options as INode['parameters'],
			}).nodes[1];
			const settings = { name: `A tool with ${JSON.stringify(options)}` };
			const tool = agentTool(stage.engine, stage.credential(), parameters, settings, 'MCP');
			const now = Date.now;
			const clock = jest.spyOn(Date, 'now');
			const sent: boolean[] = [];
			for (const [index, minutes] of [0, 59, 61, 62].entries()) {
				clock.mockImplementation(() => now() + minutes * 60_000);
				const to = numbers(4)[index];
				await tool({ to }).catch(() => undefined);
				sent.push(stage.sandbox.sentTo(to).length > 0);
			}
			clock.mockRestore();
			expect(sent).toEqual([true, true, true, false]);
		},
	);
});
