import { STRICT_MODES } from '../../sandbox';
import { runFaster } from '../helpers/fasterTime';
import { sentSms } from '../helpers/messages';
import { operator } from '../helpers/operations';
import { numbers, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { AT_ONCE, errorOf, hintsOf, jsonOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

// A lost answer is looked for during a minute.
afterAll(runFaster(60));

const ADA = '+33612345678';

describe.each(Object.entries(STRICT_MODES))('where %s', (_, quirks) => {
	const stage = setStage(AT_ONCE);
	const { run } = operator(stage);
	beforeEach(() => Object.assign(stage.sandbox.quirks, quirks));
	const lose = () =>
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });

	test.each(['transactional', 'marketing'])(
		'a %s SMS whose answer is lost is found, and reaches its recipient once',
		async (messageType) => {
			lose();
			const options = { tag: 'campaign-2026-11-28-winter' };
			const file = sendWorkflow({ messageType, message: 'Hi\nAda', options });
			expect(jsonOf(await stage.run(file))).toMatchObject([
				{ validReceivers: [ADA], totalCreditsRemoved: 1 },
			]);
			expect(stage.sandbox.sentTo(ADA)).toHaveLength(1);
		},
	);

	test('a once key holds in a second execution', async () => {
		const file = sendWorkflow({ options: { onceKey: 'order-42' } });
		await stage.run(file);
		const [again] = jsonOf(await stage.run(file));
		expect(again).toMatchObject({ validReceivers: [ADA], totalCreditsRemoved: 0 });
		expect(stage.sandbox.sentTo(ADA)).toHaveLength(1);
	});

	test('the history is whole, newest first', async () => {
		const ids = Array.from({ length: 60 }, () => sentSms(stage.sandbox).id).reverse();
		expect((await run('outgoing', 'getAll')).map(({ id }) => id)).toEqual(ids.slice(0, 50));
		const all = await run('outgoing', 'getAll', { returnAll: true });
		expect(all.map(({ id }) => id)).toEqual(ids);
	});

	test('an export is whole, and leaves no document', async () => {
		for (let count = 0; count < 20; count++) sentSms(stage.sandbox);
		const exported = await stage.run(operator(stage).workflow('outgoing', 'export'));
		expect(jsonOf(exported)).toMatchObject([{ rows: 20 }]);
		expect(hintsOf(exported)).toEqual([]);
		expect(stage.sandbox.state.documents.ids()).toEqual([]);
	});

	test('missing credit is told as such, and nothing is sent', async () => {
		const receivers = numbers(4);
		const account = byId('sms-xx12345-2');
		const file = sendWorkflow({ account, sender: byId('ATELIER'), to: receivers.join() });
		const error = errorOf(await stage.run(file));
		expect(error.message).toMatch(/^3 credits left on .*, 4 needed$/);
		expect(receivers.flatMap((receiver) => stage.sandbox.sentTo(receiver))).toEqual([]);
	});
});

describe('limits that OVHcloud may have', () => {
	const stage = setStage(AT_ONCE);

	test('of minutes are told in its words, and nothing is sent', async () => {
		stage.sandbox.quirks.mostMinutes = 1440;
		const sendAt = new Date(Date.now() + 48 * 3_600_000).toISOString();
		for (const options of [{ sendAt }, { validityPeriod: 2880 }]) {
			const error = errorOf(await stage.run(sendWorkflow({ options })));
			expect(error.description).toContain('Given data is too high');
		}
		expect(stage.sandbox.sentTo(ADA)).toEqual([]);
	});

	test('of receivers in a call do not keep a message from any of them', async () => {
		stage.sandbox.quirks.mostReceivers = 100;
		stage.sandbox.state.addCredits(stage.sandbox.accountName, 500);
		const receivers = numbers(350);
		const [sent] = jsonOf(await stage.run(sendWorkflow({ to: receivers.join() })));
		expect(sent).toMatchObject({ totalCreditsRemoved: 350 });
		const counts = receivers.map((receiver) => stage.sandbox.sentTo(receiver).length);
		expect(new Set(counts)).toEqual(new Set([1]));
	});
});

test('a once key says that it reaches as far back as the history of OVHcloud', async () => {
	const { SEND_PROPERTIES } = await import('../../nodes/OvhSms/send/properties');
	const options = SEND_PROPERTIES.flatMap(({ options: some }) => some ?? []);
	const onceKey = options.find(({ name }) => name === 'onceKey');
	expect(JSON.stringify(onceKey)).toContain('as far back as OVHcloud keeps it');
});
