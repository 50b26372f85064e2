import { ACCOUNT, itemsTo, numbers, sendWorkflow } from '../helpers/sending';
import { jsonOf, setStage } from '../helpers/stage';

const stage = setStage();

const ITEMS = 100_000;

test('a hundred thousand items in one text take at most 201 requests, and each item has its own', async () => {
	stage.sandbox.state.addCredits(ACCOUNT, ITEMS);
	const receivers = numbers(ITEMS);
	const file = sendWorkflow({ to: '={{ $json.to }}' });
	const output = jsonOf(await stage.run(file, itemsTo(receivers)));
	expect(output).toHaveLength(ITEMS);
	expect(stage.sandbox.requests.length).toBeLessThanOrEqual(201);
	const mismatch = output.findIndex(
		({ validReceivers, ids }, index) =>
			(validReceivers as string[])[0] !== receivers[index] || (ids as number[]).length !== 1,
	);
	expect(mismatch).toBe(-1);
	expect(new Set(output.flatMap(({ ids }) => ids as number[])).size).toBe(ITEMS);
}, 300_000);
