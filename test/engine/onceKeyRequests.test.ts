import { ACCOUNT, itemsTo, numbers, sendWorkflow } from '../helpers/sending';
import { setStage } from '../helpers/stage';

const stage = setStage();
const keyed = (onceKey: string) =>
	sendWorkflow({ to: '={{ $json.to }}', message: '={{ $json.text }}', options: { onceKey } });
const requestsOf = async (work: () => Promise<unknown>) => {
	const before = stage.sandbox.requests.length;
	await work();
	return stage.sandbox.requests.slice(before).map(({ method }) => method);
};

function order(count: number): void {
	stage.sandbox.state.addCredits(ACCOUNT, 10_000);
	for (const receiver of numbers(count)) {
		stage.sandbox.state.addSent(ACCOUNT, { receiver, differedPeriod: 1440, tag: 'reminder' });
	}
}

test('a once key takes two looks and the send, where nothing waits', async () => {
	const asked = await requestsOf(() => stage.run(keyed('order-1'), itemsTo(numbers(1))));
	expect(asked).toEqual(['GET', 'GET', 'POST']);
});

test('5,000 messages that wait are read once by this n8n', async () => {
	order(5000);
	const first = await requestsOf(() => stage.run(keyed('order-1'), itemsTo(numbers(1))));
	expect(first.length).toBeLessThanOrEqual(103);
	const second = await requestsOf(() => stage.run(keyed('order-2'), itemsTo(numbers(1))));
	expect(second).toEqual(['GET', 'GET', 'POST']);
});

test('those that this n8n has ordered need no reading', async () => {
	stage.sandbox.state.addCredits(ACCOUNT, 10_000);
	const options = { sendAt: new Date(Date.now() + 86_400_000).toISOString() };
	const reminders = sendWorkflow({ to: '={{ $json.to }}', message: 'Tomorrow', options });
	await stage.run(reminders, itemsTo(numbers(1000)));
	const asked = await requestsOf(() => stage.run(keyed('order-1'), itemsTo(numbers(1))));
	expect(asked).toEqual(['GET', 'GET', 'POST']);
});

test('one key for 400 items of own texts is looked for together', async () => {
	stage.sandbox.state.addCredits(ACCOUNT, 1000);
	const asked = await requestsOf(() => stage.run(keyed('campaign'), itemsTo(numbers(400))));
	expect(asked.filter((method) => method === 'POST')).toHaveLength(400);
	expect(asked.filter((method) => method === 'GET').length).toBeLessThanOrEqual(30);
});
