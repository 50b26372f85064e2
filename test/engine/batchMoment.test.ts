import { createBatch, storedBatches } from '../helpers/batches';
import { storedLists } from '../helpers/receivers';
import { AT_ONCE, errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';

const stage = setStage(AT_ONCE);

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const later = (more = {}) =>
	createBatch({ to: '+33612345678', options: { sendAt: inHours(5), ...more } });

test.each([0, 4, -4])(
	'a batch that is planned %p minutes off is as it was ordered',
	async (shift) => {
		stage.sandbox.quirks.deferredShift = shift;
		expect(jsonOf(await stage.run(later()))).toHaveLength(1);
	},
);

test.each([60, -60, 120])(
	'a batch that OVHcloud plans %p minutes off is an error that names it, and what stops it',
	async (shift) => {
		stage.sandbox.quirks.deferredShift = shift;
		const error = errorOf(await stage.run(later({ waitForCompletion: 60 })));
		const [{ id }] = storedBatches(stage);
		expect(error.message).toMatch(/^"Send At" is 20.*Z, and OVHcloud has planned the batch \(ID /);
		expect(error.message).toContain(id);
		expect(error.description).toContain('Batch → Cancel with this ID');
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	},
);

test('a batch with a wrong moment is not created again by Retry On Fail, nor keeps its list', async () => {
	stage.sandbox.quirks.deferredShift = 60;
	storedLists(stage).clear();
	const file = createBatch(
		{ recipients: 'items', message: 'Hi #name#', options: { sendAt: inHours(5) } },
		{ retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
	);
	const items = itemsOf({ number: '+33612345678', name: 'Ada' });
	expect(errorOf(await stage.run(file, items)).message).toContain('"Send At" is');
	expect(storedBatches(stage)).toHaveLength(1);
	expect(storedLists(stage).size).toBe(0);
});

test('a batch that goes out at once has no moment to compare', async () => {
	stage.sandbox.quirks.deferredShift = 60;
	expect(jsonOf(await stage.run(createBatch({ to: '+33612345678' })))).toHaveLength(1);
});
