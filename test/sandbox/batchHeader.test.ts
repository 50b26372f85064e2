import { idsOf } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { post, timed } = callerAt(clock);
beforeEach(async () => {
	await open({ now: clock.now });
});

describe('X-Ovh-Batch', () => {
	const batch = async (ids: Array<number | string>, separator = ',', path = 'outgoing') =>
		await timed({
			path: `${ACCOUNT}/${path}/${ids.join(separator)}`,
			headers: { 'X-Ovh-Batch': separator },
		});

	test('reads several objects at once, each with its own error', async () => {
		const receivers = ['+33612345678', '+33612345679'];
		const [first, second] = idsOf(await post({ receivers }));
		const answer = await batch([first, 5, second]);
		expect(answer).toMatchObject({
			status: 200,
			json: [
				{ key: String(first), value: { id: first, receiver: receivers[0] }, error: null },
				{ key: '5', value: null, error: { class: 'Client::NotFound' } },
				{ key: String(second), value: { id: second }, error: null },
			],
		});
	});

	test('gives an array for a single object too, and takes other separators', async () => {
		const [id] = idsOf(await post());
		expect((await batch([id])).json).toMatchObject([{ key: String(id) }]);
		const senders = await batch(['BOUTIQUE', 'NEWSHOP'], '|', 'senders');
		expect(senders.json).toMatchObject([
			{ value: { status: 'enable' } },
			{ value: { status: 'waitingValidation' } },
		]);
	});

	test('takes 500 ids', async () => {
		const ids = Array.from({ length: 500 }, (_, i) => 26929925 + i);
		expect((await batch(ids)).json).toHaveLength(500);
	});

	test('checks every key', async () => {
		expect(await batch([1, 'x'])).toMatchObject({
			json: [{ error: { class: 'Client::NotFound' } }, { error: { class: 'Client::BadRequest' } }],
		});
	});

	test('without the header several keys are no id', async () => {
		expect(await timed({ path: `${ACCOUNT}/outgoing/1,2` })).toMatchObject({ status: 400 });
	});

	test('may be switched off', async () => {
		const sandbox = await open({ now: clock.now });
		sandbox.quirks.batchHeader = 'ignored';
		const ids = idsOf(await post({ receivers: ['+33612345678', '+33612345679'] }));
		expect(await batch(ids)).toMatchObject({ status: 400 });
		expect(await batch(['BOUTIQUE', 'NEWSHOP'], '|', 'senders')).toMatchObject({ status: 404 });
	});
});
