import { switchOff, switchOn, until } from '../../tools/n8n/activation';
import { allFinished } from '../../tools/n8n/executions';
import {
	addressesOf,
	callTwice,
	counted,
	counting,
	firstPoll,
	happen,
	pollingEveryMinute,
} from '../helpers/n8n/triggerEvents';
import { NOTICED_SOON } from '../helpers/queue/queueMode';
import { setQueueStage } from '../helpers/queue/stage';
import { type Receiver, startReceiver } from '../helpers/receiver';
import { numbers } from '../helpers/sending';

let called: Receiver;
let polled: Receiver;

const on = setQueueStage(NOTICED_SOON);
const { stage } = on;

beforeEach(async () => {
	[called, polled] = await Promise.all([startReceiver(), startReceiver()]);
});

afterEach(async () => {
	await Promise.all([called.close(), polled.close()]);
});

test('both triggers at the same time: each event once, though several processes run and each is called twice', async () => {
	const { sandbox, rest, server } = stage;
	callTwice(sandbox);
	const before = addressesOf(sandbox);
	const instant = await stage.importWorkflow(counting(called, 'ovhSmsTrigger'));
	const polling = await stage.importWorkflow(pollingEveryMinute(polled));
	await switchOn(rest, instant);
	await switchOn(rest, polling);
	await until('nothing was registered', () => addressesOf(sandbox).callBack !== null);
	await firstPoll(sandbox);

	const people = numbers(80);
	const expected = await happen(sandbox, people.slice(0, 40));
	const both = () => Math.min(called.received.length, polled.received.length);
	await until('the first events did not come', () => both() >= 100, 120_000);
	// Of the executions that it had begun, n8n keeps nothing: it is told to stop, and finishes them.
	await on.queue.workers[0].stop();
	await server.restart();
	await rest.signIn();
	expected.push(...(await happen(sandbox, people.slice(40))));
	await until('the other events did not come', () => both() >= 200, 120_000);
	// Calls and polls are worked on in turn: when these are through, what came before has begun.
	expected.push(...(await happen(sandbox, numbers(81).slice(80))));
	await until('the last events did not come', () => both() >= expected.length, 120_000);
	await sandbox.callbacks.settled();
	for (const workflow of [instant, polling]) await allFinished(rest, workflow);
	expect(counted(called).sort()).toEqual(expected.sort());
	expect(counted(polled).sort()).toEqual(expected.sort());

	await switchOff(rest, instant);
	await switchOff(rest, polling);
	await until('the addresses are not as before', () => addressesOf(sandbox).callBack === null);
	expect(addressesOf(sandbox)).toEqual(before);
}, 600_000);
