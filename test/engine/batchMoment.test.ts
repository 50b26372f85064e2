import { DateTime } from 'luxon';

import { createBatch, storedBatches } from '../helpers/batches';
import { storedLists } from '../helpers/receivers';
import { AT_ONCE, errorOf, hintsOf, itemsOf, jsonOf, setStage } from '../helpers/stage';

const stage = setStage(AT_ONCE);

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const later = (more = {}, parameters = {}) =>
	createBatch({ to: '+33612345678', ...parameters, options: { sendAt: inHours(5), ...more } });

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

/** A Wednesday that is no holiday, at an hour in France. */
function wednesday(hour: number): string {
	const february = { year: new Date().getFullYear() + 1, month: 2, day: 8, hour };
	const first = DateTime.fromObject(february, { zone: 'Europe/Paris' });
	return first.plus({ days: (10 - first.weekday) % 7 }).toISO() ?? '';
}

describe('a marketing batch that OVHcloud puts off by ten hours', () => {
	beforeEach(() => {
		stage.sandbox.quirks.marketingWaits = 600;
	});
	const marketing = (hour: number) =>
		later({ sendAt: wednesday(hour) }, { messageType: 'marketing' });

	test('waits for the permitted hours where it was ordered for the night: a remark', async () => {
		const run = await stage.run(marketing(22));
		const [{ id }] = storedBatches(stage);
		expect(jsonOf(run)).toMatchObject([{ id }]);
		const remark = hintsOf(run).find((hint) => hint.includes('permitted hours'));
		expect(remark).toMatch(/planned the batch \(ID .*\) for 20.*T07:00.*, not for 20.*T21:00/);
		expect(remark).toContain(id);
	});

	test('is an error where it was ordered for the day', async () => {
		const error = errorOf(await stage.run(marketing(9)));
		expect(error.message).toContain('and OVHcloud has planned the batch');
	});
});

test.each(['transactional', 'marketing'])(
	'a %s batch for the night that is planned for another hour of it is an error',
	async (messageType) => {
		stage.sandbox.quirks.deferredShift = 60;
		const error = errorOf(await stage.run(later({ sendAt: wednesday(22) }, { messageType })));
		expect(error.message).toContain('and OVHcloud has planned the batch');
	},
);

test('a batch that goes out at once has no moment to compare', async () => {
	stage.sandbox.quirks.deferredShift = 60;
	expect(jsonOf(await stage.run(createBatch({ to: '+33612345678' })))).toHaveLength(1);
});
