import { activate, deactivate, until } from '../../tools/n8n/activation';
import { FINISHED } from '../../tools/n8n/executions';
import type { SavedWorkflow } from '../../tools/n8n/rest';
import {
	type Order,
	orders,
	ORDERS_PATH,
	orderWorkflow,
	tellOrders,
} from '../helpers/queue/orders';
import { NOTICED_SOON, type QueuedExecution } from '../helpers/queue/queueMode';
import { setQueueStage } from '../helpers/queue/stage';
import { ACCOUNT, SEND_PATH } from '../helpers/sending';

const COUNT = 1000;

/** How many sends are refused, and of how many the answer is lost. */
const REFUSED = 10;
const LOST = 10;

const on = setQueueStage(NOTICED_SOON);
const { stage } = on;

beforeEach(() => {
	const { state, faults } = stage.sandbox;
	state.accounts.get(ACCOUNT)!.details.creditsLeft = 2 * COUNT;
	// Long enough for a worker to end in the middle of it.
	faults.add({ kind: 'delay', ms: 100, method: 'POST', path: SEND_PATH, times: Infinity });
	faults.add({ kind: 'status', status: 403, method: 'POST', path: SEND_PATH, times: REFUSED });
	faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH, times: LOST });
});

const smsTo = ({ phone }: Order) => stage.sandbox.sentTo(phone).length;

/** Ends a worker at once when so many people have been texted. */
async function killAt(index: number, all: Order[], count: number): Promise<void> {
	const reached = () => all.filter((order) => smsTo(order) > 0).length >= count;
	await until('nobody was texted', reached, 300_000);
	await on.queue.workers[index].kill();
}

/** All executions, when so many are over. */
async function over(workflow: SavedWorkflow, count: number): Promise<QueuedExecution[]> {
	let list: QueuedExecution[] = [];
	await until(`there were not ${count} executions`, async () => {
		list = await on.queue.executions(workflow);
		return list.length >= count && list.every(({ status }) => FINISHED.includes(status));
	});
	expect(list).toHaveLength(count);
	return list;
}

const isFailed = ({ status }: QueuedExecution) => status !== 'success';

/** As the "Retry" of n8n's list of executions does. */
async function retry(executions: QueuedExecution[]): Promise<void> {
	for (const { id } of executions) await stage.rest.ask('POST', `/rest/executions/${id}/retry`, {});
}

test('with a once key: 1,000 orders, a worker killed, failures told and retried again: one SMS each', async () => {
	const all = orders(COUNT);
	const workflow = await stage.importWorkflow(
		orderWorkflow({ onceKey: '={{ $json.body.order }}' }),
	);
	await activate(stage.rest, workflow, ORDERS_PATH);

	const killed = killAt(0, all, 400);
	const first = await tellOrders(stage.rest.url, all);
	await killed;
	await on.queue.workers[0].start();
	const failed = all.filter((_, index) => first[index] !== 200);
	expect(failed.length).toBeGreaterThan(REFUSED);

	const executions = (await over(workflow, COUNT)).filter(isFailed);
	expect(executions).toHaveLength(failed.length);

	// The shop tells again what was not done, and somebody retries it in n8n, too.
	const second = await tellOrders(stage.rest.url, failed);
	expect(second.filter((status) => status !== 200)).toEqual([]);
	await retry(executions);
	await over(workflow, COUNT + 2 * failed.length);
	expect(all.filter((order) => smsTo(order) !== 1)).toEqual([]);
	await deactivate(stage.rest, workflow, ORDERS_PATH);
});

test('without one: no execution that was reported successful is missing or doubled', async () => {
	const all = orders(COUNT);
	const workflow = await stage.importWorkflow(orderWorkflow());
	await activate(stage.rest, workflow, ORDERS_PATH);

	const killed = killAt(1, all, 400);
	const answers = await tellOrders(stage.rest.url, all);
	await killed;
	await on.queue.workers[1].start();
	const failed = (await over(workflow, COUNT)).filter(isFailed);
	const successful = all.filter((_, index) => answers[index] === 200);
	expect(successful).toHaveLength(COUNT - failed.length);
	expect(successful.filter((order) => smsTo(order) !== 1)).toEqual([]);
	expect(failed.length).toBeGreaterThan(REFUSED);

	await retry(failed);
	const retried = (await over(workflow, COUNT + failed.length)).filter(({ retryOf }) => retryOf);
	// n8n keeps nothing of an execution whose worker is gone, so only the refused ones go on.
	expect(retried.filter(({ status }) => status === 'success')).toHaveLength(REFUSED);
	expect(all.filter((order) => smsTo(order) > 1)).toEqual([]);
	await deactivate(stage.rest, workflow, ORDERS_PATH);
});
