import { allFinished } from '../../tools/n8n/executions';
import {
	addressesOf,
	allCome,
	answersOf,
	counted,
	counting,
	endListening,
	happen,
	listen,
	lookedAtAll,
	quiet,
	reply,
	report,
	requestsOf,
	withWrongSecret,
} from '../helpers/n8n/triggerEvents';
import { NOTICED_SOON } from '../helpers/queue/queueMode';
import { setQueueStage } from '../helpers/queue/stage';
import { type Receiver, startReceiver } from '../helpers/receiver';
import { numbers } from '../helpers/sending';

const on = setQueueStage(NOTICED_SOON, { ownWebhooks: true });
const { stage } = on;
let counter: Receiver;

beforeEach(async () => {
	counter = await startReceiver();
});

afterEach(async () => {
	await counter.close();
});

test('called once, in a process of its own: each event once, over restarts of that process and of main, and off and on', async () => {
	const { sandbox, server, rest } = stage;
	const { controls } = sandbox.callbacks;
	const [first, second, third, fourth, ...others] = numbers(7);
	const before = addressesOf(sandbox);
	const workflow = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));
	const expected: string[] = [];
	/** OVHcloud calls until n8n knows the address (again), and then never again. */
	const firstCallIsTaken = async (event: string) => {
		expected.push(event);
		await allCome(counter, expected);
		await sandbox.callbacks.settled();
		await quiet(sandbox);
		await allFinished(rest, workflow);
	};

	await listen(sandbox, rest, workflow);
	const registered = addressesOf(sandbox);
	expect(String(registered.callBack).startsWith(server.url)).toBe(false);
	await firstCallIsTaken(reply(sandbox, first));
	controls.retries = 0;
	expected.push(...(await happen(sandbox, others)));
	await allCome(counter, expected);
	await sandbox.callbacks.settled();
	await quiet(sandbox);
	await allFinished(rest, workflow);

	await on.queue.webhooks?.stop();
	await on.queue.webhooks?.start();
	controls.retries = 6;
	await firstCallIsTaken(report(sandbox, second));

	await server.restart();
	await rest.signIn();
	await firstCallIsTaken(reply(sandbox, third));
	expect(addressesOf(sandbox)).toEqual(registered);

	await endListening(sandbox, rest, workflow, before);
	const called = expected.length + 1;
	// Nobody is called for that, but the trigger looks when it is active again.
	expected.push(report(sandbox, first));
	const soFar = requestsOf(sandbox);
	await listen(sandbox, rest, workflow);
	await firstCallIsTaken(report(sandbox, fourth));
	await lookedAtAll(stage, workflow, soFar);
	expect({ items: counted(counter).sort(), answers: answersOf(sandbox) }).toEqual({
		items: expected.sort(),
		answers: Array.from({ length: called }, () => '200'),
	});
	expect((await fetch(withWrongSecret(String(addressesOf(sandbox).callBack)))).status).toBe(404);
	await endListening(sandbox, rest, workflow, before);
}, 400_000);
