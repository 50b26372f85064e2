import { sleep } from 'n8n-workflow';

import { ACCOUNT, itemsTo, numbers, sendWorkflow } from '../helpers/sending';
import { jsonOf, setStage } from '../helpers/stage';

const stage = setStage();

const toEach = { to: '={{ $json.to }}', message: '={{ $json.text }}' };
const sends = () => stage.sandbox.requests.filter(({ method }) => method === 'POST');

/** Until OVHcloud has refused a request, and the execution has read that. */
async function refusal(): Promise<void> {
	while (!sends().some(({ status }) => status === 429)) {
		await sleep(5);
	}
	await sleep(500);
}

test('what one execution is told holds another one with the same key, and loses nobody', async () => {
	stage.sandbox.faults.add({ kind: 'status', status: 429, retryAfter: 2, times: 1 });
	const [first, second] = [numbers(2).slice(0, 1), numbers(2).slice(1)];
	const refused = stage.run(sendWorkflow(toEach), itemsTo(first));
	await refusal();
	const other = stage.run(sendWorkflow(toEach), itemsTo(second));
	for (const run of [await refused, await other]) expect(jsonOf(run)).toHaveLength(1);
	for (const receiver of [...first, ...second]) {
		expect(stage.sandbox.sentTo(receiver)).toHaveLength(1);
	}
	// The other execution would have been answered at once.
	const [told, ...later] = sends();
	expect(later.map(({ at }) => at - told.at >= 2000)).toEqual([true, true]);
});

test('the more answers come, the more requests go at once, up to twenty', async () => {
	stage.sandbox.state.addCredits(ACCOUNT, 200);
	stage.sandbox.faults.add({ kind: 'delay', ms: 200, times: Infinity });
	let most = 0;
	let isOver = false;
	const watched = (async () => {
		for (; !isOver; await sleep(5)) {
			const underWay = stage.sandbox.requests.filter(({ status }) => status === 0);
			most = Math.max(most, underWay.length);
		}
	})();
	const output = jsonOf(await stage.run(sendWorkflow(toEach), itemsTo(numbers(120))));
	isOver = true;
	await watched;
	expect(output).toHaveLength(120);
	expect(most).toBe(20);
});
