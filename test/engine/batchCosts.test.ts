import { createBatch, creditsLeft, storedBatches, textsTo } from '../helpers/batches';
import { storedLists } from '../helpers/receivers';
import { ACCOUNT, numbers } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { node } from '../helpers/workflows';

const stage = setStage();
const [ADA, BOB, CYD] = numbers(3);
const posts = () => stage.sandbox.requests.filter(({ method }) => method === 'POST');

describe('a dry run creates nothing, and says what a batch would take', () => {
	test('to numbers', async () => {
		const to = `${ADA}, ${BOB}, ${ADA}, nobody`;
		const [item] = jsonOf(
			await stage.run(createBatch({ to, message: 'x'.repeat(161), options: { dryRun: true } })),
		);
		expect(item).toEqual({
			status: 'dryRun',
			account: ACCOUNT,
			recipients: 2,
			parts: 4,
			credits: 4,
			unpricedReceivers: [],
			invalidReceivers: ['nobody'],
			duplicates: 1,
		});
		expect(posts()).toEqual([]);
	});

	test('of the input items', async () => {
		storedLists(stage).clear();
		const people = itemsOf({ number: ADA, name: 'Ada' }, { number: BOB, name: 'Zoë' });
		const options = { dryRun: true };
		const file = createBatch({ recipients: 'items', message: 'Hi #name#', options });
		expect(jsonOf(await stage.run(file, people))).toMatchObject([
			{ status: 'dryRun', recipients: 2, parts: 2, credits: 2 },
		]);
		expect(posts()).toEqual([]);
		expect(storedLists(stage).size).toBe(0);
	});

	test('whose expression gives no answer is refused', async () => {
		const file = createBatch({ to: ADA, options: { dryRun: "={{ '' }}" } });
		expect(errorOf(await stage.run(file)).message).toContain('"Dry Run" must be true or false');
		expect(posts()).toEqual([]);
	});
});

test('Max Credits holds for all batches of an execution', async () => {
	const { nodes } = createBatch({ to: '={{ $json.to }}', options: { maxCredits: 2 } });
	const [start, create] = nodes;
	const over = node('Loop', 'n8n-nodes-base.splitInBatches', { options: {} }, { typeVersion: 3 });
	const link = (name: string) => ({ node: name, type: 'main' as const, index: 0 });
	const before = creditsLeft(stage) ?? 0;
	const run = await stage.run(
		{
			nodes: [start, over, create],
			connections: {
				[start.name]: { main: [[link('Loop')]] },
				Loop: { main: [[], [link(create.name)]] },
				[create.name]: { main: [[link('Loop')]] },
			},
		},
		itemsOf({ to: ADA }, { to: BOB }, { to: CYD }),
	);
	expect(errorOf(run).message).toContain('2 are spent in this execution');
	expect(storedBatches(stage)).toHaveLength(2);
	expect([ADA, BOB, CYD].map((one) => textsTo(stage, one).length)).toEqual([1, 1, 0]);
	expect(before - (creditsLeft(stage) ?? 0)).toBe(2);
});
