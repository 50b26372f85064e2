import { ACCOUNT, itemsTo, numbers, sendWorkflow } from '../helpers/sending';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
/** An account without virtual numbers. */
const OTHER = 'sms-xx12345-2';
const keyed = (onceKey: string, account = OTHER) =>
	sendWorkflow({
		account: byId(account),
		to: '={{ $json.to }}',
		message: '={{ $json.text }}',
		options: { onceKey },
	});
const requestsOf = async (work: () => Promise<unknown>) => {
	const before = stage.sandbox.requests.length;
	await work();
	return stage.sandbox.requests.slice(before).map(({ method }) => method);
};

function order(count: number): void {
	for (const receiver of numbers(count)) {
		stage.sandbox.state.addSent(OTHER, { receiver, differedPeriod: 1440, tag: 'reminder' });
	}
}

beforeEach(async () => {
	const { state } = stage.sandbox;
	state.addCredits(OTHER, 10_000);
	state.addSender(OTHER, { sender: 'BOUTIQUE' });
	// Which virtual numbers an account has is asked for once an hour.
	for (const account of [ACCOUNT, OTHER]) {
		await stage.run(keyed('order-0', account), itemsTo(['+33700000000']));
	}
});

test('a once key takes two looks and the send, where nothing waits', async () => {
	const asked = await requestsOf(() => stage.run(keyed('order-1'), itemsTo(numbers(1))));
	expect(asked).toEqual(['GET', 'GET', 'POST']);
});

test('and two looks more for each virtual number of the account', async () => {
	const asked = await requestsOf(() => stage.run(keyed('order-1', ACCOUNT), itemsTo(numbers(1))));
	expect(asked).toEqual(['GET', 'GET', 'GET', 'GET', 'POST']);
});

test('5,000 messages that wait are one look more, and are read once by this n8n', async () => {
	order(5000);
	const first = await requestsOf(() => stage.run(keyed('order-1'), itemsTo(numbers(1))));
	expect(first).toEqual(['GET', 'GET', 'GET', 'POST']);
	const second = await requestsOf(() => stage.run(keyed('order-2'), itemsTo(numbers(1))));
	expect(second).toEqual(['GET', 'GET', 'POST']);
});

test('and fifty with each look where OVHcloud has no pages of them', async () => {
	stage.sandbox.quirks.pages = 'ids';
	order(5000);
	const asked = await requestsOf(() => stage.run(keyed('order-1'), itemsTo(numbers(1))));
	expect(asked.length).toBeLessThanOrEqual(104);
});

test('those that this n8n has ordered need no reading', async () => {
	const options = { sendAt: new Date(Date.now() + 86_400_000).toISOString() };
	const reminders = sendWorkflow({
		account: byId(OTHER),
		to: '={{ $json.to }}',
		message: 'Tomorrow',
		options,
	});
	await stage.run(reminders, itemsTo(numbers(1000)));
	const asked = await requestsOf(() => stage.run(keyed('order-1'), itemsTo(numbers(1))));
	expect(asked).toEqual(['GET', 'GET', 'POST']);
});

test('one key for 400 items of own texts is looked for together', async () => {
	const asked = await requestsOf(() => stage.run(keyed('campaign'), itemsTo(numbers(400))));
	expect(asked.filter((method) => method === 'POST')).toHaveLength(400);
	expect(asked.filter((method) => method === 'GET').length).toBeLessThanOrEqual(30);
});
